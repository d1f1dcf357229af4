/**
 * A page that is prerendered has no visitor yet. Playwright's Chromium prerenders nothing, and the
 * other engines don't at all: here a page says of itself what Chromium would say of it.
 */
import { encodeRecord } from '../src/core/record.ts'
import { metalive } from '../src/metalive.ts'
import { expect, test } from './fixtures.ts'
import { BANNER, page, RECORD, recordOf, SCRIPT, settle, TAGS, TODAY, tracked } from './pages.ts'
import type { Ui } from './ui.ts'

const ASLEEP = `<script>
  document.asleep = true
  // Where Chromium has it.
  Object.defineProperty(Document.prototype, 'prerendering', {
    configurable: true,
    get: () => document.asleep,
  })
</script>`

async function isShownAtLast(ui: Ui): Promise<void> {
  await ui.evaluate(() => {
    Reflect.set(document, 'asleep', false)
    document.dispatchEvent(new Event('prerenderingchange'))
  })
}

test('nothing runs and nothing is written before it is shown; then what is granted', async ({
  ui,
  site,
}) => {
  const mark = { choice: 'granted', day: TODAY, revision: 1, source: 'banner' } as const
  const asked = metalive.purposes.filter(({ required }) => !required)
  const marks = Object.fromEntries(asked.map(({ id }) => [id, mark]))
  const text = encodeRecord({ wording: 1, age: 'a', id: 'abcdefghij', marks })
  const decide = `<script>metaliveConsent.decide({ embeds: 'denied' })</script>`
  site.put('/', { body: page({ script: ASLEEP + SCRIPT, head: TAGS + decide }) })
  await ui.setCookie(`${RECORD}=${text}; Secure; Path=/; SameSite=Lax`)
  await ui.goto('/')
  await settle(ui)
  expect(tracked(site)).toEqual([])
  expect((await recordOf(ui))?.marks).toMatchObject({ embeds: { choice: 'granted' } })

  await isShownAtLast(ui)
  await expect.poll(() => [...tracked(site)].sort()).toEqual(['/ga4.js', '/meta.js'])
  const choices = async (): Promise<unknown> => (await recordOf(ui))?.marks
  await expect
    .poll(choices)
    .toMatchObject({ embeds: { choice: 'denied' }, analytics: { choice: 'granted' } })
  expect(await ui.visible('region', BANNER)).toBe(false)
})

test('nobody is asked before it is shown', async ({ ui, site }) => {
  site.put('/', { body: page({ script: ASLEEP + SCRIPT, head: TAGS }) })
  await ui.goto('/')
  await settle(ui)
  expect(await ui.visible('region', BANNER)).toBe(false)
  expect(await ui.cookies()).toEqual([])
  await isShownAtLast(ui)
  await ui.waitFor('region', BANNER)
})
