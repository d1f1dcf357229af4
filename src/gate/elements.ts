/** The addresses that an element can hold back, as `data-consent-src` and its like. */
const ADDRESSES = ['src', 'srcset', 'href'] as const

/**
 * Gives `element` the addresses that it holds back, or takes them away. Twice is once.
 *
 * A frame is then put in anew: it starts empty, and history gets no entry. Chromium also forgets an
 * address that a frame is given while the parser has only just made it [seen in 156].
 */
export function setAddresses(element: Element, open: boolean): void {
  const changed = ADDRESSES.filter((name) => setAddress(element, name, open)).length > 0
  if (changed && element.localName === 'iframe') {
    element.parentNode?.insertBefore(element, element.nextSibling)
  }
}

/** @returns whether that changed anything */
function setAddress(element: Element, name: string, open: boolean): boolean {
  const held = element.getAttribute(`data-consent-${name}`)
  const wanted = open ? held : null
  if (held === null || element.getAttribute(name) === wanted) return false
  if (wanted === null) element.removeAttribute(name)
  else element.setAttribute(name, wanted)
  return true
}
