const shown = new WeakMap<HTMLTemplateElement, readonly ChildNode[]>()

/** Puts what a template holds behind it, or takes it away again. Twice is once. */
export function setContent(template: HTMLTemplateElement, open: boolean): void {
  const nodes = shown.get(template)
  if (open === Boolean(nodes)) return
  if (nodes) {
    shown.delete(template)
    for (const node of nodes) node.remove()
    return
  }
  const content = template.ownerDocument.importNode(template.content, true)
  for (const script of content.querySelectorAll('script')) {
    // Held like any other, so that it waits for its turn.
    script.setAttribute('data-consent-type', script.type)
    script.type = 'text/plain'
    for (const { name, value } of template.attributes) {
      if (name.startsWith('data-consent-')) script.setAttribute(name, value)
    }
  }
  shown.set(template, [...content.childNodes])
  template.after(content)
}
