/** What deciding needs of the world, and tells it. */
import type {
  AskOptions,
  Change,
  ConsentRecord,
  ConsentState,
  Finding,
  Layer,
  OwnReceipt,
  Shown,
  Source,
  StoredRecord,
  SweepResult,
} from './types.ts'

/**
 * What became of a record: it is kept; it is kept beside another one, which nobody here can delete and
 * which counts where it refuses; it is kept for this page view only.
 */
export type Kept = 'kept' | 'twin' | 'memory'

/** Keeps the record's text. Never throws. */
export interface RecordStore {
  read(): StoredRecord
  write(text: string, record: ConsentRecord): Kept
  /** What the browser holds, as text that differs when it does. */
  stamp(): string
}

/** A decision as it was written, and the record that it changed. */
export interface Decided {
  readonly record: ConsentRecord
  readonly before: StoredRecord
  readonly source: Source
  readonly shown?: Shown | undefined
}

export interface World {
  readonly store: RecordStore
  /** Whole days since 1970-01-01 UTC. */
  today(): number
  /** 6 to 16 characters of `a-z0-9`, not to be guessed. */
  newId(): string
  /** Whether the browser sends GPC. */
  gpc(): boolean
  /** Services that the operator has switched off, beside those of the config. Only ever more. */
  readonly off?: ReadonlySet<string>
  /** Whether the page is prerendered: nobody has seen it yet, and perhaps nobody will. */
  isAsleep(): boolean
  /** Runs `task` once it isn't: now, or later. */
  whenAwake(task: () => void): void
  /** Runs `task`, unless one was run so in this task already. */
  oncePerTask(task: () => void): void
  /** The state may be another. */
  changed(): void
  /** Those who follow it have heard of one that is. */
  told(state: ConsentState, change: Change): void
  /** The site's own code of a service is about to start. */
  starts(id: string): void
  /** A decision was written. */
  decided(decision: Decided): void
  /** Runs `task` after this one, once the page was painted. */
  afterPaint(task: () => void): void
  /** Where errors go while nobody listens to {@link Consent.onError}. */
  log(error: Error): void
  /** What this browser keeps of them. */
  receipts(): Promise<readonly OwnReceipt[]>
  /** What is wrong with the page. */
  diagnose(): Promise<readonly Finding[]>
  /** Deletes all that can be deleted, once all is withdrawn: `were` is what was granted until then. */
  erase(were: readonly string[]): Promise<SweepResult>
  show(layer: Layer): void
  /** BCP 47. */
  language(): string
  setLanguage(tag: string): void
  /** Asks the visitor about `id`. Resolves once that is over, whatever came of it. Never rejects. */
  ask(id: string, options: AskOptions): Promise<unknown>
  observe(root: ShadowRoot): void
  /** Undoes what was set up around the consent. */
  destroy(): void
}
