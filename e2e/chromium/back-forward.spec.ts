/**
 * The back/forward cache: a page comes back as it was left, whatever was decided meanwhile. Playwright
 * starts its Chromium without it, and the shell has none, so this browser is one of its own.
 */
import type { Consent } from '../../src/core/types.ts'
import { wholeChromium } from '../browsers.ts'
import { startEngine } from '../engines.ts'
import { acceptAll, BANNER, page, settle } from '../pages.ts'
import type { Engine, OpenUi } from '../ui.ts'
import { expect, test } from './fixtures.ts'

const LEFT = page({
  head: `<script>
    addEventListener('pageshow', (event) => { window.cameBack = event.persisted })
  </script>`,
  body: '<img alt="" data-consent-service="meta-pixel" data-consent-src="{{tracker}}/meta.gif">',
})

let browser: Engine
let visitor: OpenUi

test.beforeEach(async ({ site }) => {
  // Neither is a page kept that may not be stored.
  const headers = { 'cache-control': 'max-age=60' }
  for (const path of ['/', '/next']) site.put(path, { body: LEFT, headers })
  const cached = { ignoreDefaultArgs: ['--disable-back-forward-cache'] }
  browser = await startEngine('chromium', { ...wholeChromium(), ...cached })
  visitor = await browser.open(site)
})

test.afterEach(async () => {
  await visitor.close()
  await browser.close()
})

const isShown = (): Promise<boolean> =>
  visitor.evaluate(() => document.querySelector('img')?.hasAttribute('src') ?? false)

/**
 * Leads `leave` to the next page, and comes back to a page that was kept. One that a late event of the
 * browser's own reaches isn't kept [`IgnoreEventAndEvict`, which it calls circumstantial]: then anew.
 */
async function comeBack(leave: () => Promise<void>): Promise<void> {
  for (let times = 1; times <= 5; times++) {
    await visitor.clearCookies()
    await visitor.goto('/')
    await leave()
    await visitor.evaluate(() => setTimeout(() => history.back()))
    // While one page gives way to the other, nobody answers.
    await expect.poll(() => cameBack().catch(String)).toMatch(/^\/ (true|false)$/)
    if ((await cameBack()) === '/ true') return
  }
  throw new Error('The browser kept the page in none of five times.')
}

/** Where one is, and whether it was kept. */
const cameBack = (): Promise<string> =>
  visitor.evaluate(() => `${location.pathname} ${Reflect.get(window, 'cameBack')}`)

test('holds what was withdrawn on the next page', async () => {
  await comeBack(async () => {
    await acceptAll(visitor)
    await expect.poll(isShown).toBe(true)
    await visitor.goto('/next')
    await visitor.evaluate(() => (window.metaliveConsent as Consent).withdraw())
  })
  await expect.poll(isShown).toBe(false)
})

test('shows what was granted on the next page, and asks no more', async () => {
  await comeBack(async () => {
    await settle(visitor)
    expect(await isShown()).toBe(false)
    await visitor.goto('/next')
    await acceptAll(visitor)
  })
  await expect.poll(isShown).toBe(true)
  expect(await visitor.visible('region', BANNER)).toBe(false)
})
