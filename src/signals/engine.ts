import type {
  Choices,
  CoreConfig,
  CoreService,
  Signal,
  SignalForm,
  SignalValues,
} from '../core/types.ts'
import { bare } from '../plain.ts'
import { answerTo } from './answer.ts'

/** Tells platforms of the visitor's answers. Never throws. */
export interface Signals {
  /** Tells of what is another since it was called last, before tags obey it. */
  follow(choices: Choices): void
  /** Code of a service, or of a purpose, is about to run. */
  starts?(id: string): void
}

export type OpenSignals = (
  window: Window,
  config: CoreConfig,
  report: (error: unknown) => void,
) => Signals

/** What a vendor is told: by notice a service may run while nobody has agreed, hence the default. */
type Word = 'default' | 'grant' | 'revoke'

/** How long a method is waited for, twice as long each time: ten seconds in all. */
const [MIN_WAIT_MS, MAX_WAIT_MS] = [10, 5120] as const

/** Tells vendors' own code, each by its {@link Signal}. */
export const signals: OpenSignals = (window, { services }, report) => {
  /** By id of the service. */
  const words = bare<Word>()
  /** Of what is told by a method: what it was told last. */
  const told = bare<Word>()
  const begun = new Set<string>()
  /** Services and purposes that have started since the words were others: each tag starts one. */
  let started = bare<true>()
  const page = window as unknown as Page

  const say = ({ queue, form, ...values }: Signal, word: Word | undefined): unknown => {
    const it = page[queue]
    const said = word && values[word]
    return it && said && SAY[form](it, said)
  }

  /** Tells a method what it hasn't heard; its file may be on its way, and is waited for. */
  const tell = (id: string, signal: Signal, waitMs: number): void => {
    for (const word of [told[id] ?? 'default', words[id]] as const) {
      if (word && told[id] !== word && say(signal, word)) told[id] = word
    }
    if (told[id] === words[id] || waitMs > MAX_WAIT_MS) return
    setTimeout(() => attempt(() => tell(id, signal, waitMs * 2)), waitMs)
  }

  const begin = (id: string, signal: Signal): void => {
    const { queue, form } = signal
    const isThere = page[queue]
    if (!isThere && form === 'snippet') {
      later(() => beginAfter(id, signal))
      return
    }
    if (!isThere) page[queue] = form === 'function' ? keeper() : ([] as object as Queue)
    say(signal, 'default')
    if (words[id] === 'grant') say(signal, 'grant')
  }

  /** The snippet has run, and perhaps more with it; its file is on its way. */
  const beginAfter = (id: string, signal: Signal): void => {
    say(signal, 'default')
    const { queue } = page[signal.queue] ?? {}
    if (queue?.length) queue.unshift(queue.pop())
    if (words[id] === 'grant') say(signal, 'grant')
  }

  const attempt = (task: () => void): void => {
    try {
      task()
    } catch (error) {
      report(error)
    }
  }

  const later = (task: () => void): void => queueMicrotask(() => attempt(task))

  /** Whether its first word is the default, and nobody said that yet. */
  const isNew = (id: string, signal: Signal): unknown => signal.default && !begun.has(id)

  const starts = (id: string, signal: Signal): void => {
    if (begun.has(id) || (!signal.default && signal.form !== 'method')) return
    begun.add(id)
    // Once an inline script has run.
    if (signal.form === 'method') later(() => tell(id, signal, MIN_WAIT_MS))
    else attempt(() => begin(id, signal))
  }

  const change = (id: string, signal: Signal, word: Word): void => {
    if (signal.form === 'method') attempt(() => tell(id, signal, Infinity))
    else if (word === 'revoke' || !isNew(id, signal)) attempt(() => say(signal, word))
    // Code that nobody holds.
    else if (page[signal.queue]) starts(id, signal)
  }

  return {
    follow(choices) {
      started = bare()
      for (const service of services) {
        const { id, signal } = service
        const before = words[id]
        const word = wordFor(service, choices)
        words[id] = word
        if (signal && before && before !== word) change(id, signal, word)
      }
    },
    starts(it) {
      if (started[it]) return
      started[it] = true
      for (const { id, purpose, signal } of services) {
        // A script of the purpose may be of any of its services that run.
        const isMeant = id === it || (purpose === it && words[id] !== 'revoke')
        if (signal && isMeant) starts(id, signal)
      }
    },
  }
}

function wordFor(service: CoreService, choices: Choices): Word {
  if (answerTo(service, choices) === 'granted') return 'grant'
  return choices[service.id] === 'granted' ? 'default' : 'revoke'
}

type Page = Record<string, Queue | undefined>

/** Whatever a page may have under a vendor's name. */
type Queue = ((...values: unknown[]) => void) & {
  queue?: unknown[]
  push(...values: unknown[]): void
} & { readonly [method: string]: unknown }

const call = (it: Queue, values: SignalValues): void => {
  if (typeof it === 'function') it(...values)
}

const callMethod = (it: Queue, [name, ...values]: SignalValues): boolean => {
  const method = it[name]
  if (typeof method !== 'function') return false
  method.apply(it, values)
  return true
}

const SAY: Readonly<Record<SignalForm, (it: Queue, values: SignalValues) => unknown>> = {
  function: call,
  snippet: call,
  push: (it, values) => it.push(...values),
  list: (it, values) => callMethod(it, values) || it.push(values),
  method: callMethod,
}

/** As snippets make it: a function that keeps its calls. */
function keeper(): Queue {
  const it = function (): void {
    // biome-ignore lint/complexity/noArguments: the code to come takes each call as `arguments`.
    it.q = [...(it.q ?? []), arguments]
  } as unknown as Queue & { q?: unknown[] }
  return it
}
