import { guardWrites } from './document-write.ts'
import { isModule, preload, runnable } from './script-copy.ts'

export interface ScriptGateOptions {
  readonly document: Document
  /** Asked again right before each script runs: what waits at a withdrawal waits on. */
  granted(id: string): boolean
  /** How long a file may keep those after it waiting. */
  readonly timeoutMs: number
  report(error: unknown): void
  /** Called before a script is put in, in the same task; `more` wait still. */
  beforeRun(id: string, more: number): void
}

/**
 * Runs held scripts: each once, in the order of their release. But a file keeps those of its service
 * waiting, and deferred ones wait for the whole document and for those that are not.
 */
export interface ScriptGate {
  /** Has it run when its turn comes. */
  release(id: string, script: HTMLScriptElement): void
  /** Makes a script that ran, and whose mark says so, one that runs again at the next grant. */
  rewind(script: HTMLScriptElement): void
}

/** The page may replace it. */
const SavedPromise = Promise

/**
 * After so many milliseconds work goes on in another task, so that the page can answer. A look at 10,000
 * tags before it counts to the first [33 in all, Chromium 156, quiet machine], and one is long from 50 on.
 */
const SLICE_MS = 20

/** When a browser runs a script like it: at once, when the document was parsed, or in its place. */
type Turn = 'async' | 'deferred' | ''

/** The scripts of one service and turn. */
interface Queue {
  /** How many wait. */
  left: number
  /** The one whose file is on its way. */
  file: Element | undefined
}

interface Released {
  readonly id: string
  readonly turn: Turn
  readonly queue: Queue
}

export function openScriptGate(options: ScriptGateOptions): ScriptGate {
  const { document, granted, timeoutMs, report, beforeRun } = options
  /** In the order of their release. */
  const waiting = new Map<Element, Released>()
  /** By turn and service. */
  const queues = new Map<string, Queue>()
  let isPlanned = false
  let isPaused = false
  let sliceEnd = 0
  let guarded = false

  const queueOf = (key: string): Queue => {
    const queue = queues.get(key) ?? { left: 0, file: undefined }
    queues.set(key, queue)
    return queue
  }

  /** Once all that is released with it is there. */
  const plan = (): void => {
    if (isPlanned) return
    queueMicrotask(run)
    isPlanned = true
    // What others did until now needs no pause.
    if (!isPaused) sliceEnd = performance.now() + SLICE_MS
  }

  const run = (): void => {
    isPlanned = false
    runThese()
    // What is deferred may be free by now.
    runThese()
  }

  const runThese = (): void => {
    for (const [script, released] of waiting) {
      if (isHeldUp(released)) continue
      if (performance.now() > sliceEnd) pause()
      else start(script as HTMLScriptElement, released)
    }
  }

  const isHeldUp = ({ id, turn, queue }: Released): unknown =>
    isPaused ||
    queue.file ||
    (turn === 'deferred' && (document.readyState === 'loading' || isAtWork(queueOf(id))))

  const pause = async (): Promise<void> => {
    isPaused = true
    const { scheduler } = window as Partial<Window>
    try {
      // Before what waits already, where the browser can do that. Libraries have a global of this name, too.
      if (typeof scheduler?.yield === 'function') await scheduler.yield()
      else await new SavedPromise((resolve) => setTimeout(resolve))
    } catch (error) {
      report(error)
    }
    isPaused = false
    sliceEnd = performance.now() + SLICE_MS
    run()
  }

  const start = (script: HTMLScriptElement, { id, turn, queue }: Released): void => {
    waiting.delete(script)
    queue.left -= 1
    try {
      if (!granted(id) || !script.isConnected) return
      if (!guarded) guardWrites(document, report)
      guarded = true
      // First: one that can't be run throws, and would have everything looked at again.
      const copy = runnable(script, document)
      beforeRun(id, waiting.size)
      script.replaceWith(copy)
      if (script.src && turn !== 'async') awaitFile(id, queue, copy)
    } catch (error) {
      report(error)
    }
  }

  /** Until it has run, can't be had or keeps others waiting too long. */
  const awaitFile = (id: string, queue: Queue, script: HTMLScriptElement): void => {
    const settle = (): void => {
      clearTimeout(timer)
      if (queue.file === script) queue.file = undefined
      plan()
    }
    const timer = setTimeout(() => {
      settle()
      report(`${script.src} of "${id}" takes too long: the next goes on.`)
    }, timeoutMs)
    for (const event of ['load', 'error']) script.addEventListener(event, settle)
    queue.file = script
  }

  return {
    release(id, script) {
      if (waiting.has(script)) return
      const turn = turnOf(script)
      // Each time: a document that is opened anew has lost it.
      if (turn === 'deferred') document.addEventListener('readystatechange', plan)
      const queue = queueOf(turn + id)
      if (turn !== 'async' && isAtWork(queue)) preload(script, document)
      queue.left += 1
      waiting.set(script, { id, turn, queue })
      plan()
    },
    rewind(script) {
      if (!script.hasAttribute('data-consent-rerun')) return
      script.type = 'text/plain'
    },
  }
}

function isAtWork({ left, file }: Queue): unknown {
  return left || file
}

function turnOf(script: HTMLScriptElement): Turn {
  if (!isModule(script) && !script.src) return ''
  // The attribute: the property is true for every script that the parser didn't run.
  if (script.hasAttribute('async')) return 'async'
  return isModule(script) || script.defer ? 'deferred' : ''
}
