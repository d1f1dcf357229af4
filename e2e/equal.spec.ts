/** Accepting and refusing are the same: measured on the rendered page, as a visitor has it. */
import { setTimeout as sleep } from 'node:timers/promises'
import { metalive } from '../src/metalive.ts'
import { expect, test } from './fixtures.ts'
import { contrast, darken, luminance, type Rgb } from './looks.ts'
import { BANNER, GPC, PREFERENCES, page, ran, settle, TAGS } from './pages.ts'
import type { Ui } from './ui.ts'

const WIDTHS = [320, 390, 768, 1280, 1920] as const
const SCHEMES = ['light', 'dark'] as const

interface Layer {
  readonly name: string
  /** Of the elements that accept and refuse. */
  readonly ids: readonly [accept: string, reject: string]
  /** What they are called. */
  readonly words: readonly [accept: string, reject: string]
  /** On phones one stands below the other, being whole phrases. */
  readonly isStacked?: true
  /** Default: {@link HERE}. */
  readonly html?: string
  open(ui: Ui): Promise<void>
}

const BODY = `<a href="/next">次のページ</a><p style="height:300vh"></p>
  <button onclick="metaliveConsent.ask('zendesk')">チャットを開く</button>`
const HERE = page({ head: TAGS, body: BODY })
const BAR = `<script type="application/json" id="metalive-consent-config">${JSON.stringify({
  ...metalive,
  layout: 'bar',
})}</script>`

const BANNER_IDS = ['banner-accept', 'banner-reject'] as const
const WORDS = ['すべて許可', 'すべて拒否'] as const

const banner = (name: string, html: string, words: Layer['words'] = WORDS): Layer => ({
  name,
  ids: BANNER_IDS,
  words,
  html,
  open: (ui) => expect.poll(() => ui.evaluate(idIsThere, BANNER_IDS[1])).toBe(true),
})

const LAYERS: readonly Layer[] = [
  banner('banner', HERE),
  banner('bar', BAR + HERE),
  banner('banner that heeds GPC', GPC + HERE, ['広告以外を許可', 'すべて拒否']),
  banner('English banner', HERE.replace('lang="ja"', 'lang="en"'), ['Allow all', 'Refuse all']),
  banner('やさしい日本語 banner', HERE.replace('lang="ja"', 'lang="ja-x-easy"'), [
    'ぜんぶ 送る',
    'ぜんぶ 送らない',
  ]),
  {
    name: 'preferences',
    ids: ['preferences-accept', 'preferences-reject'],
    words: WORDS,
    async open(ui) {
      await ui.click('button', '個別に選ぶ')
      await ui.waitFor('dialog', PREFERENCES)
    },
  },
  {
    name: 'guardian’s step',
    isStacked: true,
    ids: ['age-agree', 'age-go-on'],
    words: ['保護者として同意', '同意せずに続ける'],
    async open(ui) {
      await ui.click('button', 'すべて許可')
      await ui.click('button', '15歳以下')
      await expect.poll(() => ui.evaluate(idIsThere, 'age-go-on')).toBe(true)
    },
  },
  {
    name: 'question at the point of need',
    ids: ['ask-allow', 'ask-deny'],
    words: ['許可する', '許可しない'],
    async open(ui) {
      await ui.click('button', 'すべて拒否')
      await ui.click('button', 'チャットを開く')
      await ui.waitFor('button', '許可しない')
    },
  },
]

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
    isOnTop: button.contains(root.elementFromPoint(left + width / 2, top + height / 2)),
    place: lineage
      .slice(1)
      .map(({ className }) => className)
      .join(),
  }
}

/** How many times as large the larger is. */
function ratio(one: number, other: number): number {
  return Math.max(one, other) / Math.min(one, other)
}

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
  site.put('/', { body: HERE })
  site.put('/next', { body: page({ head: TAGS }) })
})

for (const { name, ids, words, isStacked, html = HERE, open } of LAYERS) {
  const [accept, reject] = ids

  for (const scheme of SCHEMES) {
    test(`in the ${scheme} ${name} refusing is as large and as clear as accepting, at every width`, async ({
      ui,
      site,
    }) => {
      site.put('/', { body: html })
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
        if (!isStacked || width >= 480) {
          expect.soft(Math.abs(yes.top - no.top), `one row at ${width}`).toBeLessThanOrEqual(1)
        }
        expect.soft(no.height, `target at ${width}`).toBeGreaterThanOrEqual(44)
        expect.soft(no).toMatchObject({
          font: yes.font,
          opacity: 1,
          place: yes.place,
          isOnTop: true,
        })
        expect.soft(yes).toMatchObject({ opacity: 1, isOnTop: true })
        const texts = [yes, no].map(({ text, ground }) => contrast(text, ground))
        const boxes = [yes, no].map(({ ground, around }) => contrast(ground, around))
        for (const each of texts) expect.soft(each, `at ${width}`).toBeGreaterThanOrEqual(4.5)
        for (const [one = 0, other = 0] of [texts, boxes]) {
          expect.soft(ratio(one, other), `at ${width}`).toBeLessThanOrEqual(1.5)
        }
        const isDark = luminance(no.around) < 0.5
        expect.soft(isDark, 'the scheme holds').toBe(scheme === 'dark')
      }
    })
  }

  test(`in the ${name} refusing takes as many keys as accepting, give or take one`, async ({
    ui,
    site,
  }) => {
    site.put('/', { body: html })
    await ui.goto('/')
    await open(ui)
    /** As engines name what has readings with spaces or without. */
    const plain = (name: string): string => name.replace(/\s/g, '')
    const names: string[] = []
    for (let i = 0; i < 40 && !names.includes(plain(words[1])); i++) {
      await ui.press('Tab')
      names.push(plain((await ui.focused())?.name ?? ''))
    }
    const [yes, no] = words.map((each) => names.indexOf(plain(each)))
    expect(yes).toBeGreaterThanOrEqual(0)
    expect(Math.abs((yes ?? -1) - (no ?? -1))).toBeLessThanOrEqual(1)
    await ui.press('Enter')
    await expect.poll(() => ui.evaluate(idIsThere, reject)).toBe(false)
    expect((await ui.cookies()).length).toBe(1)
    expect(await ran(ui)).toEqual([])
  })
}

/** Runs in the page: whether one of ours can be seen. */
function idIsThere(id: string): boolean {
  const root = document.querySelector('metalive-consent')?.shadowRoot
  return (root?.getElementById(id)?.getClientRects().length ?? 0) > 0
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
