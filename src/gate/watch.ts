import { each } from '../plain.ts'
import { openArrivals } from './arrivals.ts'
import { isScript, setAddresses } from './elements.ts'
import { MARKED, markOf } from './mark.ts'
import { openScriptGate } from './scripts.ts'

/** Without scripts that ran for good: a copy that the gate has put in is one. */
const ACTIVE = `:is(${MARKED}):not(script:not([type="text/plain"],[data-consent-rerun]))`

/** Without all scripts that ran: those that run again have nothing to do until they are held again. */
const PENDING = `:is(${MARKED}):not(script:not([type="text/plain"]))`

/** Without scripts that are held, which need nothing. */
const HELD = `:is(${MARKED}):not(script:not([data-consent-rerun]))`

/** Scripts that wait. */
const MANY = 50

export interface GateOptions {
  readonly document: Document
  granted(id: string): boolean
  known(id: string): boolean
  /** How long a script's file may keep those after it waiting. */
  readonly timeoutMs: number
  report(error: unknown): void
  /** Called with the id of each script that runs, and of each element that is shown. */
  onRun(id: string): void
  onShow(id: string): void
  /** Told of every embed when it is found, and again whenever it is held or released. */
  onEmbed(embed: Embed): void
}

/** A frame or a template: something to see, and as long as it is held a hole in the page. */
export interface Embed {
  readonly element: HTMLElement
  /** The service, or the purpose, that its mark names. */
  readonly id: string
  readonly held: boolean
}

export interface Gate {
  /** Holds and releases every marked element of the document by what is granted now. */
  update(): void
  /** Does the same below `root`, such as a shadow root, which no document can be searched for. */
  observe(root: Document | ShadowRoot): void
  /** Releases one element until the next decision, or the end of the page. */
  releaseOnce(element: HTMLElement): void
  destroy(): void
}

/** Holds and releases marked elements from the first `update()` on, those that come later too. */
export function openGate(options: GateOptions): Gate {
  const { document, granted, known, report, onEmbed } = options
  // A form's fields can hide the form's own.
  const { matches, querySelectorAll } = Element.prototype
  let once = new WeakSet<Element>()
  /** By id: released, or else held, for this look. An unknown one has neither. */
  const answers = new Map<string, boolean | undefined>()
  const roots = new Set<Document | ShadowRoot>([document])
  let deaf = false
  const scripts = openScriptGate({
    ...options,
    granted: (id) => answerTo(id, 'script') === true,
    // To be told of each of many that are put in costs more than to look at everything once after.
    beforeRun(id, more) {
      options.onRun(id)
      if (deaf || more < MANY) return
      deaf = true
      arrivals.disconnect()
      queueMicrotask(look)
    },
  })

  const apply = (element: HTMLElement): void => {
    if (arrivals.isUnfinished(element)) return
    const id = markOf(element)
    const answer = answerTo(id, element.localName)
    if (answer === undefined) return
    const open = answer || once.has(element)
    if (isScript(element)) applyScript(element, id, open)
    else applyShown(element, id, open)
  }

  const applyShown = (element: HTMLElement, id: string, open: boolean): void => {
    if (open) options.onShow(id)
    setAddresses(element, open)
    if (element.matches('iframe,template')) onEmbed({ element, id, held: !open })
  }

  const answerTo = (id: string, localName: string): boolean | undefined => {
    if (answers.has(id)) return answers.get(id)
    // By the next task another tab may have decided.
    if (answers.size === 0) queueMicrotask(() => answers.clear())
    const answer = known(id) ? granted(id) : undefined
    if (answer === undefined) report(`A ${localName} stays held: the config has no "${id}".`)
    answers.set(id, answer)
    return answer
  }

  const applyScript = (script: HTMLScriptElement, id: string, open: boolean): void => {
    // Another type is a data block, or a script that the browser has run already.
    const waits = script.type === 'text/plain'
    if (open && waits) scripts.release(id, script)
    if (!open && !waits) scripts.rewind(script)
  }

  const applyAll = (root: Document | ShadowRoot): void =>
    applyEach(root.querySelectorAll(deaf ? PENDING : releases(root) ? ACTIVE : HELD))

  /** Whether a script may run. To ask once for each id costs less than for each script. */
  const releases = (root: Document | ShadowRoot): boolean => {
    let rest = `script:is(${MARKED})`
    let script = root.querySelector(rest)
    while (script) {
      const id = markOf(script)
      if (answerTo(id, 'script')) return true
      const name = `"${CSS.escape(id)}"`
      rest += `:not([data-consent-service=${name}],[data-consent-purpose=${name}]:not([data-consent-service]))`
      script = root.querySelector(rest)
    }
    return false
  }

  const applyEach = (elements: NodeListOf<Element>): void =>
    each(elements as NodeListOf<HTMLElement>, apply)

  const applyAdded = (node: Node): void => {
    // Not `instanceof`: a node that came from a frame has that frame's classes.
    if (node.nodeType !== 1) return
    const element = node as HTMLElement
    if (matches.call(element, ACTIVE)) apply(element)
    if (element.firstElementChild) applyEach(querySelectorAll.call(element, ACTIVE))
  }

  const arrivals = openArrivals({ document, report, onArrival: applyAdded })

  /** At all that is there, and from then on at all that comes. */
  const look = (): void => {
    arrivals.observe(roots)
    for (const root of roots) applyAll(root)
    deaf = false
  }

  return {
    update() {
      once = new WeakSet()
      answers.clear()
      look()
    },
    observe(root) {
      roots.add(root)
      look()
    },
    releaseOnce(element) {
      once.add(element)
      apply(element)
    },
    destroy() {
      roots.clear()
      arrivals.disconnect()
    },
  }
}
