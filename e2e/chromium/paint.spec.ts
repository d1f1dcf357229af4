/** What Chromium measures of a page's loading: our layers move nothing, and are never the largest paint. */
import { BANNER, page as pageOf, settle } from '../pages.ts'
import type { Ui } from '../ui.ts'
import { expect, test } from './fixtures.ts'

interface Shift extends PerformanceEntry {
  readonly value: number
  readonly sources: readonly { readonly node: Node | null }[]
}

interface Paint extends PerformanceEntry {
  readonly element: Element | null
}

interface Measured {
  readonly shifted: number
  /** Of that, what had anything to do with our layers. */
  readonly byUs: number
  /** The largest that was painted; `ours` is all that no page is told of, being in a shadow root. */
  readonly largest: string
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
  return {
    shifted: sum(shifts),
    byUs: sum(shifts.filter((each) => each.sources.some(({ node }) => nameOf(node) === 'ours'))),
    largest: last ? nameOf(last.element) : 'nothing',
  }
}

async function measured(ui: Ui): Promise<Measured> {
  await ui.waitFor('region', BANNER)
  await settle(ui)
  await settle(ui)
  return ui.evaluate(measure)
}

for (const path of ['/', '/watch.html', '/privacy.html', '/qa.html']) {
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
      const { shifted, byUs, largest } = await measured(ui)
      expect(byUs).toBe(0)
      // The others draw parts of themselves late.
      if (path === '/' || path === '/privacy.html') expect(shifted).toBe(0)
      expect(largest).not.toMatch(/ours|nothing/)
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
  expect((await ui.evaluate(measure)).byUs).toBeGreaterThan(0)
})
