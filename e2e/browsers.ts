import { existsSync } from 'node:fs'
import { chromium, firefox, type LaunchOptions, webkit } from '@playwright/test'

export const ENGINES = ['chromium', 'firefox', 'webkit'] as const
export type EngineName = (typeof ENGINES)[number]

export interface Browser {
  /** Installed with the system, or by `playwright install`. */
  readonly origin: 'system' | 'playwright'
  readonly path: string
}

/** The engines to run, all or those that the variable ENGINES names: `chromium,webkit`. */
export function wantedEngines(names: string | undefined): readonly EngineName[] {
  if (!names) return ENGINES
  const wanted = names.split(',')
  const unknown = wanted.filter((name) => !ENGINES.some((engine) => engine === name))
  if (unknown.length > 0) {
    throw new Error(`ENGINES knows ${ENGINES.join(', ')}, but not ${unknown.join(', ')}.`)
  }
  return ENGINES.filter((engine) => wanted.includes(engine))
}

const WHOLE_CHROMIUM = '/usr/bin/chromium'

/**
 * Where Debian's packages put them; WebKit's driver starts its browser, and needs a display. The shell
 * is Chromium without what a window needs: a test takes half the time.
 */
const SYSTEM: Readonly<Record<EngineName, readonly [string, ...string[]]>> = {
  chromium: ['/usr/bin/chromium-headless-shell'],
  firefox: ['/usr/bin/firefox-esr'],
  webkit: ['/usr/bin/WebKitWebDriver', '/usr/bin/Xvfb'],
}

/** @returns `undefined` when this machine doesn't have it */
export function findBrowser(engine: EngineName): Browser | undefined {
  const system = SYSTEM[engine]
  if (system.every(existsSync)) return { origin: 'system', path: system[0] }
  const path = { chromium, firefox, webkit }[engine].executablePath()
  return existsSync(path) ? { origin: 'playwright', path } : undefined
}

/** For what the shell lacks, such as a back/forward cache, and for what is timed: visitors' own. */
export function wholeChromium(): LaunchOptions {
  return existsSync(WHOLE_CHROMIUM) ? { executablePath: WHOLE_CHROMIUM } : {}
}
