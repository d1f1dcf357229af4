import { expect, test } from './fixtures.ts'
import {
  BANNER,
  choicesOf,
  FRAME,
  page,
  RECORD,
  ran,
  recordOf,
  settle,
  TAGS,
  tracked,
} from './pages.ts'

test('who rejects is never tracked, now or on the next page', async ({ ui, site }) => {
  site.put('/', { body: page({ head: TAGS, body: FRAME }) })
  await ui.goto('/')
  await ui.click('button', 'すべて拒否')
  await ui.waitFor('region', BANNER, 'hidden')
  expect(await choicesOf(ui)).toEqual({
    functional: 'denied',
    analytics: 'denied',
    advertising: 'denied',
    embeds: 'denied',
  })

  await ui.reload()
  await settle(ui)
  expect(await ui.visible('region', BANNER)).toBe(false)
  expect(await ran(ui)).toEqual([])
  expect(tracked(site)).toEqual([])
})

test('a refusal leaves one cookie without an id, and nothing in storage', async ({ ui, site }) => {
  site.put('/', { body: page({ head: TAGS }) })
  await ui.goto('/')
  await ui.click('button', 'すべて拒否')
  await ui.waitFor('region', BANNER, 'hidden')
  await settle(ui)
  expect((await ui.cookies()).map(({ name }) => name)).toEqual([RECORD])
  expect((await recordOf(ui))?.id).toBeNull()
  const stored = await ui.evaluate(() => Object.keys(localStorage).length + sessionStorage.length)
  expect(stored).toBe(0)
})
