import type { PlaywrightTestConfig } from '@playwright/test'
import './.ci/seed.ts'
import { ENGINES, findBrowser, wantedEngines } from './e2e/browsers.ts'
import { PATIENCE } from './e2e/ui.ts'

const engines = wantedEngines(process.env.ENGINES).filter((engine) => findBrowser(engine))
if (engines.length === 0) throw new Error('No browser to test with: tsx .ci/engines.ts')

/** Those that other engines don't run. */
const specsOf = (engine: string): string => `e2e/${engine}/**`

/** What takes the time of things has the machine to itself: after all others, and one after another. */
const TIMED = ['e2e/chromium/lab.spec.ts', 'e2e/chromium/scale.spec.ts']
const TIMED_ALONE = {
  name: 'alone',
  use: { browserName: 'chromium' as const },
  testMatch: TIMED,
  dependencies: [...engines],
  workers: 1,
}

const config: PlaywrightTestConfig = {
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  snapshotPathTemplate: '{testDir}/{testFileDir}/accessibility-tree/{arg}{ext}',
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  projects: [
    ...engines.map((name) => ({
      name,
      use: { browserName: name },
      testIgnore: [...TIMED, ...ENGINES.filter((each) => each !== name).map(specsOf)],
    })),
    ...(engines.includes('chromium') ? [TIMED_ALONE] : []),
  ],
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: 2,
  timeout: 30_000,
  expect: { timeout: PATIENCE, toMatchAriaSnapshot: { children: 'deep-equal' } },
}

export default config
