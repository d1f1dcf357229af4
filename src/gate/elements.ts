import { each, filter } from '../plain.ts'

/** The addresses that an element can hold back, as `data-consent-src` and its like. */
const ADDRESSES = ['src', 'srcset', 'href'] as const

/**
 * Gives `element` the addresses that it holds back, or takes them away. Twice is once.
 *
 * A frame is taken out and put in anew: it starts empty, and history gets no entry. Chromium also forgets
 * an address that a frame is given while the parser has only just made it [seen in 156], and Firefox now
 * and then asks twice for what a frame is given where it stands. A video or audio doesn't notice by itself
 * that its sources have changed.
 */
export function setAddresses(element: Element, open: boolean): void {
  const heldBack = (name: string): string | null => element.getAttribute(`data-consent-${name}`)
  const names = filter(
    ADDRESSES,
    (name) => heldBack(name) !== null && element.hasAttribute(name) !== open,
  )
  if (names.length === 0) return
  const { localName, parentNode, nextSibling } = element
  if (localName === 'iframe') element.remove()
  each(names, (name) => {
    if (open) element.setAttribute(name, heldBack(name) ?? '')
    else element.removeAttribute(name)
  })
  if (localName === 'iframe') parentNode?.insertBefore(element, nextSibling)
  if (localName !== 'track') element.closest<HTMLMediaElement>('video,audio')?.load()
}

export function isScript(node: Node): node is HTMLScriptElement {
  return (node as Element).localName === 'script'
}
