import type {
  Choice,
  ConsentState,
  CoreConfig,
  CorePurpose,
  CoreService,
  Mark,
  MaxAgeDays,
  StoredRecord,
} from './types.ts'

export const MAX_AGE_DAYS: MaxAgeDays = { granted: 180, denied: 365 }

/** What is known of one purpose or service. */
interface Answer {
  readonly choice?: Choice | undefined
  readonly asks?: boolean
}

/**
 * Decides what may run, from everything we know. Pure: same input, same answer. Never throws.
 *
 * A grant lapses, by age or because what was granted has changed since; a denial doesn't. So no
 * revision, clock or config turns a "no" into a "yes". A record in a newer format grants nothing
 * and is not asked about: only an explicit decision may overwrite it.
 *
 * @param today - whole days since 1970-01-01 UTC
 */
export function resolve<P extends string, S extends string>(
  config: CoreConfig<P, S>,
  record: StoredRecord,
  { today }: { readonly today: number },
): ConsentState<P | S> {
  const known = record && record !== 'newer' ? record.marks : Object.create(null)
  const maxAge = config.maxAgeDays ?? MAX_AGE_DAYS
  const choices: Partial<Record<string, Choice>> = Object.create(null)
  const asks: string[] = []
  const note = (id: string, { choice, asks: open }: Answer): void => {
    if (choice) choices[id] = choice
    if (open && record !== 'newer') asks.push(id)
  }

  for (const purpose of config.purposes) {
    note(purpose.id, answerFor(purpose, known[purpose.id], { today, maxAge }))
  }
  for (const service of config.services) {
    const mark = known[service.id]
    const own = mark && answerFor(service, mark, { today, maxAge })
    const purpose = { choice: choices[service.purpose], mark: known[service.purpose] }
    note(service.id, serviceAnswer(service, { ...own, mark }, purpose))
  }

  const decided = asks.length === 0
  const marked = Object.keys(known).length > 0
  return {
    status: decided ? 'decided' : marked ? 'partial' : 'undecided',
    choices: choices as ConsentState<P | S>['choices'],
    asks: asks as (P | S)[],
  }
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
  const lapsed = since > mark.revision || age > maxAge[mark.choice] || age < -1
  if (mark.choice === 'denied') return { choice: 'denied', asks: lapsed && age >= -1 }
  return lapsed ? { asks: true } : { choice: 'granted' }
}

/**
 * A service's own choice, else its purpose's. It is asked about alone only when it came or changed
 * since, and only where its purpose is granted: nobody is asked again just for having said no.
 */
function serviceAnswer(
  { since = 1 }: CoreService,
  own: Answer & { readonly mark: Mark | undefined },
  purpose: Answer & { readonly mark: Mark | undefined },
): Answer {
  const mark = own.mark ?? purpose.mark
  const asks = purpose.choice === 'granted' && mark !== undefined && since > mark.revision
  if (own.choice) return { choice: own.choice, asks }
  return purpose.choice && !asks ? { choice: purpose.choice } : { asks }
}
