/** What only Chromium can be asked for: paper, fullscreen, a screen with a notch, forced colors. */
import { acceptAll, PREFERENCES, page } from '../pages.ts'
import { expect, test } from './fixtures.ts'

const FULL = '<button onclick="document.documentElement.requestFullscreen()">全画面</button>'
const BARE = page({
  head: '<meta name="viewport" content="width=device-width, viewport-fit=cover">',
  body: FULL,
}).replace(/<a [^>]*data-consent-open.*<\/a>/, '')

test.beforeEach(async ({ site, ui }) => {
  site.put('/', { body: BARE })
  await ui.goto('/')
  await acceptAll(ui)
  await ui.waitFor('button', PREFERENCES)
})

test('the settings button is not printed', async ({ page, ui }) => {
  await page.emulateMedia({ media: 'print' })
  expect(await ui.visible('button', PREFERENCES)).toBe(false)
})

test('the settings button is not there in fullscreen, and there again after it', async ({ ui }) => {
  await ui.click('button', '全画面')
  await ui.waitFor('button', PREFERENCES, 'hidden')
  await ui.evaluate(() => document.exitFullscreen())
  await ui.waitFor('button', PREFERENCES)
})

test('the settings button keeps clear of a notch and of a home bar', async ({ page }) => {
  const session = await page.context().newCDPSession(page)
  const insets = { left: 50, leftMax: 50, bottom: 34, bottomMax: 34 }
  await session.send('Emulation.setSafeAreaInsetsOverride', { insets })
  const box = await page.getByRole('button', { name: PREFERENCES }).boundingBox()
  const { height } = page.viewportSize() ?? { height: 0 }
  expect(box?.x).toBe(50)
  expect(height - (box?.y ?? 0) - (box?.height ?? 0)).toBe(34)
})

test('the settings button has its border and words in forced colors', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  const button = page.getByRole('button', { name: PREFERENCES })
  const style = await button.evaluate((element) => {
    const { borderTopWidth, borderTopStyle, borderTopColor, color } = getComputedStyle(element)
    return { width: borderTopWidth, style: borderTopStyle, isSame: borderTopColor === color }
  })
  expect(style).toEqual({ width: '1px', style: 'solid', isSame: true })
})
