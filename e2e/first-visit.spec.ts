import { expect, test } from './fixtures.ts'
import { BANNER, FRAME, page, settle, TAGS, tracked } from './pages.ts'

test.beforeEach(({ site }) => site.put('/', { body: page({ head: TAGS, body: FRAME }) }))

test('a first visitor is asked, and until then nothing optional runs or is stored', async ({
  ui,
  site,
}) => {
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await settle(ui)
  expect(tracked(site)).toEqual([])
  expect(await ui.cookies()).toEqual([])
  const stored = await ui.evaluate(() => Object.keys(localStorage).length + sessionStorage.length)
  expect(stored).toBe(0)
})

test('the banner names each purpose and the true number of companies', async ({ ui }) => {
  await ui.goto('/')
  const text = await ui.text('region', BANNER)
  for (const title of ['追加機能', '利用状況の分析', '広告', '外部の動画・SNS']) {
    expect(text).toContain(title)
  }
  expect(await ui.visible('link', '送信先の一覧(7社)')).toBe(true)
})

test('the banner takes no focus and moves nothing', async ({ ui }) => {
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  expect(await ui.focused()).toBeNull()
  const top = await ui.evaluate(() => document.querySelector('h1')?.getBoundingClientRect().top)
  expect(top).toBeLessThan(60)
})

test('leaving without an answer leaves nothing behind', async ({ ui, site }) => {
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await ui.press('Escape')
  await ui.reload()
  await ui.waitFor('region', BANNER)
  expect(await ui.cookies()).toEqual([])
  expect(tracked(site)).toEqual([])
})

for (const [width, height] of [
  [320, 568],
  [568, 320],
  [320, 256],
] as const) {
  test(`at ${width}×${height} the banner can be read, and all of it be pressed`, async ({
    ui,
    site,
  }) => {
    site.put('/', { body: page({}) })
    await ui.resize(width, height)
    await ui.goto('/')
    await ui.waitFor('region', BANNER)
    const [banner, text, ...buttons] = await ui.evaluate(() => {
      const root = document.querySelector('metalive-consent')?.shadowRoot
      const found = root?.querySelectorAll('.banner, .text, .actions button') ?? []
      return [...found].map((each) => {
        const { top, bottom, height } = each.getBoundingClientRect()
        return { height, isOnScreen: top >= 0 && bottom <= innerHeight + 0.5 }
      })
    })
    expect(buttons).toHaveLength(3)
    for (const each of [banner, ...buttons]) expect(each?.isOnScreen).toBe(true)
    // Two lines.
    expect(text?.height).toBeGreaterThanOrEqual(51)
    if (height === 568) expect(banner?.height).toBeLessThan(568 * 0.45 + 0.5)
  })
}
