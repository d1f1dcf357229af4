/**
 * Whether the visitor watches or listens to something that opening the page anew would cut off.
 * Nobody can look into a frame of a third party, so one that is shown counts as playing.
 */
export function plays(document: Document): boolean {
  const media = [...document.querySelectorAll<HTMLMediaElement>('video,audio')]
  return (
    media.some(({ paused, ended }) => !paused && !ended) ||
    Boolean(document.fullscreenElement ?? document.pictureInPictureElement) ||
    document.querySelector('iframe[data-consent-src][src]') !== null
  )
}

/** Calls `task` once nothing plays any more, after something ended: a pause is no end. */
export function onceQuiet(document: Document, task: () => void): void {
  const look = (): void => {
    if (plays(document) || isPaused(document)) return
    for (const event of ENDINGS) document.removeEventListener(event, look, true)
    task()
  }
  for (const event of ENDINGS) document.addEventListener(event, look, true)
}

const ENDINGS = ['ended', 'fullscreenchange', 'leavepictureinpicture'] as const

/** In the middle of something. */
function isPaused(document: Document): boolean {
  const media = [...document.querySelectorAll<HTMLMediaElement>('video,audio')]
  return media.some(({ paused, ended, currentTime }) => paused && !ended && currentTime > 0)
}
