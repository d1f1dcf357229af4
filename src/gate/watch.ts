import { each } from '../plain.ts'
import { setAddresses } from './elements.ts'
import { MARKED, markOf } from './mark.ts'
import { openScriptGate } from './scripts.ts'

/** Without scripts that ran for good: a copy that the gate has put in is one. */
const ACTIVE = `:is(${MARKED}):not(script:not([type="text/plain"],[data-consent-rerun]))`

/** Without all scripts that ran: those that run again have nothing to do until they are held again. */
const PENDING = `:is(${MARKED}):not(script:not([type="text/plain"]))`

/** Without scripts that are held, which need nothing. */
const HELD = `:is(${MARKED}):not(script:not([data-consent-rerun]))`

/** Scripts that are held with a text of their own. */
const INLINE = `:is(${MARKED})[type="text/plain"]:not([src])`

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
  /** The script that may be cut, by the last look. */
  let unfinished: HTMLScriptElement | undefined
  /** What the parser has brought since. */
  let come: MutationRecord[][] = []
  const scripts = openScriptGate({
    ...options,
    granted: (id) => answerTo(id, 'script') === true,
    // To be told of each of many that are put in costs more than to look at everything once after.
    beforeRun(id, more) {
      options.onRun(id)
      if (deaf || more < MANY) return
      deaf = true
      observer.disconnect()
      queueMicrotask(look)
    },
  })

  const apply = (element: HTMLElement): void => {
    if (element === unfinished) return
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

  const observer = new MutationObserver((mutations) => {
    come[come.length] = mutations
    try {
      // The parser stops at each inline script: what comes now may be one of a row.
      if (!unfinishedIn(document)) applyCome()
      else if (come.length === 1) setTimeout(applyCome)
    } catch (error) {
      report(error)
    }
  })

  const applyCome = (): void => {
    try {
      const [before, all] = [unfinished, come]
      begin()
      if (before) apply(before)
      each(all, (mutations) => each(mutations, ({ addedNodes }) => each(addedNodes, applyAdded)))
    } catch (error) {
      // On a page that has broken what we stand on, what comes is held.
      report(error)
    }
  }

  const begin = (): void => {
    come = []
    unfinished = unfinishedIn(document)
    // Each time: a document that is opened anew has lost it.
    if (unfinished) document.addEventListener('readystatechange', applyCome)
  }

  /** At all that is there, and from then on at all that comes. */
  const look = (): void => {
    begin()
    for (const root of roots) {
      // The document may be one whose members are no element's to hide.
      observer.observe(root.getRootNode(), { childList: true, subtree: true })
      applyAll(root)
    }
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
      observer.disconnect()
    },
  }
}

/** The held script that a document ends with while it is read: the network may have cut it. */
function unfinishedIn(document: Document): HTMLScriptElement | undefined {
  if (document.readyState !== 'loading') return undefined
  // Not by `lastChild`: a form's fields can hide it, and lead in a circle.
  const walker = document.createTreeWalker(document.getRootNode())
  while (walker.lastChild());
  const { currentNode } = walker
  const last = isScript(currentNode) ? currentNode : currentNode.parentNode
  return last && isScript(last) && last.matches(INLINE) ? last : undefined
}

function isScript(node: Node): node is HTMLScriptElement {
  return (node as Element).localName === 'script'
}
