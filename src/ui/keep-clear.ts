import { filter, map } from '../plain.ts'
import { allOf } from './in-the-way.ts'

/** Player controls, captions, and what else a site wants to be seen. */
const KEPT = '[data-consent-keep-clear]'

/** Room between them and a layer, in pixels. */
const GAP = 8

/** Of a layer's style. */
interface Place {
  readonly insetBlock: string
  readonly maxBlockSize: string
}

/** Where the style sheets have it. */
const HOME: Place = { insetBlock: '', maxBlockSize: '' }

/**
 * Moves a layer off what is to be kept clear, and off the page's focus, to the top or into what room there is, as far as all
 * of its answers stay in the viewport; else to where it covers the least. One that covers nothing,
 * or that is in use, stays where it is.
 */
export function keepClear(
  layer: HTMLElement,
  roots: readonly ParentNode[],
  placesOf: PlacesOf = placesOfSheet,
): void {
  const kept = [...keptOf(roots), ...focusUnder(layer, roots)]
  if (coveredBy(layer, kept) === 0 || layer.matches(':hover, :focus-within')) return
  const text = layer.querySelector('.text')
  const read = text?.scrollTop ?? 0
  // As a box that comes anew: one that is moved would count as a shift of the page's layout.
  layer.style.display = 'none'
  layer.getClientRects()
  layer.style.display = ''
  Object.assign(layer.style, bestOf(layer, kept, placesOf(layer, kept)))
  if (text) text.scrollTop = read
}

export function comeHome(layer: HTMLElement): void {
  Object.assign(layer.style, HOME)
}

function bestOf(layer: HTMLElement, kept: readonly DOMRect[], places: readonly Place[]): Place {
  let best = HOME
  let least = Number.POSITIVE_INFINITY
  for (const place of places) {
    Object.assign(layer.style, place)
    const area = fits(layer) ? coveredBy(layer, kept) : Number.POSITIVE_INFINITY
    if (area >= least) continue
    least = area
    best = place
  }
  return best
}

/** Where a layer might go, the likelier first. */
export type PlacesOf = (layer: HTMLElement, kept: readonly DOMRect[]) => readonly Place[]

const placesOfSheet: PlacesOf = (layer, kept) => {
  const { edge, atTop } = edgesOf(layer)
  const above = topOf(kept) - edge - GAP
  const below = innerHeight - edge - GAP - Math.max(...map(kept, ({ bottom }) => bottom))
  return [
    HOME,
    { ...HOME, insetBlock: atTop },
    { ...HOME, maxBlockSize: size(below) },
    { insetBlock: atTop, maxBlockSize: size(above) },
  ]
}

/** Of what is small: near its home. */
export const placesOfButton: PlacesOf = (button, kept) => [
  HOME,
  { ...HOME, insetBlock: `auto ${size(innerHeight - topOf(kept) + GAP)}` },
  { ...HOME, insetBlock: edgesOf(button).atTop },
]

function edgesOf(layer: HTMLElement): { readonly edge: number; readonly atTop: string } {
  comeHome(layer)
  const edge = innerHeight - layer.getBoundingClientRect().bottom
  return { edge, atTop: `max(${edge}px, env(safe-area-inset-top)) auto` }
}

function topOf(kept: readonly DOMRect[]): number {
  return Math.min(...map(kept, ({ top }) => top))
}

function size(pixels: number): string {
  return `${Math.max(0, pixels)}px`
}

/** Whether all that can be pressed is in the viewport, and nothing hangs out of the box. */
function fits(layer: HTMLElement): boolean {
  const { top, bottom } = layer.getBoundingClientRect()
  return top >= 0 && bottom <= innerHeight + 1 && layer.scrollHeight <= layer.clientHeight + 1
}

function keptOf(roots: readonly ParentNode[]): readonly DOMRect[] {
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
function focusUnder(layer: HTMLElement, roots: readonly ParentNode[]): readonly DOMRect[] {
  const box = layer.getBoundingClientRect()
  const rects = map(allOf(roots, ':focus-visible'), (each) => each.getBoundingClientRect())
  return filter(
    rects,
    ({ left, right, top, bottom }) =>
      bottom > top &&
      left >= box.left &&
      right <= box.right &&
      top >= box.top &&
      bottom <= box.bottom,
  )
}

/** In square pixels. */
function coveredBy(layer: HTMLElement, kept: readonly DOMRect[]): number {
  const box = layer.getBoundingClientRect()
  let area = 0
  for (const { left, right, top, bottom } of kept) {
    const width = Math.min(box.right, right) - Math.max(box.left, left)
    const height = Math.min(box.bottom, bottom) - Math.max(box.top, top)
    area += Math.max(0, width) * Math.max(0, height)
  }
  return area
}
