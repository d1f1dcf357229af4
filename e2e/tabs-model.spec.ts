/** Random lives of a visitor with two tabs, against what they would expect. */
import fc from 'fast-check'
import type { Consent } from '../src/core/types.ts'
import { metalive } from '../src/metalive.ts'
import { anyLife, type Deeds, expected, type Outcome, type Step } from '../src/visitor.model.ts'
import { expect, test } from './fixtures.ts'
import { page } from './pages.ts'
import type { Ui } from './ui.ts'

const TABS = 2
const LIVES = 4

/** One of each service. */
const TAGS = metalive.services
  .map(({ id }) => `<img id="${id}" alt="" data-consent-service="${id}" data-consent-src="data:,">`)
  .join('')

const DEEDS = ['decide', 'withdraw', 'reload', 'go on', 'come back', 'insert'] as const
type DeedHere = (typeof DEEDS)[number]
const life = anyLife(metalive, { deeds: DEEDS, tabs: TABS, minLength: 8, maxLength: 16 })

test('each tab does what the visitor expects of it, whatever they did in any tab', async ({
  ui,
  site,
}) => {
  site.put('/', { body: page({ body: TAGS }) })
  site.put('/next', { body: '' })
  await ui.goto('/')
  const tabs = [ui, await ui.newTab()]
  const told = { answers: true, losses: false }
  await fc.assert(
    fc.asyncProperty(life, async (steps) => {
      await ui.clearCookies()
      for (const tab of tabs) await tab.goto('/')
      const gone = new Set<Ui>()
      const live = deedsIn(tabs, gone)
      const seen = async (tab: Ui): Promise<Outcome> => (gone.has(tab) ? null : outcomeOf(tab))
      const outcomes = expected(metalive, steps, { tabs: TABS, told })
      for (const [i, step] of steps.entries()) {
        await live[step.do](step)
        await expect.poll(() => Promise.all(tabs.map(seen))).toEqual(outcomes[i])
      }
    }),
    // A shorter life would take longer to find than a test may take.
    { numRuns: LIVES, endOnFailure: true },
  )
})

function deedsIn(tabs: readonly Ui[], gone: Set<Ui>): Deeds<DeedHere> {
  const at = ({ tab }: Step): Ui => tabs[tab] as Ui
  return {
    decide: (step) =>
      at(step).evaluate((choices) => {
        const consent = window.metaliveConsent as Consent
        consent.setAge('adult')
        consent.decide(choices)
      }, step.choices),
    withdraw: (step) => at(step).evaluate(() => (window.metaliveConsent as Consent).withdraw()),
    reload: (step) => at(step).reload(),
    async 'go on'(step) {
      gone.add(at(step))
      await at(step).goto('/next')
    },
    async 'come back'(step) {
      if (!gone.delete(at(step))) return
      // Meanwhile a page goes and another comes.
      const meanwhile = () => undefined
      await at(step)
        .evaluate(() => history.back())
        .catch(meanwhile)
      const back = () =>
        at(step)
          .evaluate(() => 'metaliveConsent' in window)
          .catch(meanwhile)
      await expect.poll(back).toBe(true)
    },
    insert: (step) =>
      at(step).evaluate(() => document.body.append(...document.querySelectorAll('img'))),
  }
}

function outcomeOf(ui: Ui): Promise<Outcome> {
  return ui.evaluate(() => {
    const running = [...document.images].filter((image) => image.hasAttribute('src'))
    const consent = window.metaliveConsent as Consent | undefined
    // Nobody's outcome yet: the page still loads.
    if (!consent) return null
    return { runs: running.map(({ id }) => id), asks: consent.state.asks }
  })
}
