import { bare, each, entries, filter, find, includes, map, some } from '../plain.ts'
import { ageOf, holds, UNKNOWN } from './age.ts'
import type {
  Age,
  AskReason,
  Choice,
  ConsentRecord,
  ConsentState,
  CoreConfig,
  CorePurpose,
  CoreService,
  Mark,
  MaxAgeDays,
  Status,
  StoredRecord,
} from './types.ts'

export const MAX_AGE_DAYS: MaxAgeDays = { granted: 180, denied: 365 }

interface Answer {
  readonly choice?: Choice | undefined
  readonly asks?: boolean
  /** Of what was answered before. */
  readonly reason?: AskReason | false
}

/**
 * Decides what may run, from everything we know. Pure: same input, same answer. Never throws.
 *
 * A grant lapses, by age or because what was granted has changed since; a denial doesn't. So no
 * revision, clock or config turns a "no" into a "yes". A record in a newer format grants nothing
 * and is not asked about: only an explicit decision may overwrite it. Nobody is asked where every
 * service is exempt.
 *
 * @param today - whole days since 1970-01-01 UTC
 * @param gpc - Whether the browser sends GPC. It refuses what shares data across sites, and what would
 *   run by notice; only a grant that was given in spite of it stands.
 * @param age - Of the visitor, where the site knows it better than the record. Below the config's line
 *   only a guardian's grants count, and where the age is asked for, none counts before it is known.
 * @param off - Services that the operator has switched off, beside those of the config: denied, before all else.
 * @param noticed - Whether the visitor was shown what is asked. Where the basis of an unasked service
 *   is a notice, it runs from then on.
 */
export function resolve<P extends string, S extends string>(
  config: CoreConfig<P, S>,
  record: StoredRecord,
  { today, gpc = false, noticed = false, age: told, off: learned }: ResolveOptions,
): ConsentState<P | S> {
  const canAsk = record !== 'newer' && isOptional(config)
  const seen = record === 'newer' ? null : record
  const age = told ?? ageOf(seen?.age ?? UNKNOWN, today)
  const off = offOf(config, learned)
  const answers = map(
    answersOf(config, bare(seen?.marks), { today, gpc, age }),
    (answer): Known => {
      return includes(off, answer.id) ? { id: answer.id, choice: 'denied' } : answer
    },
  )
  const open = canAsk ? filter(answers, ({ asks }) => asks) : []
  const reasons = map(open, ({ reason }) => reason)
  return {
    status: statusOf(open, seen),
    age,
    choices: choicesOf(answers, noticed && canAsk),
    asks: map(open, ({ id }) => id as P | S),
    reasons: [...new Set(filter(reasons, Boolean))] as AskReason[],
    gpc: gpc && some([...config.purposes, ...config.services], refusedByGpc),
    reworded: open.length === 0 && isReworded(config, seen),
    off,
  }
}

/** Services that are switched off, by the config or beside it. */
export function offOf<P extends string, S extends string>(
  { services }: CoreConfig<P, S>,
  learned: ReadonlySet<string> | undefined,
): readonly S[] {
  const found = filter(services, ({ id, off }) => off || learned?.has(id))
  return map(found, ({ id }) => id)
}

interface ResolveOptions {
  readonly today: number
  readonly gpc?: boolean | undefined
  readonly age?: Age | undefined
  readonly noticed?: boolean
  readonly off?: ReadonlySet<string> | undefined
}

function isReworded({ wording = 1 }: CoreConfig, record: ConsentRecord | null): boolean {
  return record !== null && record.wording < wording
}

function statusOf(open: readonly Known[], record: ConsentRecord | null): Status {
  if (open.length === 0) return 'decided'
  return record && entries(record.marks).length > 0 ? 'partial' : 'undecided'
}

function choicesOf(answers: readonly Known[], noticed: boolean): ConsentState['choices'] {
  const choices = bare<Choice>()
  each(answers, ({ id, choice, byNotice }) => {
    const known = choice ?? (byNotice && noticed && 'granted')
    if (known) choices[id] = known
  })
  return choices
}

interface Known extends Answer {
  readonly id: string
  readonly byNotice?: boolean
}

