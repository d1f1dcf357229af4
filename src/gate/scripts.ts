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

/** Runs held scripts: each once, and those of one service in the document's order. */
export interface ScriptGate {
  /** Whether `script` is to run when its turn comes. */
  waits(script: Element): boolean
  /** Has one that doesn't wait yet run when its turn comes. */
  release(id: string, script: HTMLScriptElement): void
  /** Something was put into the document: what waits for the parser to go on looks whether it did. */
  goOn(): void
  /** Makes a script that ran, and whose mark says so, one that runs again at the next grant. */
  rewind(script: HTMLScriptElement): void
}

/** The page may replace it. */
const SavedPromise = Promise

/** After so many milliseconds work goes on in another task, so that the page can answer. */
const SLICE_MS = 30

/** When a browser runs a script like it: at once, when the document was parsed, or in its place. */
type Turn = 'async' | 'deferred' | ''

/** Scripts of one service and turn; those that come while others run are run after them. */
interface Queue {
  readonly id: string
  readonly turn: Turn
  readonly scripts: HTMLScriptElement[]
  /** Fulfils when the last of them has run. */
  done?: Promise<void>
}

export function openScriptGate(options: ScriptGateOptions): ScriptGate {
  const { document, granted, timeoutMs, report, beforeRun } = options
  const waiting = new Set<Element>()
  /** By turn and service, while something is in them. */
  const queues = new Map<string, Queue>()
  let sliceEnd = 0
  let guarded = false
  /** Fulfils by {@link ScriptGate.goOn}, or in another task. */
  let moved: Promise<void> | undefined
  /** One pause for all. */
  let pause: Promise<void> | undefined
  /** One timer for all that waits in a task: each has a cost. */
  let isTimed = false
  let goOn = nothing

  const drain = async (queue: Queue): Promise<void> => {
    await comes(queue)
    for (const script of queue.scripts) {
      for (let wait = delay(script); wait; wait = delay(script)) await wait
      const file = start(queue, script)
      // Not for each script: others would have a turn in between.
      if (file) await file
    }
    queues.delete(queue.turn + queue.id)
  }

  /** Deferred scripts wait for all of the document, and for those that are not. */
  const comes = async ({ id, turn }: Queue): Promise<void> => {
    // Until all that is released with it is in its queue.
    await undefined
    if (turn !== 'deferred') return
    while (document.readyState === 'loading') await nextTask()
    await queues.get(id)?.done
  }

  /** Until `script` may be looked at again, if it can't run now. */
  const delay = (script: HTMLScriptElement): Promise<void> | undefined => {
    if (mayBeCut(script)) return parserMoves()
    if (performance.now() > sliceEnd) pause ??= newSlice()
    return pause
  }

  const newSlice = async (): Promise<void> => {
    const { scheduler } = window as Partial<Window>
    // Before what waits already, where the browser can do that. Libraries have a global of this name, too.
    if (typeof scheduler?.yield === 'function') await scheduler.yield()
    else await nextTask()
    sliceEnd = performance.now() + SLICE_MS
    pause = undefined
  }

  const parserMoves = (): Promise<void> => {
    moved ??= new SavedPromise((resolve) => {
      const since = performance.now()
      goOn = () => {
        goOn = nothing
        // What the parser took is no work of ours.
        sliceEnd += performance.now() - since
        moved = undefined
        resolve()
      }
      if (isTimed) return
      isTimed = true
      setTimeout(() => {
        isTimed = false
        goOn()
      })
    })
    return moved
  }

  /** Whether an inline script's text may still be on its way. */
  const mayBeCut = (script: HTMLScriptElement): boolean =>
    document.readyState === 'loading' && !script.src && !hasFollowing(script)

  /** Fulfils when what follows may run. */
  const start = ({ id, turn }: Queue, script: HTMLScriptElement): Promise<void> | undefined => {
    waiting.delete(script)
    try {
      if (!granted(id) || !script.isConnected) return
      if (!guarded) guardWrites(document, report)
      guarded = true
      // First: one that can't be run throws, and would have everything looked at again.
      const copy = runnable(script, document)
      beforeRun(id, waiting.size)
      const file = script.src && turn !== 'async' ? settled(id, copy) : undefined
      script.replaceWith(copy)
      return file
    } catch (error) {
      report(error)
    }
  }

  /** Fulfils when a file has run, can't be had or keeps others waiting too long. */
  const settled = (id: string, script: HTMLScriptElement): Promise<void> =>
    new SavedPromise((resolve) => {
      const timer = setTimeout(() => {
        report(`${script.src} of "${id}" takes too long: the next goes on.`)
        resolve()
      }, timeoutMs)
      for (const event of ['load', 'error']) {
        script.addEventListener(event, () => {
          clearTimeout(timer)
          resolve()
        })
      }
    })

  return {
    waits: (script) => waiting.has(script),
    release(id, script) {
      // Who did nothing until now needs no pause.
      if (waiting.size === 0) sliceEnd = performance.now() + SLICE_MS
      waiting.add(script)
      const turn = turnOf(script)
      const found = turn === 'async' ? undefined : queues.get(turn + id)
      if (found) {
        preload(script, document)
        found.scripts[found.scripts.length] = script
        return
      }
      const queue: Queue = { id, turn, scripts: [script] }
      if (turn !== 'async') queues.set(turn + id, queue)
      queue.done = drain(queue)
    },
    goOn: () => goOn(),
    rewind(script) {
      if (!script.hasAttribute('data-consent-rerun')) return
      script.type = 'text/plain'
    },
  }
}

function turnOf(script: HTMLScriptElement): Turn {
  if (!isModule(script) && !script.src) return ''
  // The attribute: the property is true for every script that the parser didn't run.
  if (script.hasAttribute('async')) return 'async'
  return isModule(script) || script.defer ? 'deferred' : ''
}

/** What the network has brought last may be cut. */
function hasFollowing(node: Node): boolean {
  return node.nextSibling !== null || (node.parentNode !== null && hasFollowing(node.parentNode))
}

const nothing = (): void => {}

function nextTask(): Promise<void> {
  return new SavedPromise((resolve) => setTimeout(resolve))
}
