import { writeFile } from 'node:fs/promises'
import { test as base, type TestInfo, type TestType } from '@playwright/test'
import { type Site, type SiteOptions, startSite } from '../demo/server.ts'
import { startEngine } from './engines.ts'
import { skips } from './skips.ts'
import type { Engine, OpenUi, Ui } from './ui.ts'

export { expect } from '@playwright/test'

export interface Fixtures {
  /** Whether the site runs on https; `test.use({ tls: false })` for plain http. Default true. */
  readonly tls: boolean
  /** A server for this test alone: nothing that a former page still sends gets into its log. */
  readonly site: Site
  /** A visitor with a fresh browser. */
  readonly ui: Ui
}

export interface WorkerFixtures {
  readonly engine: Engine
}

/** The hosts of the site; the first is the default. */
export const HOSTS = ['www.metalive.localhost', 'play.metalive.localhost'] as const

export const test: TestType<Fixtures, WorkerFixtures> = base.extend<Fixtures, WorkerFixtures>({
  tls: [true, { option: true }],

  engine: [
    async ({ browserName }, use) => {
      const engine = await startEngine(browserName)
      await use(engine)
      await engine.close()
    },
    { scope: 'worker', timeout: 60_000 },
  ],

  site: async ({ engine: { prelude }, tls }, use, { parallelIndex }) => {
    const site = await startSomewhereNew(parallelIndex, {
      tls,
      site: HOSTS,
      tracker: 'tracker.localhost',
      prelude,
    })
    await use(site)
    await site.close()
  },

  ui: async ({ browserName, engine, site }, use, info) => {
    const skip = skips.find((skip) => skip.engine === browserName && skip.title === info.title)
    info.skip(skip !== undefined, skip?.reason)
    const ui = await engine.open(site)
    await use(ui)
    if (info.status !== info.expectedStatus) await attachEvidence(info, ui, site)
    await ui.close()
  },
})

/** No port twice: what a page stores is its origin’s, and one browser serves many visitors. */
async function startSomewhereNew(
  worker: number,
  options: Omit<SiteOptions, 'port'>,
): Promise<Site> {
  for (;;) {
    try {
      return await startSite({ ...options, port: FIRST_PORT + worker * 2000 + sites++ })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    }
  }
}

/** Below those that a system gives to whoever asks for any. */
const FIRST_PORT = 20_000
let sites = 0

/** The end of what there is to say, on one line. */
function lastOf(json: string): string {
  return json.replace(/\s+/g, ' ').slice(-2000)
}

/** What a failed test leaves; a browser in trouble may leave an error's text instead. */
async function attachEvidence(info: TestInfo, ui: OpenUi, site: Site): Promise<void> {
  const json = (value: unknown): string => JSON.stringify(value, null, 2)
  const evidence = {
    'screen.png': () => ui.screenshot(),
    'requests.json': async () => json(site.log),
    'console.json': async () => json(await ui.console()),
    'cookies.json': async () => json(await ui.cookies()),
  }
  for (const [name, look] of Object.entries(evidence)) {
    const path = info.outputPath(name)
    const found = await look().catch(String)
    await writeFile(path, found)
    // Where files aren't kept, the output is.
    if (typeof found === 'string') console.log(`${info.title}: ${name} ${lastOf(found)}`)
    const contentType = name.endsWith('png') ? 'image/png' : 'application/json'
    info.attachments.push({ name, path, contentType })
  }
}
