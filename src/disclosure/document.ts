import type { Config, Operator, Purpose } from '../core/types.ts'
import { type Change, compare } from './changes.ts'
import { type OwnItem, ownItems } from './own.ts'
import { type DisclosureRow, rows } from './rows.ts'

/** The published list: what `disclosure.json` holds, and what every other form of it is made from. */
export interface DisclosureDocument {
  readonly format: 'metalive-consent-disclosure/1'
  /** BCP 47, of every text in it. */
  readonly lang: string
  readonly operator: Operator
  readonly policy: Pick<Config['policy'], 'href' | 'revised'>
  /** Where visitors read the list. */
  readonly href: string
  /** What the law of other countries says. */
  readonly countries?: string
  /** `YYYY-MM-DD`. */
  readonly updated: string
  readonly revision: number
  readonly wording: number
  readonly purposes: readonly DisclosedPurpose[]
  readonly rows: readonly DisclosureRow[]
  /** What the site itself keeps on the device to know the visitor's choices. */
  readonly own: readonly OwnItem[]
  /** Newest first. */
  readonly history: readonly HistoryEntry[]
}

export interface DisclosedPurpose extends Pick<Purpose, 'id' | 'title' | 'description' | 'lost'> {
  readonly since: number
  readonly required: boolean
  readonly honorsGpc: boolean
}

/** What one publication changed. */
export interface HistoryEntry {
  readonly updated: string
  readonly revision: number
  readonly changes: readonly Change[]
}

/**
 * The list of a config.
 *
 * @param previous - The list published before, whose history goes on
 */
export function disclose(config: Config, previous?: DisclosureDocument): DisclosureDocument {
  const { operator, policy, disclosure, revision, wording = 1, texts } = config
  const document: DisclosureDocument = {
    format: 'metalive-consent-disclosure/1',
    lang: texts.lang,
    operator,
    policy: { href: policy.href, revised: policy.revised },
    ...disclosure,
    revision,
    wording,
    purposes: config.purposes.map((purpose) => {
      const {
        id,
        title,
        description,
        lost,
        since = 1,
        required = false,
        honorsGpc = false,
      } = purpose
      return { id, title, description, ...(lost && { lost }), since, required, honorsGpc }
    }),
    rows: rows(config),
    own: ownItems(config),
    history: previous?.history ?? [],
  }
  const changes = previous ? compare(previous, document) : []
  if (changes.length === 0) return document
  const entry = { updated: document.updated, revision, changes }
  return { ...document, history: [entry, ...document.history] }
}
