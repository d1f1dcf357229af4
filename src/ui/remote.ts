import { plays } from './in-the-way.ts'
import type { LayerOptions } from './layers.ts'
import css from './remote.css?inline'
import { rootsOf } from './shadow-hosts.ts'

type Side = 'left' | 'right' | 'top' | 'bottom'

const SIDES: Readonly<Record<string, Side>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'top',
  ArrowDown: 'bottom',
}

const FOCUSABLE = 'button, a[href], input, summary, [tabindex="0"]'

/** Laid out, if unseen. */
const FOLDED = 'details:not([open]) > :not(summary) *'

/** Of what is seen of a text, moved by one press. */
const STEP = 0.6

const HOSTS = 'metalive-consent, metalive-consent-settings'

/**
 * Arrow keys and OK, for remote controls: in whatever is ours they move the focus to what is next in
 * that direction, and into it while nothing of the page has the focus and nothing plays. At its edges,
 * and everywhere else, they are the page's.
 *
 * @returns what ends it
 */
export function openRemote({ host }: LayerOptions): () => void {
  const { document } = host
  host.addStyle(css)
  const sheet = host.root.adoptedStyleSheets?.at(-1)

  const roots = (): readonly ShadowRoot[] =>
    [...document.querySelectorAll(HOSTS)].flatMap(({ shadowRoot }) => shadowRoot ?? [])

  /** What a withdrawal couldn't do has a host of its own. */
  const addStyle = (): void => {
    for (const root of roots()) {
      if (!sheet || root.adoptedStyleSheets.includes(sheet)) continue
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
    }
  }

  const inside = (event: KeyboardEvent): void => {
    const root = document.activeElement?.shadowRoot
    if (!root?.host.localName.startsWith('metalive-consent')) return
    const focused = root.activeElement as HTMLElement | null
    if (!focused || isForPage(event) || !press(event.key, focused, onTop([root]) ?? root)) return
    event.preventDefault()
    event.stopPropagation()
  }

  /** Whoever has only arrows gets in with the first of them. */
  const enter = (event: KeyboardEvent): void => {
    const { activeElement, body } = document
    if (!SIDES[event.key] || isForPage(event) || (activeElement && activeElement !== body)) return
    const layer = onTop(roots())
    if (!layer || plays(rootsOf(document))) return
    const [first] = focusables(layer)
    first?.focus()
    if (first) event.preventDefault()
  }

  addStyle()
  const observer = new MutationObserver(addStyle)
  observer.observe(document.documentElement, { childList: true })
  // Before the page: what moves the focus here isn't to move something there.
  document.addEventListener('keydown', inside, true)
  document.addEventListener('keydown', enter)
  return () => {
    observer.disconnect()
    document.removeEventListener('keydown', inside, true)
    document.removeEventListener('keydown', enter)
  }
}

/** A dialog lies over all others. */
function onTop(roots: readonly ShadowRoot[]): Element | undefined {
  const layers = roots
    .flatMap((root) => [...root.querySelectorAll('dialog[open], section.box')])
    .filter(isSeen)
  return layers.filter(({ localName }) => localName === 'dialog').at(-1) ?? layers.at(-1)
}

function isForPage({ defaultPrevented, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return defaultPrevented || altKey || ctrlKey || metaKey
}

/** Whether the key did something. */
function press(key: string, focused: HTMLElement, layer: ParentNode): boolean {
  // A remote has no space bar.
  if (key === 'Enter' && focused.matches('input[type=checkbox]')) {
    focused.click()
    return true
  }
  const side = SIDES[key]
  if (!side) return false
  if (scrolls(focused, side)) return true
  const next = nearest(
    // From a whole layer it goes on as from its heading.
    (focused.querySelector('h2') ?? focused).getBoundingClientRect(),
    focusables(layer).filter((each) => each !== focused),
    side,
  )
  next?.focus()
  return next !== undefined
}

/** A text that is longer than its box is read to its end before it is left. */
function scrolls(element: HTMLElement, side: Side): boolean {
  if (element.tabIndex !== 0 || !element.hasAttribute('tabindex')) return false
  if (side === 'left' || side === 'right') return false
  const before = element.scrollTop
  element.scrollTop += (side === 'top' ? -STEP : STEP) * element.clientHeight
  return Math.abs(element.scrollTop - before) >= 1
}

function focusables(layer: ParentNode): readonly HTMLElement[] {
  const all = [...layer.querySelectorAll<HTMLElement>(FOCUSABLE)]
  return all.filter((each) => isSeen(each) && !each.matches(`:disabled, ${FOLDED}`))
}

function isSeen(element: Element): boolean {
  return element.getClientRects().length > 0
}

/** The one that is closest on that side; what lies straight ahead comes before what lies aslant. */
function nearest(from: DOMRect, all: readonly HTMLElement[], side: Side): HTMLElement | undefined {
  let best: HTMLElement | undefined
  let least = Number.POSITIVE_INFINITY
  for (const each of all) {
    const distance = distanceTo(each.getBoundingClientRect(), from, side)
    if (distance >= least) continue
    least = distance
    best = each
  }
  return best
}

/** Infinite for what doesn't lie on that side. */
function distanceTo(to: DOMRect, from: DOMRect, side: Side): number {
  const [ahead, aside] =
    side === 'left' || side === 'right'
      ? ([
          side === 'left' ? from.left - to.right : to.left - from.right,
          gap(from.top, from.bottom, to.top, to.bottom),
        ] as const)
      : ([
          side === 'top' ? from.top - to.bottom : to.top - from.bottom,
          gap(from.left, from.right, to.left, to.right),
        ] as const)
  // Boxes of neighbouring lines may touch.
  return ahead < -TOUCH ? Number.POSITIVE_INFINITY : Math.max(0, ahead) + 2 * aside
}

const TOUCH = 4

function gap(start: number, end: number, otherStart: number, otherEnd: number): number {
  return Math.max(0, otherStart - end, start - otherEnd)
}
