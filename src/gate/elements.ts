/** The addresses that an element can hold back, as `data-consent-src` and its like. */
const ADDRESSES = ['src', 'srcset', 'href'] as const

/**
 * Gives `element` the addresses that it holds back, or takes them away. Twice is once.
 *
 * A frame is then put in anew: it starts empty, and history gets no entry. Chromium also forgets an
 * address that a frame is given while the parser has only just made it [seen in 156]. A video or
 * audio doesn't notice by itself that its sources have changed.
 */
export function setAddresses(element: Element, open: boolean): void {
  let changed = false
  for (const name of ADDRESSES) {
    const address = element.getAttribute(`data-consent-${name}`)
    if (address === null || element.hasAttribute(name) === open) continue
    if (open) element.setAttribute(name, address)
    else element.removeAttribute(name)
    changed = true
  }
  if (!changed) return
  if (element.localName === 'iframe') element.replaceWith(element)
  if (element.localName !== 'track') element.closest<HTMLMediaElement>('video,audio')?.load()
}
