/** Firefox is driven by a Playwright that must be kept from a fault of its own. */
import { expect, test } from '../fixtures.ts'
import { sendLateFrame } from '../late-frames.ts'
import type { PlaywrightUi } from '../playwright-ui.ts'

test('a frame that arrives when its page has lost it ends no test', async ({ ui, site }) => {
  site.put('/', { body: '<!doctype html><title>here</title>' })
  await ui.goto('/')
  sendLateFrame((ui as unknown as PlaywrightUi).page)
  expect(await ui.evaluate(() => document.title)).toBe('here')
})
