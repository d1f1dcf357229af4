import { filter, map } from '../plain.ts'
import { allOf } from './shadow-hosts.ts'

/** Player controls, captions, and what else a site wants to be seen. */
const KEPT = '[data-consent-keep-clear]'

/** Room between them and a layer, in pixels. */
const GAP = 8

/** In pixels of the viewport. */
type Box = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>

/** Of a layer's style. */
interface Place {
  readonly insetBlock: string
  readonly maxBlockSize: string
}

/** Where the style sheets have it. */
const HOME: Place = { insetBlock: '', maxBlockSize: '' }

/**
 * Moves a layer off what is to be kept clear, and off the page's focus, to the top or into what room
 * there is, as far as all of its answers stay in the viewport; else to where it covers the least. One
 * that covers nothing, or that is in use, stays where it is.
 */
export function keepClear(layer: HTMLElement, roots: readonly ParentNode[]): void {
  const box = layer.getBoundingClientRect()
  const focus = focusUnder(box)
  const kept = [...keptOf(roots), ...focus]
  // Whoever moves the focus isn't about to press, wherever the pointer rests.
  const inUse = focus.length > 0 ? ':focus-within' : ':hover, :focus-within'
  if (coveredBy(box, kept) === 0 || layer.matches(inUse)) return
  const text = layer.querySelector('.text')
  const read = text?.scrollTop ?? 0
  drawAnew(layer)
  Object.assign(layer.style, bestOf(layer, kept))
  if (text) text.scrollTop = read
}

export function comeHome(layer: HTMLElement): void {
  Object.assign(layer.style, HOME)
}

/**
 * The same for what is small and always there: above what is to be kept clear, or at the top.
 * @param home - where the style sheet has it
 */
export function giveWay(button: HTMLElement, home: DOMRect, roots: readonly ParentNode[]): void {
  const keptUnder = (box: Box): readonly Box[] => [...keptOf(roots), ...focusUnder(box)]
  const cost = (box: Box): number => coveredBy(box, keptUnder(box))
  const { height, left, right } = home
  const at = (top: number): Box => ({ top, bottom: top + height, left, right })
  const below = filter(keptUnder(home), (each) => coveredBy(home, [each]) > 0)
  let best: Box = home
  if (below.length > 0) {
    for (const top of [topOf(below) - GAP - height, innerHeight - home.bottom]) {
      if (top >= 0 && cost(at(top)) < cost(best)) best = at(top)
    }
  }
  const place = best === home ? '' : `${Math.round(best.top)}px auto`
  if (button.style.insetBlock === place) return
  drawAnew(button)
  button.style.insetBlock = place
}

/** `place`, once before the next frame, however often it is wanted. */
export function beforeFrame(place: () => void): () => void {
  let isDue = false
  return () => {
    if (isDue) return
    isDue = true
    requestAnimationFrame(() => {
      isDue = false
      place()
    })
  }
}

/** As a box that comes anew: one that is moved would count as a shift of the page's layout. */
function drawAnew(layer: HTMLElement): void {
  layer.style.display = 'none'
  layer.getClientRects()
  layer.style.display = ''
}

function bestOf(layer: HTMLElement, kept: readonly Box[]): Place {
  let best = HOME
  let least = Number.POSITIVE_INFINITY
  for (const place of placesOf(layer, kept)) {
    Object.assign(layer.style, place)
    const area = fits(layer) ? coveredBy(layer.getBoundingClientRect(), kept) : Infinity
    if (area >= least) continue
    least = area
    best = place
  }
  return best
}

/** The likelier first. */
function placesOf(layer: HTMLElement, kept: readonly Box[]): readonly Place[] {
  comeHome(layer)
  const edge = innerHeight - layer.getBoundingClientRect().bottom
  const atTop = `max(${edge}px, env(safe-area-inset-top)) auto`
  const above = topOf(kept) - edge - GAP
  const below = innerHeight - edge - GAP - Math.max(...map(kept, ({ bottom }) => bottom))
  const size = (pixels: number): string => `${Math.max(0, pixels)}px`
  return [
    HOME,
    { ...HOME, insetBlock: atTop },
    { ...HOME, maxBlockSize: size(below) },
    { insetBlock: atTop, maxBlockSize: size(above) },
  ]
}

function topOf(kept: readonly Box[]): number {
  return Math.min(...map(kept, ({ top }) => top))
}

/** Whether all that can be pressed is in the viewport, and nothing hangs out of the box. */
function fits(layer: HTMLElement): boolean {
  const { top, bottom } = layer.getBoundingClientRect()
  return top >= 0 && bottom <= innerHeight + 1 && layer.scrollHeight <= layer.clientHeight + 1
}

function keptOf(roots: readonly ParentNode[]): readonly Box[] {
  const rects = map(allOf(roots, KEPT), (each) => each.getBoundingClientRect())
  return filter(
    rects,
    ({ width, height, top, bottom }) => width > 0 && height > 0 && bottom > 0 && top < innerHeight,
  )
}

/**
 * The page's focus, where nothing of it is to be seen.
 * @see https://www.w3.org/TR/WCAG22/#focus-not-obscured-minimum
 */
function focusUnder(box: Box): readonly Box[] {
  let at = document.activeElement
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  if (!at?.matches(':focus-visible')) return []
  const { left, right, top, bottom } = at.getBoundingClientRect()
  const isUnder =
    bottom > top && left >= box.left && right <= box.right && top >= box.top && bottom <= box.bottom
  return isUnder ? [{ left, right, top, bottom }] : []
}

/** In square pixels. */
function coveredBy(box: Box, kept: readonly Box[]): number {
  let area = 0
  for (const { left, right, top, bottom } of kept) {
    const width = Math.min(box.right, right) - Math.max(box.left, left)
    const height = Math.min(box.bottom, bottom) - Math.max(box.top, top)
    area += Math.max(0, width) * Math.max(0, height)
  }
  return area
}
