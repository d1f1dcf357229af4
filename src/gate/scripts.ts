/** Runs held scripts: each once, and those of one service one after another. */
export interface ScriptGate {
  /** Queues `script`, unless it ran or waits already. */
  release(id: string, script: HTMLScriptElement): void
  /** Takes back what still waits. What ran has run. */
  hold(id: string): void
  /** Looks again at scripts that were not whole yet. */
  resume(): void
}

/**
 * @param granted - asked again right before each script runs
 */
export function openScriptGate(
  document: Document,
  granted: (id: string) => boolean,
): ScriptGate {
  const taken = new WeakSet<HTMLScriptElement>()
  const queues = new Map<string, HTMLScriptElement[]>()
  const loading = new Set<string>()

  const pump = (id: string): void => {
    const queue = queues.get(id) ?? []
    for (let script = queue[0]; script; script = queue[0]) {
      if (loading.has(id) || !granted(id) || !isWhole(document, script)) return
      queue.shift()
      if (!script.isConnected) {
        taken.delete(script)
        continue
      }
      // The attribute: the property is true for every script that the parser didn't run.
      if (script.src && !script.hasAttribute('async')) wait(id, script)
      run(script)
    }
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
      if (taken.has(script)) return
      taken.add(script)
      const queue = queues.get(id)
      if (queue) queue.push(script)
      else queues.set(id, [script])
      pump(id)
    },
    hold(id) {
      for (const script of queues.get(id) ?? []) taken.delete(script)
      queues.delete(id)
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
  for (let node: Node | null = script; node; node = node.parentNode) {
    if (node.nextSibling) return true
  }
  return false
}
