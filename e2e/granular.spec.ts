import { expect, test } from './fixtures.ts'
import {
  BANNER,
  choicesOf,
  PREFERENCES,
  page,
  ran,
  recordOf,
  sayAge,
  settle,
  TAGS,
} from './pages.ts'

test.beforeEach(async ({ site, ui }) => {
  site.put('/', { body: page({ head: TAGS }) })
  await ui.goto('/')
  await ui.click('button', '個別に選ぶ')
  await ui.waitFor('dialog', PREFERENCES)
})

test('nothing is ticked for the visitor', async ({ ui }) => {
  const dialog = ui.within('dialog', PREFERENCES)
  for (const title of ['追加機能', '利用状況の分析', '広告', '外部の動画・SNS']) {
    expect(await dialog.checked('switch', `${title}:許可する`)).toBe(false)
  }
})

test('what is chosen runs, and nothing else', async ({ ui }) => {
  const dialog = ui.within('dialog', PREFERENCES)
  await dialog.click('switch', '利用状況の分析:許可する')
  await dialog.click('button', 'この設定を保存')
  await sayAge(ui)
  await ui.waitFor('dialog', PREFERENCES, 'hidden')
  await ui.waitFor('region', BANNER, 'hidden')
  await expect.poll(() => ran(ui)).toEqual(['/ga4.js', 'clarity module', 'ga4 inline'])
  expect(await choicesOf(ui)).toEqual({
    functional: 'denied',
    analytics: 'granted',
    advertising: 'denied',
    embeds: 'denied',
  })
  expect((await recordOf(ui))?.marks.analytics?.source).toBe('preferences')
})

test('a single company can be refused under an allowed purpose', async ({ ui }) => {
  const dialog = ui.within('dialog', PREFERENCES)
  await dialog.click('switch', '利用状況の分析:許可する')
  await ui.evaluate(() => {
    const root = document.querySelector('metalive-consent')?.shadowRoot
    for (const details of root?.querySelectorAll('details') ?? []) details.open = true
  })
  await dialog.click('switch', 'Google アナリティクス 4:許可する')
  await dialog.click('button', 'この設定を保存')
  await sayAge(ui)
  await expect.poll(() => ran(ui)).toEqual(['clarity module'])
  expect(await choicesOf(ui)).toMatchObject({ analytics: 'granted', ga4: 'denied' })

  await ui.reload()
  await expect.poll(() => ran(ui)).toEqual(['clarity module'])
})

test('closing decides nothing', async ({ ui }) => {
  const dialog = ui.within('dialog', PREFERENCES)
  await dialog.click('switch', '広告:許可する')
  await dialog.click('button', '閉じる')
  await ui.waitFor('dialog', PREFERENCES, 'hidden')
  expect(await ui.visible('region', BANNER)).toBe(true)
  await settle(ui)
  expect(await ui.cookies()).toEqual([])
  expect(await ran(ui)).toEqual([])
})
