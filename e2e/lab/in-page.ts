/** What runs in the measured page, put there before all of its own scripts. */

/** `window.lab`: times are `performance.now()`'s. */
export interface Lab {
  /** When the contestant's turn began. */
  readonly start: number
  /** When each tag ran. */
  readonly ran: readonly number[]
  /** By name: when it was first painted, and when nothing shone through any more. */
  readonly seen: Readonly<Record<string, { readonly visible?: number; readonly opaque?: number }>>
  /** When the last click was made, and when the next frame after it was painted. */
  readonly clicked: number
  readonly painted: number
  /** The longest of its events until the next paint as the browser tells it, in steps of 8 ms. */
  readonly inp: number
}

/** Looks at each frame which of `parts` is painted; `host` has the shadow root they are in. */
export interface Watched {
  readonly host: string
  readonly parts: Readonly<Record<string, string>>
}

/** Begins to look. */
export function watch({ host, parts }: Watched): void {
  type Seen = { visible?: number; opaque?: number }
  const seen: Record<string, Seen> = {}
  const before = (window as unknown as { lab?: object }).lab
  Object.assign(window, { lab: { ...before, seen, clicked: 0, painted: 0, inp: 0 } })

  const afterFrame = (task: () => void): void => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = task
    port2.postMessage(0)
  }
  const opacityOf = (part: Element): number => {
    let opacity = 1
    for (let it: Element | null = part; it; it = it.parentElement) {
      opacity *= Number(getComputedStyle(it).opacity)
    }
    return opacity
  }
  const isThere = (part: Element): boolean => {
    const { width, height, top, bottom } = part.getBoundingClientRect()
    const inView = width > 0 && height > 0 && bottom > 0 && top < innerHeight
    return inView && getComputedStyle(part).visibility === 'visible'
  }
  const note = (name: string, opacity: number): void => {
    const now = performance.now()
    seen[name] ??= {}
    if (opacity > 0) seen[name].visible ??= now
    if (opacity > 0.99) seen[name].opaque ??= now
  }
  const lookAt = (name: string, part: Element | null | undefined): void => {
    if (!part || !isThere(part)) return
    const opacity = opacityOf(part)
    afterFrame(() => note(name, opacity))
  }
  const look = (): void => {
    requestAnimationFrame(look)
    const root = host ? document.querySelector(host)?.shadowRoot : document
    for (const [name, selector] of Object.entries(parts)) {
      if (!seen[name]?.opaque) lookAt(name, root?.querySelector(selector))
    }
  }
  requestAnimationFrame(look)

  const onClick = ({ timeStamp }: Event): void => {
    const { lab } = window as unknown as { lab: { clicked: number; painted: number } }
    lab.clicked = timeStamp
    requestAnimationFrame(() =>
      afterFrame(() => {
        lab.painted = performance.now()
      }),
    )
  }
  addEventListener('click', onClick, true)
  const onEvents = (list: PerformanceObserverEntryList): void => {
    const { lab } = window as unknown as { lab: { inp: number } }
    for (const { duration } of list.getEntries()) lab.inp = Math.max(lab.inp, duration)
  }
  new PerformanceObserver(onEvents).observe({
    type: 'event',
    durationThreshold: 16,
  } as PerformanceObserverInit)
}
