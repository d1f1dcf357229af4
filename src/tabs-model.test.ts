/**
 * Random lives of a visitor with two tabs against what they would expect. The SDK is whole, as
 * `start()` puts it together; the jar, the clock and what tabs hear are fake.
 */
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type FakeBrowser, type FakeTab, fakeBrowser, type Hearing } from './browser.fake.ts'
import type { OpenConsent } from './core/consent.ts'
import type { CoreConfig } from './core/types.ts'
import { start } from './start.ts'
import { anyLife, type Deeds, expected, type Outcome, type Step } from './visitor.model.ts'

const CONFIG: CoreConfig = {
  revision: 1,
  purposes: [{ id: 'necessary', required: true }, { id: 'analytics' }, { id: 'embeds' }],
  services: [
    { id: 'ga4', purpose: 'analytics' },
    { id: 'clarity', purpose: 'analytics' },
    { id: 'youtube', purpose: 'embeds' },
  ],
}

/** One of each service. */
const TAGS = CONFIG.services
  .map(({ id }) => `<img id="${id}" alt="" data-consent-service="${id}" data-consent-src="/${id}">`)
  .join('')

const TABS = 2
const FIRST_DAY = 20780
const DAY_MS = 86_400_000

const life = anyLife(CONFIG, {
  deeds: [
    'decide',
    'withdraw',
    'pass',
    'lose cookies',
    'reload',
    'hide',
    'go on',
    'come back',
    'insert',
  ],
  tabs: TABS,
  minLength: 2,
  maxLength: 10,
})

/** New browsers, older ones, and those without either. */
const hearing = fc.constantFrom<Hearing>(
  { channels: true, changes: true },
  { channels: true, changes: false },
  { channels: false, changes: false },
)

interface Page {
  readonly tab: FakeTab
  readonly consent: OpenConsent<string>
}

let errors: unknown[]

beforeEach(() => {
  errors = []
  vi.spyOn(console, 'error').mockImplementation((error) => errors.push(error))
  vi.useFakeTimers()
  vi.stubGlobal('requestAnimationFrame', (task: () => void) => setTimeout(task))
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  Reflect.deleteProperty(Document.prototype, 'cookie')
})

test('each tab does what the visitor expects of it, whatever they did in any tab', async () => {
  await fc.assert(
    fc.asyncProperty(hearing, life, async (hearing, steps) => {
      const told = { answers: hearing.channels, losses: hearing.changes }
      expect(await lived(steps, hearing)).toEqual(expected(CONFIG, steps, { tabs: TABS, told }))
    }),
    { numRuns: 10_000 },
  )
  expect(errors).toEqual([])
})

/** What each tab does after each step. */
async function lived(steps: readonly Step[], hearing: Hearing): Promise<(readonly Outcome[])[]> {
  vi.setSystemTime(FIRST_DAY * DAY_MS)
  const browser = fakeBrowser(hearing)
  const pages = Array.from({ length: TABS }, () => load(browser))
  const live = deedsOn(browser, pages)
  const outcomes: (readonly Outcome[])[] = []
  for (const step of steps) {
    live[step.do](step)
    await settled()
    outcomes.push(pages.map(outcomeOf))
  }
  for (const { consent } of pages) consent.destroy()
  return outcomes
}

function deedsOn(browser: FakeBrowser, pages: Page[]): Deeds {
  const at = ({ tab }: Step): Page => pages[tab] as Page
  return {
    decide: (step) => at(step).consent.decide(step.choices),
    withdraw: (step) => at(step).consent.withdraw(),
    pass: ({ days }) => vi.setSystemTime(Date.now() + days * DAY_MS),
    'lose cookies': () => browser.loseCookies(),
    reload(step) {
      at(step).consent.destroy()
      pages[step.tab] = load(browser)
    },
    hide: (step) => at(step).tab.hide(),
    'go on': (step) => at(step).tab.goOn(),
    'come back': (step) => at(step).tab.comeBack(),
    insert(step) {
      const { body } = at(step).tab.window.document
      body.append(...body.children)
    },
  }
}

function load(browser: FakeBrowser): Page {
  const tab = browser.open(TAGS)
  const nothing = async (): Promise<void> => {}
  const consent = start<string, string>({
    window: tab.window,
    config: CONFIG,
    languages: ['ja'],
    nonce: '',
    ui: async () => ({ show: nothing, destroy() {} }),
    later: async () => ({
      sweep: nothing,
      update: nothing,
      offer: nothing,
      disclose: nothing,
      deliver: nothing,
      receipts: async () => [],
      erase: async () => ({ deleted: [], left: [] }),
      renew: nothing,
      switches: nothing,
      diagnose: async () => [],
    }),
  })
  return { tab, consent }
}

/** Until every tab has done what it had to. */
async function settled(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await undefined
    vi.runAllTimers()
  }
  await undefined
}

function outcomeOf({ tab, consent }: Page): Outcome {
  if (tab.isGone) return null
  const tags = [...tab.window.document.body.children]
  const running = tags.filter((each) => each.hasAttribute('src'))
  return { runs: running.map(({ id }) => id), asks: consent.state.asks }
}
