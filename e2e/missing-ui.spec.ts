import { readdirSync } from 'node:fs'
import type { Consent } from '../src/core/types.ts'
import { expect, test } from './fixtures.ts'
import { acceptAll, ownErrors, page, ran, settle, TAGS } from './pages.ts'

/** The file of the ready-made build whose hashed name begins so. */
function fileOf(name: string): string {
  const file = readdirSync('dist/consent').find((each) => each.startsWith(name))
  if (!file) throw new Error(`There is no ${name}-….js in dist/consent.`)
  return `/metalive/${file}`
}

test('without the banner’s file tags stay held, and decide() works', async ({ ui, site }) => {
  site.put('/', { body: page({ head: TAGS }) })
  site.put(fileOf('consent-banner'), { status: 404, body: 'not here' })
  await ui.goto('/')
  await expect.poll(async () => (await ownErrors(ui)).length).toBe(1)
  await settle(ui)
  expect(await ran(ui)).toEqual([])
  expect(await ownErrors(ui)).toHaveLength(1)

  await ui.evaluate(() => {
    const consent = window.metaliveConsent as unknown as Consent
    consent.setAge('adult')
    consent.decide({ advertising: 'granted' })
  })
  await expect.poll(() => ran(ui)).toEqual(['/meta.js', 'advertising inline'])
})

test('without the second layer’s file the first says so, and still answers', async ({
  ui,
  site,
}) => {
  site.put('/', { body: page({ head: TAGS }) })
  site.put(fileOf('consent-ui'), { status: 404, body: 'not here' })
  await ui.goto('/')
  await ui.click('button', '個別に選ぶ')
  await expect.poll(() => ui.text('status', '')).toContain('設定画面を読み込めませんでした。')
  expect(await ownErrors(ui)).toHaveLength(1)
  await acceptAll(ui)
  await expect.poll(() => ran(ui)).toHaveLength(5)
})
