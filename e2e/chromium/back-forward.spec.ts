/**
 * The back/forward cache: a page comes back as it was left, whatever was decided meanwhile. Playwright
 * starts its Chromium without it, and the shell has none, so this browser is one of its own.
 */
import type { Consent } from '../../src/core/types.ts'
import { wholeChromium } from '../browsers.ts'
import { startEngine } from '../engines.ts'
import { acceptAll, page, settle } from '../pages.ts'
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
  await visitor.goto('/')
})

test.afterEach(async () => {
  await visitor.close()
  await browser.close()
})

const isShown = (): Promise<boolean> =>
  visitor.evaluate(() => document.querySelector('img')?.hasAttribute('src') ?? false)

async function back(): Promise<void> {
  await visitor.evaluate(() => setTimeout(() => history.back()))
  const place = (): Promise<string> =>
    visitor.evaluate(() => `${location.pathname} ${Reflect.get(window, 'cameBack')}`)
  // While one page gives way to the other, nobody answers.
  await expect.poll(() => place().catch(String)).toBe('/ true')
}

test('holds what was withdrawn on the next page', async () => {
  await acceptAll(visitor)
  await expect.poll(isShown).toBe(true)
  await visitor.goto('/next')
  await visitor.evaluate(() => (window.metaliveConsent as Consent).withdraw())
  await back()
  await expect.poll(isShown).toBe(false)
})

test('shows what was granted on the next page, and asks no more', async () => {
  await settle(visitor)
  expect(await isShown()).toBe(false)
  await visitor.goto('/next')
  await acceptAll(visitor)
  await back()
  await expect.poll(isShown).toBe(true)
})
