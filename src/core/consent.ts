import { bare, entries, filter, includes, map, some } from '../plain.ts'
import { UNKNOWN } from './age.ts'
import { boundedText, decideRecord } from './decide.ts'
import { type Errors, openErrors } from './errors.ts'
import { type Grant, openPermission } from './permission.ts'
import { isByNotice, resolve } from './resolve.ts'
import type {
  Choice,
  Choices,
  Consent,
  ConsentRecord,
  ConsentState,
  CoreConfig,
  DecideOptions,
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

/** What deciding needs of the world. */
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
  /** The state may be another. */
  changed(): void
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
  observe(root: ShadowRoot): void
  /** Undoes what was set up around the consent. */
  destroy(): void
}

/** A consent and the doors that only its own parts use. */
export interface OpenConsent<Id extends string> extends Consent<Id>, Errors {
  /** Ids of which something ran or was shown on this page; the gate adds those of tags. */
  readonly used: Set<string>
  /** Those whose code can't be stopped. */
  readonly running: Set<string>
  /** Looks whether the record, or the day, is another than it was: other tabs write, pages sleep. */
  refresh(): void
  /** The visitor was shown what is asked: what needs no more than that runs while this page is open. */
  notice(): void
  /**
   * Runs `grant`, which lets `ids` run, if this visitor can grant alone. Else it waits, and the visitor
   * is asked: for their age, or for a guardian.
   */
  permit(ids: readonly Id[], grant: () => void): void
  /** Grants nothing any more while this page is open, because of `error`. */
  close(error: unknown): void
}

/** Nothing is granted to a page that nobody has seen, and nothing asked. */
const ASLEEP: ConsentState<never> = {
  status: 'decided',
  choices: {},
  asks: [],
  reasons: [],
  gpc: false,
  reworded: false,
  off: [],
  age: 'unknown',
}

