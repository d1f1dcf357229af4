import { setAddresses } from './elements.ts'
import { openScriptGate } from './scripts.ts'

const MARKED = '[data-consent-service],[data-consent-purpose]'

export interface GateOptions {
  readonly document: Document
  granted(id: string): boolean
  known(id: string): boolean
  /** How long a script's file may keep those after it waiting. */
  readonly timeoutMs: number
  report(error: unknown): void
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

/** Holds and releases marked elements, those that come later too. */
export function openGate(options: GateOptions): Gate {
  const { document, granted, known, report, onEmbed } = options
  let once = new WeakSet<Element>()
  const roots: ParentNode[] = []
  const scripts = openScriptGate(options)

  const apply = (element: HTMLElement): void => {
    const id = markOf(element)
    if (!known(id)) {
      report(`A ${element.localName} stays held: the config has no "${id}".`)
      return
    }
    const open = granted(id) || once.has(element)
    if (isScript(element)) applyScript(element, id, open)
    else setAddresses(element, open)
    if (element.matches('iframe,template')) onEmbed({ element, id, held: !open })
  }

  const applyScript = (script: HTMLScriptElement, id: string, open: boolean): void => {
    // Another type is a data block, or a script that the browser has run already.
    const waits = script.type === 'text/plain'
    if (open && waits) scripts.release(id, script)
    if (!open && !waits) scripts.rewind(script)
  }

  const applyAll = (root: ParentNode): void =>
    root.querySelectorAll<HTMLElement>(MARKED).forEach(apply)

  const applyAdded = (node: Node): void => {
    if (!isElement(node)) return
    if (node.matches(MARKED)) apply(node)
    if (node.firstElementChild) applyAll(node)
  }

  const observer = new MutationObserver((mutations) => {
    for (const { addedNodes } of mutations) addedNodes.forEach(applyAdded)
  })

  const observe = (root: Document | ShadowRoot): void => {
    roots.push(root)
    observer.observe(root, { childList: true, subtree: true })
  }
  observe(document)

  return {
    update() {
      once = new WeakSet()
      roots.forEach(applyAll)
    },
    observe(root) {
      observe(root)
      applyAll(root)
    },
    releaseOnce(element) {
      once.add(element)
      apply(element)
    },
    destroy: () => observer.disconnect(),
  }
}

function markOf(element: Element): string {
  return (
    element.getAttribute('data-consent-service') ??
    element.getAttribute('data-consent-purpose') ??
    ''
  )
}

/** Not `instanceof`: a node that came from a frame has that frame's classes. */
function isElement(node: Node): node is HTMLElement {
  return node.nodeType === 1
}

function isScript(element: Element): element is HTMLScriptElement {
  return element.localName === 'script'
}
