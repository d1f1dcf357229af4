/** What Chromium measures of a page's loading: our layers move nothing, and are never the largest paint. */
import { BANNER, page as pageOf, settle } from '../pages.ts'
import type { Ui } from '../ui.ts'
import { expect, test } from './fixtures.ts'

interface Shift extends PerformanceEntry {
  readonly value: number
}

interface Paint extends PerformanceEntry {
  readonly size: number
  readonly element: Element | null
}

interface Measured {
  readonly shifted: number
  /** The largest that was painted; `ours` is all that no page is told of, being in a shadow root. */
  readonly largest: string
  /** Of it, in square pixels. */
  readonly size: number
  /** The largest text of the banner, in square pixels. */
  readonly banner: number
}

/** Runs in the page. */
async function measure(): Promise<Measured> {
  const entries = (type: string): Promise<PerformanceEntryList> =>
    new Promise((done) => {
      new PerformanceObserver((list) => done(list.getEntries())).observe({ type, buffered: true })
      setTimeout(() => done([]), 500)
    })
  const nameOf = (node: Node | null | undefined): string => {
    const name = node?.nodeName.toLowerCase() ?? 'ours'
    return name.startsWith('metalive-consent') ? 'ours' : name
  }
  const sum = (all: readonly Shift[]): number => all.reduce((sum, { value }) => sum + value, 0)
  const shifts = (await entries('layout-shift')) as Shift[]
  const paints = (await entries('largest-contentful-paint')) as Paint[]
  const last = paints.at(-1)
  const root = document.querySelector('metalive-consent')?.shadowRoot
  const texts = [...(root?.querySelectorAll('.banner :is(h2, p, li, button)') ?? [])]
  const area = ({ width, height }: DOMRect): number => width * height
  return {
    shifted: sum(shifts),
    largest: last ? nameOf(last.element) : 'nothing',
    size: last?.size ?? 0,
    banner: Math.max(0, ...texts.map((each) => area(each.getBoundingClientRect()))),
  }
}

async function measured(ui: Ui): Promise<Measured> {
  await ui.waitFor('region', BANNER)
  await settle(ui)
  await settle(ui)
  return ui.evaluate(measure)
}

for (const path of ['/', '/watch.html', '/privacy.html', '/qa.html', '/headless.html']) {
  for (const [width, height] of [
    [1280, 720],
    [390, 844],
    [740, 360],
  ] as const) {
    test(`on ${path} at ${width}×${height} the banner shifts nothing, and isn’t the largest paint`, async ({
      ui,
    }) => {
      await ui.resize(width, height)
      await ui.goto(path)
      const { shifted, largest, size, banner } = await measured(ui)
      expect(shifted).toBe(0)
      expect(largest).not.toBe('nothing')
      // A placeholder is what the page has there; nothing in the banner is as large.
      if (largest === 'ours') expect(banner).toBeLessThan(size)
    })
  }
}

test('the ruler sees a banner that is the largest paint, and a shift', async ({ site, ui }) => {
  site.put('/', { body: pageOf({}) })
  await ui.goto('/')
  expect((await measured(ui)).largest).toBe('ours')
  await ui.evaluate(() => {
    const heading = document.querySelector('h1')
    if (heading) heading.style.marginTop = '200px'
  })
  await settle(ui)
  expect((await ui.evaluate(measure)).shifted).toBeGreaterThan(0)
})

test('a banner that makes room for controls is no shift', async ({ page, site, ui }) => {
  const kept =
    'data-consent-keep-clear style="position: fixed; bottom: 0; height: 60px; width: 100%"'
  site.put('/', { body: pageOf({ body: '<p style="height: 3000px">公演の紹介</p>' }) })
  await ui.goto('/')
  await measured(ui)
  const before = await page.locator('metalive-consent .banner').boundingBox()
  await ui.evaluate(
    (kept) => document.body.insertAdjacentHTML('beforeend', `<p ${kept}>字幕</p>`),
    kept,
  )
  await expect
    .poll(async () => (await page.locator('metalive-consent .banner').boundingBox())?.y)
    .not.toBe(before?.y)
  expect((await measured(ui)).shifted).toBe(0)
})

test('the ruler sees that something of ours shifts', async ({ site, ui }) => {
  site.put('/', { body: pageOf({}) })
  await ui.goto('/')
  await measured(ui)
  await ui.evaluate(() => {
    const root = document.querySelector('metalive-consent')?.shadowRoot
    root?.querySelector('.banner')?.setAttribute('style', 'inset-block: 0 auto')
  })
  await settle(ui)
  expect((await ui.evaluate(measure)).shifted).toBeGreaterThan(0)
})
