/**
 * Random lives of a page against a model: a tag runs exactly when its service is granted while it is
 * in the document, and at most once; an embed is shown exactly while its service is granted.
 */
import fc from 'fast-check'
import type { ConsentGlobal } from '../src/script-tag/loader.ts'
import { expect, test } from './fixtures.ts'
import { FRAME, page } from './pages.ts'

const SCRIPTS = 4
const LIVES = 8

const script = fc.nat(SCRIPTS - 1)
const step = fc.oneof(
  fc.constant({ do: 'grant', script: 0 } as const),
  fc.constant({ do: 'withdraw', script: 0 } as const),
  fc.record({ do: fc.constant('insert' as const), script }),
  fc.record({ do: fc.constant('remove' as const), script }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

interface Outcome {
  readonly ran: readonly number[]
  readonly shown: boolean
}

/** What should have happened after each step. */
function expected(steps: readonly Step[]): readonly Outcome[] {
  const inside = new Set<number>()
  const ran = new Set<number>()
  let granted = false
  const act: Actions = {
    grant() {
      granted = true
    },
    withdraw() {
      granted = false
    },
    insert: (script) => inside.add(script),
    remove: (script) => inside.delete(script),
  }
  return steps.map((step) => {
    act[step.do](step.script)
    if (granted) for (const each of inside) ran.add(each)
    return { ran: [...ran].sort(), shown: granted }
  })
}

type Actions = Readonly<Record<Step['do'], (script: number) => unknown>>

/** Lives the steps in the page; every script is made anew for each life. */
async function live(steps: readonly Step[], life: number, count: number): Promise<Outcome[]> {
  const consent = window.metaliveConsent as ConsentGlobal
  // Paints and tasks, not a time: a machine that is busy with something else does the same, later.
  const settled = async (): Promise<void> => {
    for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame)
    for (let i = 0; i < 12; i++) await new Promise((done) => setTimeout(done))
  }
  consent.setAge('adult')
  consent.withdraw()
  await settled()

  const ran: number[] = []
  Object.assign(window, { [`life${life}`]: ran })
  const boxes = Array.from({ length: count }, (_, i) => {
    const box = document.createElement('div')
    box.innerHTML = `<script type="text/plain" data-consent-service="ga4">life${life}.push(${i})</script>`
    return box
  })
  const act: Actions = {
    grant: () => consent.decide({ analytics: 'granted', embeds: 'granted' }),
    withdraw: () => consent.withdraw(),
    insert: (script) => boxes[script]?.isConnected || document.body.append(boxes[script] ?? ''),
    remove: (script) => boxes[script]?.remove(),
  }
  const outcomes: Outcome[] = []
  for (const step of steps) {
    act[step.do](step.script)
    await settled()
    const shown = document.querySelector('iframe')?.hasAttribute('src') ?? false
    outcomes.push({ ran: [...ran].sort(), shown })
  }
  for (const box of boxes) box.remove()
  return outcomes
}

test('whatever is granted, withdrawn, put in and taken out, the page does as the model', async ({
  ui,
  site,
}) => {
  site.put('/', { body: page({ body: FRAME }) })
  await ui.goto('/')
  const entries = await ui.evaluate(() => history.length)
  let life = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 16 }), async (steps) => {
      life++
      expect(await ui.evaluate(live, steps, life, SCRIPTS)).toEqual(expected(steps))
    }),
    { numRuns: LIVES },
  )
  expect(await ui.evaluate(() => history.length)).toBe(entries)
})

test('a marked script runs again with each grant; an unmarked one doesn’t', async ({
  ui,
  site,
}) => {
  const tag = (name: string, mark = ''): string =>
    `<script type="text/plain" data-consent-service="ga4" ${mark}>
      window.ran = [...(window.ran ?? []), '${name}']
    </script>`
  site.put('/', { body: page({ body: tag('once') + tag('again', 'data-consent-rerun') }) })
  await ui.goto('/')
  const ranAfter = (choice: 'granted' | 'denied'): Promise<string[]> =>
    ui.evaluate(async (choice) => {
      const consent = window.metaliveConsent
      if (!consent || !('decide' in consent)) return []
      consent.setAge('adult')
      consent.decide({ analytics: choice })
      await new Promise((done) => setTimeout(done, 200))
      return Reflect.get(window, 'ran')
    }, choice)
  await ranAfter('granted')
  for (let times = 2; times < 5; times++) {
    await ranAfter('denied')
    const again = Array.from({ length: times }, () => 'again')
    expect((await ranAfter('granted')).sort()).toEqual([...again, 'once'])
  }
})
