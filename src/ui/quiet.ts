import { openPopover } from './host.ts'
import { type InTheWay, inTheWay } from './in-the-way.ts'
import { beforeFrame, comeHome, keepClear } from './keep-clear.ts'
import type { LayerOptions } from './layers.ts'
import css from './quiet.css?inline'
import { element } from './shadow.ts'
import { rootsOf } from './shadow-hosts.ts'
import { createStage } from './stage.ts'

export interface QuietOptions extends LayerOptions {
  /** What the pill says: the banner's title, in its language. */
  readonly texts: { readonly lang: string; readonly banner: { readonly title: string } }
}

/** Keeps the layers that nobody asked for out of the way of what a visitor watches. */
export interface Quiet {
  /** Resolves once such a layer may open, or be seen again. */
  free(): Promise<void>
  /** The visitor asked for a layer: it is seen at once, whatever the page shows. */
  lift(): void
  destroy(): void
}

/** Those of ours that aren't modal. */
const LAYERS = 'section.box:not(.pill)'

/** What no event tells, such as a modal that opens, is looked for while a layer is there. */
const LOOK_MS = 400

/** Looks between two searches for shadow roots. */
const ROOTS_EVERY = 5

const EVENTS = [
  'fullscreenchange',
  'webkitfullscreenchange',
  'webkitpresentationmodechanged',
  'enterpictureinpicture',
  'leavepictureinpicture',
  'play',
  'pause',
  'ended',
  'close',
] as const

export function openQuiet({ host, consent, texts }: QuietOptions): Quiet {
  const { document, root } = host
  host.addStyle(css)
  let roots = rootsOf(document)
  let looks = 0
  let way: InTheWay = inTheWay(document, roots)
  /** Whether what is there was asked for in spite of it. */
  let isLifted = false
  let isPressed = false
  let waiting: (() => void)[] = []
  let timer: ReturnType<typeof setInterval> | undefined

  const button = element(
    document,
    'button',
    { type: 'button', part: 'button', id: 'pill-open' },
    texts.banner.title,
  )
  button.addEventListener('click', () => {
    isLifted = true
    isPressed = true
    look()
  })
  const attributes = { class: 'box pill', part: 'pill', lang: texts.lang }
  const pill = element(
    document,
    'section',
    { ...attributes, 'aria-label': texts.banner.title },
    button,
  )

  const stage = createStage(document, root, () => {
    isLifted = false
    look()
  })
  const layers = (): Iterable<HTMLElement> => root.querySelectorAll<HTMLElement>(LAYERS)

  const isHushed = (): boolean => {
    if (!way || isLifted) return false
    // Beside a video one may go on with what one has begun.
    return way === 'taken' || !root.querySelector(`${LAYERS}:focus-within`)
  }

  const look = (): void => {
    looks++
    if (looks % ROOTS_EVERY === 0) roots = rootsOf(document)
    const before = way
    way = inTheWay(document, roots)
    if (way === 'taken' && before !== 'taken') isLifted = false
    hush(isHushed())
  }

  const hush = (isHushed: boolean): void => {
    root.host.toggleAttribute('data-quiet', isHushed)
    if (!isHushed && way === 'taken' && root.querySelector(LAYERS)) stage.take(layers())
    else stage.giveBack()
    showPill(isHushed && way === 'plays' && consent.state.asks.length > 0)
    place()
    if (isHushed) return
    const due = waiting
    waiting = []
    for (const go of due) go()
    // What they open may stand elsewhere.
    if (!root.querySelector(LAYERS)) rest()
  }

  const showPill = (isWanted: boolean): void => {
    if (!isWanted) pill.remove()
    if (!isWanted || pill.isConnected) return
    root.append(pill)
    openPopover(pill)
  }

  const place = (): void => {
    for (const each of root.querySelectorAll<HTMLElement>('section.box')) keepClear(each, roots)
  }
  const replace = (): void => {
    for (const each of root.querySelectorAll<HTMLElement>('section.box')) comeHome(each)
    look()
  }
  const placeSoon = beforeFrame(place)

  const follow = (): void => {
    if (timer) return
    timer = setInterval(look, LOOK_MS)
    for (const event of EVENTS) document.addEventListener(event, look, true)
    document.addEventListener('scroll', placeSoon, { capture: true, passive: true })
    document.addEventListener('focusin', placeSoon)
    window.addEventListener('resize', replace)
  }

  const rest = (): void => {
    clearInterval(timer)
    timer = undefined
    for (const event of EVENTS) document.removeEventListener(event, look, true)
    document.removeEventListener('scroll', placeSoon, true)
    document.removeEventListener('focusin', placeSoon)
    window.removeEventListener('resize', replace)
  }

  /** Before what has come is painted. */
  const update = (): void => {
    const layer = root.querySelector(LAYERS)
    if (!layer && waiting.length === 0) {
      isLifted = false
      stage.giveBack()
      showPill(false)
      rest()
      return
    }
    follow()
    look()
    if (!layer || !isPressed) return
    isPressed = false
    // Whoever pressed the pill is taken along.
    layer.querySelector<HTMLElement>('.text')?.focus({ preventScroll: true })
  }
  const observer = new MutationObserver(update)
  observer.observe(root, { childList: true })
  observer.observe(stage.dialog, { childList: true })
  const unsubscribe = consent.subscribe(({ asks }) => {
    if (asks.length === 0) showPill(false)
  })
  update()

  return {
    free: () =>
      new Promise((go) => {
        waiting = [...waiting, go]
        update()
      }),
    lift() {
      way = inTheWay(document, roots)
      isLifted = way !== undefined
      hush(false)
    },
    destroy() {
      observer.disconnect()
      unsubscribe()
      rest()
    },
  }
}
