/** Accepting and refusing are the same: measured on the rendered page, as a visitor has it. */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from './fixtures.ts'
import { BANNER, PREFERENCES, page, ran, settle, TAGS } from './pages.ts'
import type { Ui } from './ui.ts'

const WIDTHS = [320, 390, 768, 1280, 1920] as const
const SCHEMES = ['light', 'dark'] as const

interface Layer {
  readonly name: string
  readonly accept: string
  readonly reject: string
  open(ui: Ui): Promise<void>
}

const LAYERS: readonly Layer[] = [
  {
    name: 'banner',
    accept: 'banner-accept',
    reject: 'banner-reject',
    open: (ui) => ui.waitFor('region', BANNER),
  },
  {
    name: 'preferences',
    accept: 'preferences-accept',
    reject: 'preferences-reject',
    async open(ui) {
      await ui.click('button', '個別に選ぶ')
      await ui.waitFor('dialog', PREFERENCES)
    },
  },
]

type Rgb = readonly [red: number, green: number, blue: number]

interface Measured {
  readonly width: number
  readonly height: number
  readonly top: number
  readonly font: string
  readonly opacity: number
  readonly text: Rgb
  readonly ground: Rgb
  /** Of the layer around it. */
  readonly around: Rgb
  /** Whether a press on its middle is one on it. */
  readonly isOnTop: boolean
  /** The names of the layer and of the row that it is in. */
  readonly place: string
}

/** Runs in the page. */
function measure(id: string): Measured {
  const root = document.querySelector('metalive-consent')?.shadowRoot
  const button = root?.getElementById(id)
  if (!root || !button) throw new Error(`There is no ${id}.`)
  const lineage: Element[] = []
  for (let at: Element | null = button; at; at = at.parentElement) lineage.push(at)
  const rgb = (text: string): number[] => (text.match(/[\d.]+/g) ?? []).map(Number)
  const ground = (from: readonly Element[]): Rgb => {
    const colors = from.map((each) => rgb(getComputedStyle(each).backgroundColor))
    const [red = 0, green = 0, blue = 0] = colors.find(([, , , alpha = 1]) => alpha === 1) ?? []
    return [red, green, blue]
  }
  const style = getComputedStyle(button)
  const { width, height, top, left } = button.getBoundingClientRect()
  const [red = 0, green = 0, blue = 0] = rgb(style.color)
  return {
    width,
    height,
    top,
    font: [style.fontSize, style.fontWeight, style.fontFamily, style.textDecorationLine].join(),
    opacity: lineage.reduce((all, each) => all * Number(getComputedStyle(each).opacity), 1),
    text: [red, green, blue],
    ground: ground(lineage),
    around: ground(lineage.slice(1)),
    isOnTop: root.elementFromPoint(left + width / 2, top + height / 2) === button,
    place: lineage
      .slice(1)
      .map(({ className }) => className)
      .join(),
  }
}

/** Has the dark half of the style sheets hold: no driver but Chromium's can be asked for it. */
function darken(): void {
  const hosts = [...document.querySelectorAll('metalive-consent')]
  const sheets = hosts.flatMap(({ shadowRoot }) => shadowRoot?.adoptedStyleSheets ?? [])
  for (const rule of sheets.flatMap(({ cssRules }) => [...cssRules])) {
    if (!(rule instanceof CSSMediaRule) || !rule.conditionText.includes('dark')) continue
    rule.media.mediaText = 'all'
  }
}

