import { setAddresses } from './elements.ts'
import { openScriptGate } from './scripts.ts'

const MARKED = '[data-consent-service],[data-consent-purpose]'

export interface GateOptions {
  readonly document: Document
  granted(id: string): boolean
  known(id: string): boolean
  report(error: unknown): void
  /** Told of every frame when it is found, and again whenever it is held or released. */
  onEmbed(embed: Embed): void
}

/** A visible tag, as long as it is held a hole in the page. */
export interface Embed {
  readonly element: HTMLIFrameElement
  /** The service, or the purpose, that its mark names. */
  readonly id: string
  readonly held: boolean
}

export interface Gate {
  /** Holds and releases every marked element of the document by what is granted now. */
  update(): void
  /** Releases one element for as long as this page is open. */
  releaseOnce(element: Element): void
  destroy(): void
}

/** Holds and releases marked elements, those that come later too. */
export function openGate({ document, granted, known, report, onEmbed }: GateOptions): Gate {
  const once = new WeakSet<Element>()
  const scripts = openScriptGate(document, granted)

  const apply = (element: Element): void => {
    const id = markOf(element)
    if (!known(id)) {
      report(`A ${element.localName} stays held: the config has no "${id}".`)
      return
    }
    const open = granted(id) || once.has(element)
    if (isScript(element)) applyScript(element, id, open)
    else applyElement(element, id, open)
  }

  const applyScript = (script: HTMLScriptElement, id: string, open: boolean): void => {
    // Another type is a data block, or a script that the browser has run already.
    if (open && script.type === 'text/plain') scripts.release(id, script)
  }

  const applyElement = (element: Element, id: string, open: boolean): void => {
    setAddresses(element, open)
    if (isFrame(element)) onEmbed({ element, id, held: !open })
  }

  const applyAll = (root: ParentNode): void => root.querySelectorAll(MARKED).forEach(apply)

  const observer = new MutationObserver((mutations) => {
    for (const node of mutations.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (!isElement(node)) continue
      if (node.matches(MARKED)) apply(node)
      applyAll(node)
    }
    scripts.resume()
  })
  observer.observe(document, { childList: true, subtree: true })
  document.addEventListener('DOMContentLoaded', scripts.resume)

  return {
    update: () => applyAll(document),
    releaseOnce(element) {
      once.add(element)
      apply(element)
    },
    destroy() {
      observer.disconnect()
      document.removeEventListener('DOMContentLoaded', scripts.resume)
    },
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
function isElement(node: Node): node is Element {
  return node.nodeType === 1
}

function isScript(element: Element): element is HTMLScriptElement {
  return element.localName === 'script'
}

function isFrame(element: Element): element is HTMLIFrameElement {
  return element.localName === 'iframe'
}