/** The state, its one write door, and those who follow it. Touches nothing but `world`. */
export function openConsent<P extends string, S extends string>(
  config: CoreConfig<P, S>,
  world: World,
): OpenConsent<P | S> {
  type Id = P | S
  type Listener = (state: ConsentState<Id>) => void

  const { report, onError } = openErrors(world.log)
  const optional = filter(config.purposes, ({ required }) => !required)
  const purposes = map(optional, ({ id }) => id)
  const services = filter(
    config.services,
    ({ purpose, basis }) => includes(purposes, purpose) && basis !== 'exempt',
  )
  const ids = [...purposes, ...map(services, ({ id }) => id)]
  const listeners = new Set<Listener>()
  const used = new Set<string>()
  const running = new Set<string>()
  const now = (): ConsentState<Id> =>
    world.isAsleep()
      ? ASLEEP
      : resolve(config, world.store.read(), {
          today: world.today(),
          gpc: world.gpc(),
          off: world.off,
          noticed,
        })
  let noticed = false
  const stampNow = (): string =>
    `${world.isAsleep()} ${world.today()} ${world.off?.size} ${world.store.stamp()}`
  let closed = false
  let stamp = stampNow()
  let state = now()

  const attempt = (task: () => void): void => {
    try {
      task()
    } catch (error) {
      report(error)
    }
  }

  const notify = (listener: Listener): void => attempt(() => listener(state))

  /** Those who came while others were being told have heard already. */
  const notifyAll = (): void => {
    for (const listener of [...listeners]) {
      if (listeners.has(listener)) notify(listener)
    }
  }

  const subscribe = (listener: Listener): (() => void) => {
    listeners.add(listener)
    notify(listener)
    return () => listeners.delete(listener)
  }

  const granted = (id: Id): boolean => state.choices[id] === 'granted'

  const canDecide = ([id, choice]: [string, unknown]): boolean => {
    const valid = includes(ids, id) && (choice === 'granted' || choice === 'denied')
    if (!valid) report(`decide(): "${id}" takes no such choice.`)
    return valid
  }

  const write = (record: ConsentRecord): void => {
    const kept = world.store.write(boundedText(config, record), record)
    if (kept === 'twin') report('Another record of this name stays: what it refuses is refused.')
    if (kept === 'memory') {
      report('No cookie was kept: the answer holds for this page view.')
      world.show('unsaved')
    }
    change()
  }

  const change = (): void => {
    if (closed) return
    stamp = stampNow()
    state = now()
    world.changed()
    world.afterPaint(notifyAll)
  }

  const decide = (choices: Choices<Id>, { source = 'api', shown }: DecideOptions): void => {
    const valid = filter(entries(choices as Readonly<Record<string, Choice>>), canDecide) as [
      Id,
      Choice,
    ][]
    if (valid.length === 0) return
    const { today, gpc, newId, store } = world
    const act: Grant = (by = { source, shown }) => {
      permission.forget()
      const before = store.read()
      const decision = { choices: valid, source: by.source, day: today(), gpc: gpc(), newId }
      const record = decideRecord(config, before, decision)
      write(record)
      world.decided({ record, before, ...by })
    }
    const granting = filter(valid, ([, choice]) => choice === 'granted')
    const grants = map(granting, ([id]) => id)
    if (grants.length > 0) permission.permit(grants, act, source)
    else act()
  }

  const withdraw = (id?: Id): void => {
    const choices = bare<Choice>()
    for (const each of id ? [id] : purposes) choices[each] = 'denied'
    world.whenAwake(() => decide(choices as Choices<Id>, {}))
  }

  /** What the store has, if we can read it. */
  const readable = (): ConsentRecord | null => {
    const record = world.store.read()
    return record === 'newer' ? null : record
  }

  const permission = openPermission<Id>(config.age, {
    today: world.today,
    text: () => readable()?.age ?? UNKNOWN,
    note(age) {
      write({ ...(readable() ?? { wording: config.wording ?? 1, id: null, marks: {} }), age })
    },
    ask: () => world.show('age'),
    report,
  })

  const gate = (id: Id, start: () => void | (() => void)): (() => void) => {
    let stop: (() => unknown) | undefined
    const goesOn = (): unknown => running.add(id)
    const halt = (): void => {
      const cleanUp = stop
      stop = undefined
      cleanUp?.()
    }
    const unsubscribe = subscribe(() => {
      if (!granted(id)) return halt()
      if (stop) return
      // Before `start`: one that throws has run, and isn't run again for the same grant.
      used.add(id)
      stop = goesOn
      stop = start() ?? stop
    })
    return () => {
      unsubscribe()
      attempt(halt)
    }
  }

  const close = (): void => {
    closed = true
    // Like a record that we can't read but must respect: nothing is granted, nothing asked.
    state = resolve(config, 'newer', { today: 0 })
    notifyAll()
  }

  return {
    get state() {
      return state
    },
    get record() {
      return readable()
    },
    granted,
    when: (id) =>
      new Promise((fulfil) => {
        if (granted(id)) return fulfil()
        const end = subscribe(() => {
          if (!granted(id)) return
          end()
          fulfil()
        })
      }),
    subscribe,
    decide: (choices, options = {}) => world.whenAwake(() => decide(choices, options)),
    setAge: (age, options) => world.whenAwake(() => permission.setAge(age, options)),
    get waiting() {
      return permission.waiting
    },
    permit: permission.permit,
    acknowledge() {
      const record = world.store.read()
      if (record && record !== 'newer') write({ ...record, wording: config.wording ?? 1 })
    },
    withdraw,
    receipts: world.receipts,
    diagnose: world.diagnose,
    erase() {
      const were = filter(ids, (id) => granted(id as Id))
      withdraw()
      return world.erase(were)
    },
    gate,
    show: world.show,
    observe: world.observe,
    report,
    used,
    running,
    onError,
    refresh: () => stampNow() !== stamp && change(),
    notice() {
      if (noticed || !some(services, isByNotice)) return
      noticed = true
      change()
    },
    close: (error) => {
      if (closed) return
      close()
      report(error)
    },
    destroy: () => {
      close()
      listeners.clear()
      world.destroy()
    },
  }
}
