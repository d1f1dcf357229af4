/** Global Privacy Control: a refusal that the browser sends for its visitor. */
import type { Site } from '../demo/server.ts'
import { expect, test } from './fixtures.ts'
import {
  acceptAll,
  BANNER,
  choicesOf,
  GPC,
  PREFERENCES,
  page,
  ran,
  recordOf,
  SCRIPT,
  sayAge,
  settle,
  TAGS,
} from './pages.ts'
import type { Ui } from './ui.ts'

async function visit(ui: Ui, site: Site, script = GPC + SCRIPT): Promise<void> {
  site.put('/', { body: page({ script, head: TAGS }) })
  await ui.goto('/')
}

const WITHOUT_ADS = ['/ga4.js', 'clarity module', 'ga4 inline']

test('advertising is refused, said so, and not asked about; all the rest can be accepted at once', async ({
  ui,
  site,
}) => {
  await visit(ui, site)
  await ui.waitFor('region', BANNER)
  const text = await ui.text('region', BANNER)
  expect(text).toContain('GPC')
  expect(text).toContain('広告は「許可しない」にしています。')
  expect(await ui.visible('button', 'すべて許可')).toBe(false)
  await ui.click('button', '広告以外を許可')
  await sayAge(ui)
  await expect.poll(() => ran(ui)).toEqual(WITHOUT_ADS)
  await ui.reload()
  await expect.poll(() => ran(ui)).toEqual(WITHOUT_ADS)
  expect(await ui.visible('region', BANNER)).toBe(false)
  expect(await choicesOf(ui)).not.toHaveProperty('advertising')
})

test('its own switch grants it all the same, and that stands', async ({ ui, site }) => {
  await visit(ui, site)
  await ui.click('button', '個別に選ぶ')
  const preferences = ui.within('dialog', PREFERENCES)
  await preferences.click('switch', '広告:許可する')
  await preferences.click('button', 'この設定を保存')
  await sayAge(ui)
  await expect.poll(() => ran(ui)).toEqual(['/meta.js', 'advertising inline'])
  expect((await recordOf(ui))?.marks.advertising).toMatchObject({ gpc: true })
  await ui.reload()
  await expect.poll(() => ran(ui)).toEqual(['/meta.js', 'advertising inline'])
})

test('a grant from before it is none while it is sent', async ({ ui, site }) => {
  await visit(ui, site, SCRIPT)
  await acceptAll(ui)
  await expect.poll(() => ran(ui)).toContain('/meta.js')
  await visit(ui, site)
  await expect.poll(() => ran(ui)).toEqual(WITHOUT_ADS)
  await settle(ui)
  expect(await ran(ui)).toEqual(WITHOUT_ADS)
  expect(await choicesOf(ui)).toMatchObject({ advertising: 'granted' })
})
