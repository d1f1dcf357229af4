/** What a page shows that no layer of ours lies over, unless the visitor asked for it. */
import { some } from '../plain.ts'
import { fullscreenOf } from './fullscreen.ts'
import { allOf, shadowHosts } from './shadow-hosts.ts'

/** `taken`: fullscreen, picture-in-picture or a modal of the page's own. `plays`: little room beside a video. */
export type InTheWay = 'taken' | 'plays' | undefined

interface PrefixedVideo {
  /** `inline`, `fullscreen` or `picture-in-picture`, in Safari. */
  readonly webkitPresentationMode?: string
}

/** A phone on its side. */
const LOW = '(orientation: landscape) and (max-height: 480px)'

/** Whether there is something that the question might get into the way of. */
export function mayDisturb(document: Document): unknown {
  return (
    fullscreenOf(document) ??
    document.querySelector('video,dialog,[aria-modal],[data-consent-keep-clear]') ??
    // Where it may be as well, out of the document's sight.
    shadowHosts(document)[0]
  )
}

export function inTheWay(document: Document, roots: readonly ParentNode[]): InTheWay {
  if (isFull(document, roots) || hasModal(roots)) return 'taken'
  return matchMedia(LOW).matches && plays(roots) ? 'plays' : undefined
}

/** Whether somebody watches something: what is muted, goes round and has no controls is decoration. */
export function plays(roots: readonly ParentNode[]): boolean {
  return some(
    allOf<HTMLVideoElement>(roots, 'video'),
    (video) =>
      (!video.paused || video.seeking) &&
      !video.ended &&
      (!video.muted || !video.loop || video.controls) &&
      isShown(video),
  )
}

function isFull(document: Document, roots: readonly ParentNode[]): boolean {
  return (
    Boolean(fullscreenOf(document)) ||
    some(
      allOf<HTMLVideoElement & PrefixedVideo>(roots, 'video'),
      ({ webkitPresentationMode = 'inline' }) => webkitPresentationMode !== 'inline',
    )
  )
}

function hasModal(roots: readonly ParentNode[]): boolean {
  const open = allOf<HTMLElement>(roots, 'dialog[open], [aria-modal=true]')
  return some(open, (element) => isModal(element) && isShown(element))
}

function isModal(element: HTMLElement): boolean {
  if (element.localName !== 'dialog') return true
  try {
    return element.matches(':modal, [aria-modal=true]')
  } catch {
    // A browser that can't tell: waiting costs nothing.
    return true
  }
}

function isShown(element: HTMLElement): boolean {
  if (element.getClientRects().length === 0) return false
  if (!element.checkVisibility) return getComputedStyle(element).visibility === 'visible'
  return element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })
}
