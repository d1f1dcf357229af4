import type { Decided } from './core/consent.ts'
import type { Age, ConsentRecord, Shown, Source } from './core/types.ts'

/** What the key of each receipt in `localStorage` begins with. */
export const RECEIPT = 'metalive_consent_receipt.'

/** The key that is there while something is to be delivered: `<tries>.<when to try, in ms since 1970>`. */
export const OUTBOX = 'metalive_consent_outbox'

/** A decision as it was made: what its receipt is made of, once there is time. */
export interface Note extends Pick<ConsentRecord, 'marks' | 'wording'> {
  readonly id: string
  readonly record: string | null
  readonly time: string
  readonly source: Source
  readonly shown: Shown | null
  readonly revision: number
  readonly age: Age
  readonly gpc: boolean
  /** Services that may run now. */
  readonly granted: readonly string[]
}

/** What a note says beside the decision itself. */
export type Facts = Pick<Note, 'id' | 'time' | 'revision' | 'age' | 'gpc' | 'granted'>

/** Keeps notes of decisions. */
export interface Notes {
  /**
   * Notes a decision at once: it outlives a page that is left in the same moment. Of who refuses
   * everything nothing is noted, unless that ends what was granted. Throws where the browser keeps
   * nothing.
   */
  note(window: Window, decided: Decided, facts: Facts): void
  /** Whether something is to be delivered. Never throws. */
  waits(window: Window): boolean
}

export const receipts: Notes = {
  note({ localStorage: storage }, { record, before, source, shown = null }, facts) {
    const granted = before !== 'newer' && before?.id
    if (!record.id && !granted) return
    const { marks, wording, id } = record
    const note: Note = { ...facts, record: id, source, shown, marks, wording }
    storage.setItem(RECEIPT + facts.id, JSON.stringify({ note }))
    if (!storage.getItem(OUTBOX)) storage.setItem(OUTBOX, '0.0')
  },
  waits(window) {
    try {
      return window.localStorage.getItem(OUTBOX) !== null
    } catch {
      return false
    }
  },
}
