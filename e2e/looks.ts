/** How our layers look, as it is measured on the rendered page. What runs in it takes nothing along. */
import { partsPhrase } from '../src/locales/words.contract.ts'

export type Rgb = readonly [red: number, green: number, blue: number]

/** WCAG 2.2, contrast ratio: 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** WCAG 2.2, relative luminance. */
export function luminance(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color.map((channel) => {
    const part = channel / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Has the dark half of the style sheets hold: no driver but Chromium's can be asked for it. */
export function darken(): void {
  const hosts = [...document.querySelectorAll('metalive-consent')]
  const sheets = hosts.flatMap(({ shadowRoot }) => shadowRoot?.adoptedStyleSheets ?? [])
  for (const rule of sheets.flatMap(({ cssRules }) => [...cssRules])) {
    if (!(rule instanceof CSSMediaRule) || !rule.conditionText.includes('dark')) continue
    rule.media.mediaText = 'all'
  }
}

/** One of our texts as it is drawn, and what it may stand on. */
export interface Colored {
  readonly text: string
  readonly color: Rgb
  /** More than one where there is a gradient. */
  readonly grounds: readonly Rgb[]
}

/** Runs in the page: every text of ours that is drawn. Colors that aren't opaque are laid over each other. */
export function coloredTexts(): readonly Colored[] {
  type Layer = readonly [red: number, green: number, blue: number, alpha: number]
  const parse = (text: string): Layer => {
    const [one = 0, two = 0, three = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number)
    const scale = text.startsWith('color(') ? 255 : 1
    return [one * scale, two * scale, three * scale, alpha]
  }
  const over = ([r, g, b, alpha]: Layer, [r0, g0, b0]: Rgb): Rgb => [
    r * alpha + r0 * (1 - alpha),
    g * alpha + g0 * (1 - alpha),
    b * alpha + b0 * (1 - alpha),
  ]
  const lineageOf = (element: Element): readonly Element[] => {
    const found: Element[] = []
    let at: Element | null = element
    while (at) {
      found.push(at)
      const root = at.getRootNode()
      at = at.parentElement ?? (root instanceof ShadowRoot ? root.host : null)
    }
    return found
  }
  const groundsOf = (element: Element): readonly Rgb[] => {
    let grounds: readonly Rgb[] = [[255, 255, 255]]
    for (const each of [...lineageOf(element)].reverse()) {
      const { backgroundColor, backgroundImage } = getComputedStyle(each)
      const plain = parse(backgroundColor)
      grounds = plain[3] === 1 ? [over(plain, [0, 0, 0])] : grounds.map((it) => over(plain, it))
      const shades = (backgroundImage.match(/(?:rgba?|color)\([^)]*\)/g) ?? []).map(parse)
      const [first = [0, 0, 0]] = grounds
      grounds = [...grounds, ...shades.map((shade) => over(shade, first))]
    }
    return grounds
  }
  const hosts = document.querySelectorAll(
    'metalive-consent, metalive-consent-settings, metalive-consent-embed',
  )
  const elements = [...hosts].flatMap(({ shadowRoot }) => [
    ...(shadowRoot?.querySelectorAll('*') ?? []),
  ])
  const drawn = elements.filter(
    (each) =>
      each.getClientRects().length > 0 &&
      [...each.childNodes].some(({ nodeType, nodeValue }) => nodeType === 3 && nodeValue?.trim()),
  )
  return drawn.map((each) => {
    const grounds = groundsOf(each)
    const [ground = [255, 255, 255]] = grounds
    const [red, green, blue, alpha] = parse(getComputedStyle(each).color)
    const opacity = lineageOf(each).reduce(
      (all, at) => all * Number(getComputedStyle(at).opacity),
      1,
    )
    const color = over([red, green, blue, alpha * opacity], ground)
    return { text: each.textContent ?? '', color, grounds }
  })
}

/** Texts that WCAG 2.2 (1.4.3) calls too pale; every text has to be as clear as a small one. */
export function tooPale(texts: readonly Colored[]): readonly string[] {
  return texts.flatMap(({ text, color, grounds }) => {
    const least = Math.min(...grounds.map((ground) => contrast(color, ground)))
    return least < 4.5 ? [`${text}: ${least.toFixed(2)}`] : []
  })
}

/** What of ours doesn't fit a small screen. */
export interface Unfit {
  /** Smaller than 44 × 44 pixels, and to be pressed. */
  readonly targets: readonly string[]
  /** Smaller than 16 pixels, and to be read; readings are, by nature. */
  readonly texts: readonly string[]
  /** Wider than its place: to be scrolled sideways. */
  readonly wide: readonly string[]
  /** Scrolled in a place that shows less than a line, cut off, beyond the viewport, or a title that outgrows its place. */
  readonly hidden: readonly string[]
  /** A banner that takes more than 45 % of the height. */
  readonly tall: readonly string[]
}

/** Runs in the page: unfolds everything of ours that can be. */
export function unfold(): void {
  for (const { shadowRoot } of document.querySelectorAll('metalive-consent')) {
    for (const each of shadowRoot?.querySelectorAll('details') ?? []) each.open = true
  }
}

/** Runs in the page. */
export function unfit(): Unfit & { readonly targetCount: number } {
  const hosts = document.querySelectorAll(
    'metalive-consent, metalive-consent-settings, metalive-consent-embed',
  )
  const elements = [...hosts].flatMap(({ shadowRoot }) => [
    ...(shadowRoot?.querySelectorAll<HTMLElement>('*') ?? []),
  ])
  const drawn = elements.filter((each) => each.getClientRects().length > 0)
  const name = (each: Element): string =>
    `${each.localName} ${each.id || each.textContent?.slice(0, 20)}`
  const targets = drawn.filter((each) => each.matches('a, button, summary, label, select'))
  const isSmall = (each: Element): boolean => {
    const { width, height } = each.getBoundingClientRect()
    return width < 43.99 || height < 43.99
  }
  const hasText = ({ childNodes }: Element): boolean =>
    [...childNodes].some(({ nodeType, nodeValue }) => nodeType === 3 && nodeValue?.trim())
  const read = drawn.filter((each) => hasText(each) && each.localName !== 'rt')
  const isWide = ({ scrollWidth, clientWidth }: Element): boolean =>
    clientWidth > 0 && scrollWidth > clientWidth + 1
  const isFuller = (each: Element, ...overflows: string[]): boolean =>
    each.scrollHeight > each.clientHeight + 1 &&
    overflows.includes(getComputedStyle(each).overflowY)
  const LINE = 24
  const layers = drawn.filter((each) => each.matches('section.box, dialog[open], #settings-open'))
  const isBeyond = (each: Element): boolean => {
    const { top, bottom, left, right } = each.getBoundingClientRect()
    return top < -1 || bottom > innerHeight + 1 || left < -1 || right > innerWidth + 1
  }
  const isOut = (each: Element): boolean => {
    const [own, place] = [each, each.parentElement].map((it) => it?.getBoundingClientRect())
    return !!own && !!place && (own.top < place.top - 1 || own.bottom > place.bottom + 1)
  }
  /** By the upper edge of what scrolls, where nothing was scrolled yet. */
  const isCut = (each: Element): boolean => {
    const place = each.closest('.text, .content')
    if (!place || place.scrollTop > 0) return false
    return each.getBoundingClientRect().top < place.getBoundingClientRect().top - 1
  }
  const banners = drawn.filter((each) => each.matches('.banner:not(.age)'))
  return {
    targetCount: targets.length,
    tall: banners.filter(({ clientHeight }) => clientHeight > innerHeight * 0.45).map(name),
    hidden: [
      ...drawn.filter((each) => isFuller(each, 'auto', 'scroll') && each.clientHeight < LINE),
      ...drawn.filter((each) => isFuller(each, 'hidden', 'clip')),
      ...layers.filter(isBeyond),
      ...targets.filter(isCut),
      ...drawn.filter((each) => each.matches('.head > h2') && isOut(each)),
    ].map(name),
    targets: targets.filter(isSmall).map((each) => {
      const { width, height } = each.getBoundingClientRect()
      return `${name(each)}: ${width.toFixed(1)} × ${height.toFixed(1)}`
    }),
    texts: read.filter((each) => Number.parseFloat(getComputedStyle(each).fontSize) < 16).map(name),
    wide: drawn.filter(isWide).map(name),
  }
}

/** Runs in the page: what of ours is pressed, or lies over the page, and has no edge to be seen. */
export function edgeless(): readonly string[] {
  const hosts = document.querySelectorAll(
    'metalive-consent, metalive-consent-settings, metalive-consent-embed',
  )
  const elements = [...hosts].flatMap(({ shadowRoot }) => [
    ...(shadowRoot?.querySelectorAll<HTMLElement>('button:not(.link), section.box, dialog[open]') ??
      []),
  ])
  const hasEdge = (each: Element): boolean => {
    const style = getComputedStyle(each)
    const { borderTopStyle, borderTopWidth, borderTopColor, backgroundColor } = style
    const isDrawn = borderTopStyle !== 'none' && Number.parseFloat(borderTopWidth) >= 1
    return isDrawn && !/^rgba\(.*, 0\)$/.test(borderTopColor) && borderTopColor !== backgroundColor
  }
  return elements
    .filter((each) => each.getClientRects().length > 0 && !hasEdge(each))
    .map((each) => `${each.localName} ${each.id || each.textContent?.slice(0, 20)}`)
}

/** A text of ours as it is broken, without readings. */
export interface Broken {
  readonly lines: readonly string[]
  /** Whether there are spaces between its words: やさしい日本語. */
  readonly isSpaced: boolean
}

/** What is read at a glance: it may not even end on a line of one character. */
export const GLANCED = 'h2, h3, button, a, summary'

/** Runs in the page. */
export function brokenTexts(selector: string): readonly Broken[] {
  const hosts = document.querySelectorAll(
    'metalive-consent, metalive-consent-settings, metalive-consent-embed',
  )
  const elements = [...hosts].flatMap(({ shadowRoot }) => [
    ...(shadowRoot?.querySelectorAll(`:is(${selector}):lang(ja)`) ?? []),
  ])
  const textsIn = (element: Element): readonly Node[] => {
    const found: Node[] = []
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) found.push(walker.currentNode)
    return found.filter(({ parentElement }) => parentElement?.localName !== 'rt')
  }
  const charactersOf = (node: Node): readonly (readonly [string, DOMRect])[] =>
    [...(node.nodeValue ?? '')].map((character, at) => {
      const range = document.createRange()
      range.setStart(node, at)
      range.setEnd(node, at + 1)
      return [character, range.getBoundingClientRect()]
    })
  const linesOf = (element: Element): readonly string[] => {
    const lines: string[] = []
    let end = Number.NEGATIVE_INFINITY
    const drawn = textsIn(element)
      .flatMap(charactersOf)
      .filter(([, { height }]) => height > 0)
    for (const [character, { top, bottom }] of drawn) {
      // Boxes are higher than lines, the more so where a font stands in for another.
      const line = (top + bottom) / 2 < end ? lines.pop() : ''
      if (line === '') end = bottom
      lines.push(line + character)
    }
    return lines
  }
  return elements
    .filter((each) => each.getClientRects().length > 0)
    .map((each) => ({
      lines: linesOf(each),
      isSpaced: each.closest('[lang]')?.getAttribute('lang') === 'ja-x-easy',
    }))
}

/** Those that are parted inside a phrase; where words have spaces between them, inside a word. */
export function partedPhrases(texts: readonly Broken[]): readonly string[] {
  return texts.filter(isParted).map(({ lines }) => lines.join('／'))
}

function isParted({ lines, isSpaced }: Broken): boolean {
  if (!isSpaced) return partsPhrase(lines)
  return lines.some(
    (line, i) => i > 0 && !/[\s、。(]$/.test(lines[i - 1] ?? '') && !/^[\s(]/.test(line),
  )
}

/** Those of what is read at a glance that part a phrase, or end on a line of one character. */
export function badBreaks(texts: readonly Broken[]): readonly string[] {
  const endsPoorly = ({ lines }: Broken): boolean =>
    lines.length > 1 && (lines.at(-1) ?? '').trim().length < 2
  return texts
    .filter((text) => isParted(text) || endsPoorly(text))
    .map(({ lines }) => lines.join('／'))
}
