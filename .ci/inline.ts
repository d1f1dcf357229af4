/** happy-dom lays `<wbr>` out as a block: names that may be broken would have spaces, as in no browser. */
const { getComputedStyle } = window

window.getComputedStyle = (element, ...rest) => {
  const style = getComputedStyle.call(window, element, ...rest)
  if (element.localName !== 'wbr') return style
  return new Proxy(style, {
    get(target, name) {
      if (name === 'display') return 'inline'
      if (name !== 'getPropertyValue') return Reflect.get(target, name)
      return (property: string) =>
        property === 'display' ? 'inline' : target.getPropertyValue(property)
    },
  })
}
