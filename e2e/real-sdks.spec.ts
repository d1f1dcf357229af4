/** The demo's own top page: SDKs from npm, as they are, and what arrives at the host they report to. */
import { expect, test } from './fixtures.ts'
import { acceptAll, BANNER, PREFERENCES, RECORD, settle, tracked } from './pages.ts'
import type { Ui } from './ui.ts'

/** What each of them sends when it has started. */
const REPORTS = {
  Mixpanel: /^\/mixpanel\/track/,
  Segment: /^\/segment\//,
  Countly: /^\/countly\/i/,
} as const

const storageKeys = (ui: Ui): Promise<string[]> =>
  ui.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)])

test('no SDK is fetched before an answer, or after a refusal', async ({ ui, site }) => {
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await settle(ui)
  expect(tracked(site)).toEqual([])

  await ui.click('button', 'すべて拒否')
  await ui.waitFor('region', BANNER, 'hidden')
  await ui.reload()
  await settle(ui)
  expect(tracked(site)).toEqual([])
  expect((await ui.cookies()).map(({ name }) => name)).toEqual([RECORD])
  expect(await storageKeys(ui)).toEqual([])
})

for (const [name, path] of Object.entries(REPORTS)) {
  test(`${name} reports once it is allowed`, async ({ ui, site }) => {
    await ui.goto('/')
    await acceptAll(ui)
    await expect.poll(() => tracked(site).some((each) => path.test(each))).toBe(true)
  })
}

test('after a withdrawal no SDK starts, and what they stored is gone', async ({ ui, site }) => {
  await ui.goto('/')
  await acceptAll(ui)
  for (const path of Object.values(REPORTS)) {
    await expect.poll(() => tracked(site).some((each) => path.test(each))).toBe(true)
  }
  const names = async (): Promise<string[]> => (await ui.cookies()).map(({ name }) => name)
  await expect.poll(names).toContain('mp_metalive-demo_mixpanel')
  await expect.poll(names).toContain('ajs_anonymous_id')
  await expect.poll(() => storageKeys(ui)).toContain('metalive-demo/cly_id')

  await ui.click('link', 'プライバシー設定')
  await ui.within('dialog', PREFERENCES).click('button', 'すべて拒否')
  await expect.poll(names).toEqual([RECORD])
  // As long as its code is there, Mixpanel needs its own note that it was refused.
  await expect.poll(() => storageKeys(ui)).toEqual(['__mp_opt_in_out_metalive-demo'])

  site.clear()
  await ui.reload()
  await settle(ui)
  await expect.poll(() => storageKeys(ui)).toEqual([])
  expect(tracked(site)).toEqual([])
})
