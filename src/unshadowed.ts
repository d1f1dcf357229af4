/**
 * The document, without the elements that hide its members: `<img name="body">` is `document.body`.
 * No node: what takes one takes `getRootNode()` of it.
 */
export function unshadowed(document: Document): Document {
  const members = Document.prototype
  return new Proxy(document, {
    get(_document, name) {
      const value: unknown = Reflect.get(members, name, document)
      return typeof value === 'function' ? value.bind(document) : value
    },
    // An assignment would look for the member on the proxy.
    set: (_document, name, value) => Reflect.set(document, name, value),
  })
}