/** What is known of each purpose, then of each service. */
function answersOf(
  config: CoreConfig,
  marks: ConsentRecord['marks'],
  { today, gpc, age }: { readonly today: number; readonly gpc: boolean; readonly age: Age },
): Known[] {
  const times = { today, maxAge: { ...MAX_AGE_DAYS, ...config.maxAgeDays } }
  const isBelow = config.age && (age === 'minor' || age === 'guardian')
  const markOf = (id: string): Mark | undefined => {
    const mark = marks[id]
    return mark && holds(config.age, age, mark) ? mark : undefined
  }
  const purposes = map(config.purposes, (purpose): Known => {
    const { id, required } = purpose
    const mark = markOf(id)
    const isRefused = gpc && refusedByGpc(purpose) && !mark?.gpc
    if (isRefused || (isBelow && !mark && !required)) return { id, choice: 'denied' }
    const reason = !mark && marks[id] && ({ reason: 'age' } as const)
    return { id, ...answerFor(purpose, mark, times), ...reason }
  })
  const services = map(config.services, (service): Known => {
    const mark = markOf(service.id)
    const purpose = find(config.purposes, ({ id }) => id === service.purpose)
    const inSpite = service.honorsGpc ? mark : (mark ?? markOf(service.purpose))
    const isRefused = refusedByGpc(service) || (purpose && refusedByGpc(purpose))
    const stands = inSpite?.gpc && answerFor(service, inSpite, times).choice === 'granted'
    if (gpc && isRefused && !stands && service.basis !== 'exempt') {
      return { id: service.id, choice: 'denied' }
    }
    const own = mark && answerFor(service, mark, times)
    const choice = find(purposes, ({ id }) => id === service.purpose)?.choice
    const answer = serviceAnswer(
      service,
      { ...own, mark },
      { choice, mark: markOf(service.purpose) },
    )
    return { id: service.id, byNotice: isByNotice(service), ...answer }
  })
  return [...purposes, ...services]
}

/** Purposes without any service are tags' own to name. */
function isOptional({ services }: CoreConfig): boolean {
  return services.length === 0 || some(services, ({ basis }) => basis !== 'exempt')
}

/** Whether GPC is a refusal of it: it shares data across sites, or would run without an answer. */
function refusedByGpc(it: CorePurpose | CoreService): boolean {
  return it.honorsGpc === true || ('basis' in it && isByNotice(it))
}

/** Whether a service may run, unasked, once the visitor was shown that it does. */
export function isByNotice({ basis }: CoreService): boolean {
  return basis === 'notice' || basis === 'optout'
}

interface Times {
  readonly today: number
  readonly maxAge: MaxAgeDays
}

/** What a mark says today. Without one, or once its grant lapsed, the answer is open. */
function answerFor(
  { required, since = 1 }: CorePurpose,
  mark: Mark | undefined,
  { today, maxAge }: Times,
): Answer {
  if (required) return { choice: 'granted' }
  if (!mark) return { asks: true }

  const age = today - mark.day
  // A clock may be a day off; a mark from further ahead was not made by the visitor's "yes".
  const reason =
    since > mark.revision ? 'changed' : !(age <= maxAge[mark.choice] && age >= -1) && 'lapsed'
  if (mark.choice === 'denied') return { choice: 'denied', asks: !!reason && age >= -1, reason }
  return reason ? { asks: true, reason } : { choice: 'granted' }
}

/**
 * A service's own choice, else its purpose's; of an exempt one neither. It is asked about alone only when it came or changed
 * since, and only where its purpose is granted: nobody is asked again just for having said no.
 */
function serviceAnswer(
  { since = 1, basis }: CoreService,
  own: Answer & { readonly mark: Mark | undefined },
  purpose: Answer & { readonly mark: Mark | undefined },
): Answer {
  if (basis === 'exempt') return { choice: 'granted' }
  const mark = own.mark ?? purpose.mark
  const asks = purpose.choice === 'granted' && mark !== undefined && since > mark.revision
  const reason = 'added'
  if (own.choice) return { choice: own.choice, asks, reason }
  return purpose.choice && !asks ? { choice: purpose.choice } : { asks, reason }
}
