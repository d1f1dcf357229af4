import type { OpenConsent } from './core/consent.ts'
import type { Age, ConsentRecord, Shown, Source } from './core/types.ts'
import type { Decided } from './core/world.ts'

/** What the key of each receipt in `localStorage` begins with. */
export const RECEIPT = 'metalive_consent_receipt.'

/** The key that is there while something is to be delivered: `<tries>.<when to try, in ms since 1970>`. */
export const OUTBOX = 'metalive_consent_outbox'

/** A decision as it was made: what its receipt is made of, once there is time. */
export interface Note extends Pick<ConsentRecord, 'marks' | 'wording'> {
  readonly id: string
  readonly record: string | null
  /** ISO 8601, UTC. */
  readonly time: string
  readonly source: Source
  readonly shown: Shown | null
  readonly revision: number
  readonly age: Age
  readonly gpc: boolean
  /** Services and purposes that may run now. */
  readonly granted: readonly string[]
}

export interface NotesOptions {
  readonly window: Window
  readonly consent: Pick<OpenConsent<string>, 'state' | 'report'>
  readonly revision: number
  newId(): string
  /** Has what waits sent, once there is time. */
  deliver(): void
}

/** Keeps a note of a decision. */
export type Notes = (decided: Decided) => void

/**
 * Notes each decision at once: it outlives a page that is left in the same moment. Of who refuses
 * everything nothing is noted, unless that ends what was granted.
 */
export function openNotes({ window, consent, revision, newId, deliver }: NotesOptions): Notes {
  if (waits(window)) deliver()
  return ({ record, before, source, shown = null }) => {
    if (!record.id && (before === 'newer' || !before?.id)) return
    const { choices, age, gpc } = consent.state
    const note: Note = {
      id: newId(),
      record: record.id,
      time: new Date().toISOString(),
      source,
      shown,
      marks: record.marks,
      wording: record.wording,
      revision,
      age,
      gpc,
      granted: Object.keys(choices).filter((id) => choices[id] === 'granted'),
    }
    try {
      const { localStorage: storage } = window
      storage.setItem(RECEIPT + note.id, JSON.stringify({ note }))
      if (!storage.getItem(OUTBOX)) storage.setItem(OUTBOX, '0.0')
      deliver()
    } catch {
      consent.report('This browser keeps no receipt.')
    }
  }
}

function waits(window: Window): boolean {
  try {
    return window.localStorage.getItem(OUTBOX) !== null
  } catch {
    return false
  }
}