/** WCAG 2.2, relative luminance. */
function luminance(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color.map((channel) => {
    const part = channel / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** WCAG 2.2, contrast ratio: 1 to 21. */
function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** How many times as large the larger is. */
function ratio(one: number, other: number): number {
  return Math.max(one, other) / Math.min(one, other)
}

test('the ruler is right: black on white is 21 to 1, and #777 on white is just below 4.5', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21)
  expect(contrast([255, 255, 255], [119, 119, 119])).toBeCloseTo(4.48)
})

test('the ruler sees a refusal that is paler', async ({ ui }) => {
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await ui.evaluate(() => {
    const root = document.querySelector('metalive-consent')?.shadowRoot
    const reject = root?.getElementById('banner-reject')
    reject?.setAttribute('style', 'background: #ccc; padding: 8px')
  })
  const yes = await ui.evaluate(measure, 'banner-accept')
  const no = await ui.evaluate(measure, 'banner-reject')
  expect(ratio(contrast(no.ground, no.around), contrast(yes.ground, yes.around))).toBeGreaterThan(5)
  expect(contrast(no.text, no.ground)).toBeLessThan(4.5)
})

test.beforeEach(async ({ site }) => {
  site.put('/', {
    body: page({ head: TAGS, body: '<a href="/next">次のページ</a><p style="height:300vh"></p>' }),
  })
  site.put('/next', { body: page({ head: TAGS }) })
})

for (const { name, accept, reject, open } of LAYERS) {
  for (const scheme of SCHEMES) {
    test(`in the ${scheme} ${name} refusing is as large and as clear as accepting, at every width`, async ({
      ui,
    }) => {
      await ui.goto('/')
      await open(ui)
      if (scheme === 'dark') await ui.evaluate(darken)
      for (const width of WIDTHS) {
        await ui.resize(width, 720)
        await sleep(50)
        const yes = await ui.evaluate(measure, accept)
        const no = await ui.evaluate(measure, reject)
        expect.soft(Math.abs(yes.width - no.width), `width at ${width}`).toBeLessThanOrEqual(1)
        expect.soft(Math.abs(yes.height - no.height), `height at ${width}`).toBeLessThanOrEqual(1)
        expect.soft(Math.abs(yes.top - no.top), `one row at ${width}`).toBeLessThanOrEqual(1)
        expect.soft(no.height, `target at ${width}`).toBeGreaterThanOrEqual(44)
        expect.soft(no).toMatchObject({
          font: yes.font,
          opacity: 1,
          place: yes.place,
          isOnTop: true,
        })
        expect.soft(yes).toMatchObject({ opacity: 1, isOnTop: true })
        const words = [yes, no].map(({ text, ground }) => contrast(text, ground))
        const boxes = [yes, no].map(({ ground, around }) => contrast(ground, around))
        for (const each of words) expect.soft(each, `at ${width}`).toBeGreaterThanOrEqual(4.5)
        for (const [one = 0, other = 0] of [words, boxes]) {
          expect.soft(ratio(one, other), `at ${width}`).toBeLessThanOrEqual(1.5)
        }
        const isDark = luminance(no.around) < 0.5
        expect.soft(isDark, 'the scheme holds').toBe(scheme === 'dark')
      }
    })
  }

  test(`in the ${name} refusing takes as many keys as accepting, give or take one`, async ({
    ui,
  }) => {
    await ui.goto('/')
    await open(ui)
    const names: string[] = []
    for (let i = 0; i < 40 && !names.includes('すべて拒否'); i++) {
      await ui.press('Tab')
      names.push((await ui.focused())?.name ?? '')
    }
    const [yes, no] = [names.indexOf('すべて許可'), names.indexOf('すべて拒否')]
    expect(yes).toBeGreaterThanOrEqual(0)
    expect(Math.abs(yes - no)).toBeLessThanOrEqual(1)
    await ui.press('Enter')
    await ui.waitFor('region', BANNER, 'hidden')
    expect(await ui.visible('dialog', PREFERENCES)).toBe(false)
    expect((await ui.cookies()).length).toBe(1)
  })
}

test('Esc, scrolling, a press elsewhere and going on to another page decide nothing', async ({
  ui,
}) => {
  const undecided = async (): Promise<void> => {
    await settle(ui)
    expect(await ui.visible('region', BANNER)).toBe(true)
    expect(await ui.cookies()).toEqual([])
    expect(await ran(ui)).toEqual([])
  }
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await ui.press('Escape')
  await undecided()
  await ui.press(' ')
  await ui.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
  await undecided()
  await ui.evaluate(() => scrollTo(0, 0))
  await ui.click('heading', 'ライブ')
  await undecided()
  await ui.click('link', '次のページ')
  await ui.waitFor('region', BANNER)
  await undecided()
  await ui.click('button', '個別に選ぶ')
  await ui.waitFor('dialog', PREFERENCES)
  await ui.press('Escape')
  await ui.waitFor('dialog', PREFERENCES, 'hidden')
  await undecided()
})

test('nothing is ticked in the banner or the preferences', async ({ ui }) => {
  await ui.goto('/')
  await ui.click('button', '個別に選ぶ')
  await ui.waitFor('dialog', PREFERENCES)
  const boxes = await ui.evaluate(() => {
    const root = document.querySelector('metalive-consent')?.shadowRoot
    return [...(root?.querySelectorAll('input') ?? [])].map(({ checked }) => checked)
  })
  expect(boxes.length).toBe(14)
  expect(boxes).not.toContain(true)
})
