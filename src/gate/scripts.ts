import { guardWrites } from './document-write.ts'
import { isModule, preload, runnable } from './script-copy.ts'

export interface ScriptGateOptions {
  readonly document: Document
  /** Asked again right before each script runs: what waits at a withdrawal waits on. */
  granted(id: string): boolean
  /** How long a file may keep those after it waiting. */
  readonly timeoutMs: number
  report(error: unknown): void
}

/** Runs held scripts: each once, and those of one service in the document's order. */
export interface ScriptGate {
  /** Runs `script` when its turn comes, unless it ran or waits already. */
  release(id: string, script: HTMLScriptElement): void
  /** Makes a script that ran, and whose mark says so, one that runs again at the next grant. */
  rewind(script: HTMLScriptElement): void
}

/** Work goes on in another task after so many milliseconds, so that the page can answer. */
const SLICE_MS = 30

/** When a browser runs a script like it: at once, when the document was parsed, or in its place. */
type Turn = 'async' | 'deferred' | ''

interface Task {
  readonly id: string
  readonly script: HTMLScriptElement
  readonly turn: Turn
}

export function openScriptGate(options: ScriptGateOptions): ScriptGate {
  const { document, granted, timeoutMs, report } = options
  const taken = new WeakSet<HTMLOrSVGScriptElement>()
  /** The last script that others of its service wait for, by turn and service. */
  const chains = new Map<string, Promise<void>>()
  let sliceEnd = 0
  let guarded = false

  const run = async (task: Task, before: Promise<void> | undefined): Promise<void> => {
    if (before) await before.then(breathe)
    await whole(task)
    if (task.turn === 'deferred') await chains.get(task.id)
    if (granted(task.id) && task.script.isConnected) await start(task)
    else taken.delete(task.script)
  }

  /** Deferred scripts wait for all of the document, an inline one for all of itself. */
  const whole = async ({ script, turn }: Task): Promise<void> => {
    while (document.readyState === 'loading') {
      if (turn !== 'deferred' && (script.src || hasFollowing(script))) return
      await pause()
    }
  }

  const breathe = async (): Promise<void> => {
    if (performance.now() < sliceEnd) return
    await pause()
    sliceEnd = performance.now() + SLICE_MS
  }

  /** Fulfils when what follows may run. */
  const start = ({ id, script, turn }: Task): Promise<void> | undefined => {
    if (!guarded) guardWrites(document, (each) => taken.has(each), report)
    guarded = true
    const copy = runnable(script)
    taken.add(copy)
    const file = script.src && turn !== 'async' ? settled(id, copy) : undefined
    script.replaceWith(copy)
    return file
  }

  /** Fulfils when a file has run, can't be had or keeps others waiting too long. */
  const settled = (id: string, script: HTMLScriptElement): Promise<void> =>
    new Promise((resolve) => {
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
    release(id, script) {
      if (taken.has(script)) return
      taken.add(script)
      const turn = turnOf(script)
      const before = turn === 'async' ? undefined : chains.get(turn + id)
      if (before) preload(script)
      chains.set(turn + id, run({ id, script, turn }, before).catch(report))
    },
    rewind(script) {
      if (!script.hasAttribute('data-consent-rerun')) return
      script.type = 'text/plain'
      taken.delete(script)
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

/** Until another task. */
function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
