import { chromium, firefox, type LaunchOptions, webkit } from '@playwright/test'
import { type EngineName, findBrowser } from './browsers.ts'
import { playwrightEngine } from './playwright-ui.ts'
import type { Engine } from './ui.ts'
import { startWebKit } from './webkit-engine.ts'

/** Nobody listens there: what isn't for this machine fails at once and never leaves it. */
const NOWHERE = 'socks5://127.0.0.1:9'
const BYPASS = ['localhost', '*.localhost', '127.0.0.1']

/** @param more - what this browser is started with besides; Debian's WebKit takes nothing */
export async function startEngine(name: EngineName, more: LaunchOptions = {}): Promise<Engine> {
  const browser = findBrowser(name)
  if (!browser) throw new Error(`No ${name} on this machine; tsx .ci/engines.ts gets it.`)
  const isSystem = browser.origin === 'system'
  // Playwright drives no WebKit but its own.
  if (isSystem && name === 'webkit') return startWebKit({ proxy: NOWHERE, bypass: BYPASS })

  // The way to drive a Firefox that isn't Playwright's own.
  const overBidi = isSystem && name === 'firefox'
  const options: LaunchOptions = {
    executablePath: browser.path,
    proxy: { server: NOWHERE, bypass: BYPASS.join(',') },
    ...(overBidi && { channel: 'moz-firefox' }),
    ...more,
  }
  const running = await { chromium, firefox, webkit }[name].launch(options)
  return playwrightEngine(running, { keepsWindow: name === 'firefox', overBidi })
}
