import { element } from './shadow.ts'

/**
 * What scrolls where there is little room. Keys stop at it only then: it is nobody's to press, and at a
 * stop without a name screen readers are silent.
 */
export function scrolling(
  document: Document,
  className: string,
  ...content: readonly Node[]
): HTMLElement {
  const box = element(document, 'div', { class: className, tabindex: '0' }, ...content)
  try {
    new ResizeObserver(() => {
      // Hidden, it stays what it was: it may get the focus as soon as it is back.
      if (box.clientHeight === 0) return
      if (box.scrollHeight > box.clientHeight) box.tabIndex = 0
      else box.removeAttribute('tabindex')
    }).observe(box)
  } catch {
    // A page may have put something else there; then it is a stop.
  }
  return box
}
