/** Fills and empties the addresses of held elements: `data-consent-src` and its like. */
const ADDRESSES = ['src', 'srcset', 'href'] as const

/** Gives `element` the addresses that it holds back. Twice is once. */
export function releaseElement(element: Element): void {
  for (const name of ADDRESSES) {
    const address = element.getAttribute(`data-consent-${name}`)
    if (address !== null && element.getAttribute(name) !== address) {
      element.setAttribute(name, address)
    }
  }
}

/** Takes them away again. A frame is put in anew: it starts empty, and history gets no entry. */
export function holdElement(element: Element): void {
  let changed = false
  for (const name of ADDRESSES) {
    if (!element.hasAttribute(`data-consent-${name}`) || !element.hasAttribute(name)) continue
    element.removeAttribute(name)
    changed = true
  }
  if (changed && element.localName === 'iframe') {
    element.parentNode?.insertBefore(element, element.nextSibling)
  }
}
