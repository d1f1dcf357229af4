import { bare, entries, filter, includes, map, some } from '../plain.ts'
import { UNKNOWN } from './age.ts'
import { encodeRecord, MAX_LENGTH } from './record.ts'
import type { Choice, ConsentRecord, CoreConfig, Mark, Source, StoredRecord } from './types.ts'

export interface Decision {
  readonly choices: readonly (readonly [id: string, choice: Choice])[]
  readonly source: Source
  /** Whole days since 1970-01-01 UTC. */
  readonly day: number
  /** Whether the browser sends GPC. */
  readonly gpc: boolean
  /** Services that the operator has switched off. */
  readonly off: readonly string[]
  newId(): string
}

/**
 * The record after a decision. Only what was decided gets a mark; a purpose takes its services'
 * marks with it, unless the same decision names them. Every other mark stays as it was.
 */
export function decideRecord(
  config: CoreConfig,
  stored: StoredRecord,
  decision: Decision,
): ConsentRecord {
  const { choices, source, day, gpc, newId } = decision
  const old = stored === 'newer' ? null : stored
  const marks = marksBeside(config, old?.marks, decision)
  for (const [id, choice] of choices) {
    // Only of a grant: who refuses is like everyone who does.
    const inSpite = gpc && choice === 'granted' && ({ gpc: true } as const)
    marks[id] = { choice, day, revision: config.revision, source, ...inSpite }
  }
  const grants = some(entries(marks), ([, { choice }]) => choice === 'granted')
  return {
    wording: config.wording ?? 1,
    age: old?.age ?? UNKNOWN,
    id: grants ? (old?.id ?? newId()) : null,
    marks,
  }
}

/**
 * The marks that a decision leaves, by what it says of purposes. A service that is off isn't asked
 * about: its denial stands, and only a refusal takes its grant along.
 */
function marksBeside(
  { services }: CoreConfig,
  old: ConsentRecord['marks'] | undefined,
  { choices, off }: Decision,
): Record<string, Mark> {
  const marks = bare(old)
  for (const { id, purpose } of services) {
    const stopped = includes(off, id) && marks[id]?.choice
    const takes = (choice: Choice): boolean =>
      !stopped || (stopped === 'granted' && choice === 'denied')
    if (some(choices, ([decided, choice]) => decided === purpose && takes(choice))) delete marks[id]
  }
  return marks
}

/**
 * The record's text. Where it would grow too long, grants are left out, never a denial: first those of
 * what this config doesn't know, then of services, then of purposes.
 */
export function boundedText(config: CoreConfig, record: ConsentRecord): string {
  const marks = bare(record.marks)
  const isGranted = (id: string): boolean => marks[id]?.choice === 'granted'
  const known = map([...config.purposes, ...config.services], ({ id }) => id)
  const others = filter(
    map(entries(marks), ([id]) => id),
    (id) => !includes(known, id),
  )
  const grants = filter([...known, ...others], isGranted)
  for (let left = grants.length; ; left--) {
    const text = encodeRecord({ ...record, marks })
    const dropped = grants[left - 1]
    if (text.length <= MAX_LENGTH || !dropped) return text
    delete marks[dropped]
  }
}
