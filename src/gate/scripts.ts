/** Runs held scripts: each once, and those of one service one after another. */
export interface ScriptGate {
  /** Queues `script`, unless it ran or waits already, and runs what may run. */
  release(id: string, script: HTMLScriptElement): void
  /** Looks again at scripts that were not whole yet. */
  resume(): void
}

/**
 * @param granted - asked again right before each script runs: what waits at a withdrawal waits on
 */
export function openScriptGate(document: Document, granted: (id: string) => boolean): ScriptGate {
  const taken = new WeakSet<HTMLScriptElement>()
  const queues = new Map<string, HTMLScriptElement[]>()
  const loading = new Set<string>()

  const mayRun = (id: string, script: HTMLScriptElement): boolean =>
    !loading.has(id) && granted(id) && isWhole(document, script)

  const pump = (id: string): void => {
    const queue = queues.get(id) ?? []
    for (let script = queue[0]; script && mayRun(id, script); script = queue[0]) {
      queue.shift()
      if (script.isConnected) start(id, script)
      else taken.delete(script)
    }
  }

  const start = (id: string, script: HTMLScriptElement): void => {
    // The attribute: the property is true for every script that the parser didn't run.
    if (script.src && !script.hasAttribute('async')) wait(id, script)
    run(script)
  }

  const wait = (id: string, script: HTMLScriptElement): void => {
    loading.add(id)
    const next = (): void => {
      loading.delete(id)
      pump(id)
    }
    script.addEventListener('load', next, { once: true })
    script.addEventListener('error', next, { once: true })
  }

  return {
    release(id, script) {
      if (!taken.has(script)) {
        taken.add(script)
        queues.get(id)?.push(script) ?? queues.set(id, [script])
      }
      pump(id)
    },
    resume() {
      for (const id of queues.keys()) pump(id)
    },
  }
}

/**
 * A browser prepares a script when it is put into the document and knows its type. One of an unknown
 * type is left untouched, so it can be put in again: the same element, with its nonce, integrity and
 * parser-made text, which is why Trusted Types has nothing to object to.
 *
 * @see https://html.spec.whatwg.org/multipage/scripting.html#prepare-the-script-element
 */
function run(script: HTMLScriptElement): void {
  const type = script.getAttribute('data-consent-type')
  if (type) script.type = type
  else script.removeAttribute('type')
  script.parentNode?.insertBefore(script, script.nextSibling)
}

/** An inline script at the very end of a document that still loads may be cut by the network. */
function isWhole(document: Document, script: HTMLScriptElement): boolean {
  if (script.src || document.readyState !== 'loading') return true
  return hasFollowing(script)
}

function hasFollowing(node: Node): boolean {
  return node.nextSibling !== null || (node.parentNode !== null && hasFollowing(node.parentNode))
}
