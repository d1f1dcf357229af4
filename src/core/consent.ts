import { bare, entries, filter, includes, map, some } from '../plain.ts'
import { UNKNOWN } from './age.ts'
import { boundedText, decideRecord } from './decide.ts'
import { type Errors, openErrors } from './errors.ts'
import { openPermission } from './permission.ts'
import { isByNotice, offOf, resolve } from './resolve.ts'
import { openSubscribers, type Subscriber } from './subscribers.ts'
import type {
  AskOptions,
  Choice,
  Choices,
  Consent,
  ConsentRecord,
  ConsentState,
  CoreConfig,
  DecideOptions,
} from './types.ts'
import type { Decided, World } from './world.ts'

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

/** How a decision was made. */
type Made = Pick<Decided, 'source' | 'shown'>

const SOURCE = /^[a-z]{3,11}$/

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

  const { report, onError } = openErrors(world.log)
  const optional = filter(config.purposes, ({ required }) => !required)
  const purposes = map(optional, ({ id }) => id)
  const services = filter(
    config.services,
    ({ purpose, basis }) => includes(purposes, purpose) && basis !== 'exempt',
  )
  const ids = [...purposes, ...map(services, ({ id }) => id)]
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
  let recordStamp = world.store.stamp()
  let state = now()
  const subscribers = openSubscribers<Id>(() => state, world.told, report)

  const attempt = (task: () => void): void => {
    try {
      task()
    } catch (error) {
      report(error)
    }
  }

  /** Not before anybody sees the page, and with nothing thrown into it. */
  const awake = (task: () => void): void => world.whenAwake(() => attempt(task))

  const refresh = (): void => {
    if (stampNow() === stamp) return
    // What was to be granted here may have been answered there.
    if (world.store.stamp() !== recordStamp) permission.forget()
    change()
  }

  /** Another tab may have written since. */
  const look = (): void => world.oncePerTask(refresh)

  const subscribe = (subscriber: Subscriber<Id>): (() => void) => {
    look()
    return subscribers.add(subscriber)
  }

  const granted = (id: Id): boolean => {
    look()
    return state.choices[id] === 'granted'
  }

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
    recordStamp = world.store.stamp()
    state = now()
    world.changed()
    world.afterPaint(subscribers.tell)
  }

  const decide = (choices: Choices<Id>, { source: told = 'api', shown }: DecideOptions): void => {
    // What no cookie can hold would be no answer kept.
    const source = SOURCE.test(told) ? told : 'api'
    const valid = filter(entries(choices as Readonly<Record<string, Choice>>), canDecide) as [
      Id,
      Choice,
    ][]
    if (valid.length === 0) return
    const made = { source, shown }
    const grants = filter(valid, ([, choice]) => choice === 'granted')
    if (grants.length === 0 || permission.isGiven(source)) {
      commit(valid, made)
      return
    }
    // What is refused is refused whoever refuses it.
    const denials = filter(valid, ([, choice]) => choice === 'denied')
    if (denials.length > 0) commit(denials, made)
    permission.wait(
      map(grants, ([id]) => id),
      (by = made) => commit(valid, by),
    )
  }

  const commit = (choices: readonly [Id, Choice][], by: Made): void => {
    permission.forget()
    const { today, gpc, newId, store } = world
    const before = store.read()
    const off = offOf(config, world.off)
    const decision = { choices, source: by.source, day: today(), gpc: gpc(), off, newId }
    const record = decideRecord(config, before, decision)
    write(record)
    world.decided({ record, before, ...by })
  }

  const ask = async (id: Id, options: AskOptions = {}): Promise<Choice> => {
    if (!granted(id)) await world.ask(id, options)
    return granted(id) ? 'granted' : 'denied'
  }

  const withdraw = (id?: Id, options: DecideOptions = {}): void => {
    const choices = bare<Choice>()
    for (const each of id ? [id] : purposes) choices[each] = 'denied'
    awake(() => decide(choices as Choices<Id>, options))
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
      // What a later version wrote is a person's to overwrite.
      if (world.store.read() === 'newer' && permission.waiting.length === 0) return
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
      world.starts(id)
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
    subscribers.tell()
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
    ask,
    decide: (choices, options = {}) => awake(() => decide(choices, options)),
    setAge: (age, options) =>
      awake(() => {
        refresh()
        permission.setAge(age, options)
      }),
    get waiting() {
      return permission.waiting
    },
    decline() {
      permission.forget()
      // Who waits for what becomes of it hears.
      change()
    },
    permit: permission.permit,
    acknowledge: () =>
      awake(() => {
        const record = readable()
        if (record) write({ ...record, wording: config.wording ?? 1 })
      }),
    withdraw,
    receipts: world.receipts,
    diagnose: world.diagnose,
    erase(options) {
      return new Promise((done) =>
        awake(() => {
          const were = filter(ids, (id) => granted(id as Id))
          withdraw(undefined, options)
          done(world.erase(were))
        }),
      )
    },
    gate,
    get language() {
      return world.language()
    },
    setLanguage: world.setLanguage,
    show: world.show,
    observe: world.observe,
    report,
    used,
    running,
    onError,
    refresh,
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
      subscribers.clear()
      world.destroy()
    },
  }
}
