/**
 * Random lives of a visitor with several tabs, and what they would expect of each: a second opinion,
 * written without `resolve`, so that neither is its own witness.
 */
import fc from 'fast-check'
import type { Choice, Choices, CoreConfig, CorePurpose, CoreService } from './core/types.ts'

/** `pass` days, which are negative where the clock is set back; `insert` a tag. */
export type Deed =
  | 'decide'
  | 'withdraw'
  | 'pass'
  | 'lose cookies'
  | 'reload'
  | 'hide'
  | 'go on'
  | 'come back'
  | 'insert'

/** Each deed takes of it what it needs. */
export interface Step<D extends Deed = Deed> {
  readonly do: D
  readonly tab: number
  readonly choices: Choices
  readonly days: number
}

/** What a step does, by its deed. */
export type Deeds<D extends Deed = Deed> = Readonly<Record<D, (step: Step) => unknown>>

/** What a tab does; nothing while the visitor has gone on from its page. */
export type Outcome = null | {
  /** Services that run. */
  readonly runs: readonly string[]
  /** Purposes that a banner would be about. */
  readonly asks: readonly string[]
}

/** As much of a config as a visitor meets. */
export type Site = Pick<CoreConfig, 'purposes' | 'services'>

export interface LifeOptions<D extends Deed> {
  readonly deeds: readonly D[]
  readonly tabs: number
  readonly minLength: number
  readonly maxLength: number
}

export function anyLife<D extends Deed>(
  site: Site,
  { deeds, tabs, ...length }: LifeOptions<D>,
): fc.Arbitrary<readonly Step<D>[]> {
  const some = fc.dictionary(
    fc.constantFrom(...idsOf(askedIn(site)), ...idsOf(site.services)),
    fc.constantFrom<Choice>('granted', 'denied'),
    { minKeys: 1, maxKeys: 2, noNullPrototype: true },
  )
  const step = fc.record({
    do: fc.constantFrom(...deeds),
    tab: fc.nat(tabs - 1),
    choices: fc.oneof(fc.constantFrom(all(site, 'granted'), all(site, 'denied')), some),
    days: fc.constantFrom(1, 90, 180, 181, 366, -1, -2, -200),
  })
  return fc.array(step, length).map(possible)
}

/** Without what would happen in a page that the visitor has gone on from. */
function possible<D extends Deed>(steps: readonly Step<D>[]): readonly Step<D>[] {
  const gone = new Set<number>()
  return steps.filter(({ do: deed, tab }) => {
    if (deed === 'pass' || deed === 'lose cookies') return true
    if (deed === 'come back') gone.delete(tab)
    if (gone.has(tab)) return false
    if (deed === 'go on') gone.add(tab)
    return true
  })
}

/** What a tab is told while the visitor is there. */
export interface Told {
  readonly answers: boolean
  readonly losses: boolean
}

/** What the visitor expects of each tab after each step. */
export function expected(
  site: Site,
  steps: readonly Step[],
  { tabs, told }: { readonly tabs: number; readonly told: Told },
): (readonly Outcome[])[] {
  const mind = openMind(site)
  const away = new Set<number>()
  const known = Array.from({ length: tabs }, mind.now)
  const look = (tab: number): void => {
    known[tab] = mind.now()
  }
  const tell = (): void => {
    for (const tab of known.keys()) if (!away.has(tab)) look(tab)
  }
  const decide = (tab: number, choices: Choices): void => {
    mind.decide(choices)
    look(tab)
    if (told.answers) tell()
  }
  const comeBack = ({ tab }: Step): void => {
    away.delete(tab)
    look(tab)
  }
  const live: Deeds = {
    decide: ({ tab, choices }) => decide(tab, choices),
    withdraw: ({ tab }) => decide(tab, all(site, 'denied')),
    pass: ({ days }) => mind.pass(days),
    'lose cookies'() {
      mind.forget()
      if (told.losses) tell()
    },
    reload: comeBack,
    hide({ tab }) {
      // Until the last moment it is as any other.
      look(tab)
      away.add(tab)
    },
    'go on'({ tab }) {
      away.add(tab)
      known[tab] = null
    },
    'come back': comeBack,
    insert: ({ tab }) => look(tab),
  }
  return steps.map((step) => {
    live[step.do](step)
    return [...known]
  })
}

interface Mind {
  decide(choices: Choices): void
  pass(days: number): void
  forget(): void
  now(): Outcome
}

/** What was answered, and what the visitor takes it to mean today. */
function openMind(site: Site): Mind {
  let answers: Record<string, { readonly choice: Choice; readonly day: number }> = {}
  let today = 0

  /** A no stands for good; a yes for 180 days, and not before it was said. */
  const answer = (id: string): Choice | undefined => {
    const { choice, day = 0 } = answers[id] ?? {}
    return choice === 'denied' || (today <= day + 180 && today >= day - 1) ? choice : undefined
  }
  /** Who said no is asked again after a year. */
  const isOpen = (id: string): boolean => !answer(id) || today > (answers[id]?.day ?? 0) + 365
  const runs = ({ id, purpose }: CoreService): boolean =>
    (answer(id) ?? answer(purpose)) === 'granted'

  return {
    decide(choices) {
      for (const { id, purpose } of site.services) if (choices[purpose]) delete answers[id]
      for (const [id, choice] of Object.entries(choices)) {
        if (choice) answers[id] = { choice, day: today }
      }
    },
    pass(days) {
      today += days
    },
    forget() {
      answers = {}
    },
    now: () => ({
      runs: idsOf(site.services.filter(runs)),
      asks: idsOf(askedIn(site)).filter(isOpen),
    }),
  }
}

function askedIn({ purposes }: Site): readonly CorePurpose[] {
  return purposes.filter(({ required }) => !required)
}

function all(site: Site, choice: Choice): Choices {
  return Object.fromEntries(idsOf(askedIn(site)).map((id) => [id, choice]))
}

function idsOf(those: readonly { readonly id: string }[]): string[] {
  return those.map(({ id }) => id)
}
