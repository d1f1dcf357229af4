import { each } from '../plain.ts'
import { isScript } from './elements.ts'
import { MARKED } from './mark.ts'

/** Scripts that are held with a text of their own. */
const INLINE = `:is(${MARKED})[type="text/plain"]:not([src])`

export interface ArrivalsOptions {
  readonly document: Document
  report(error: unknown): void
  /** Called with each node that was put in, and with a script once it is whole. */
  onArrival(node: Node): void
}

/**
 * What comes into a document, told at once; but while the document is read, what the parser brings in a
 * row is told together, and its last script once something follows.
 */
export interface Arrivals {
  /** Forgets what came into `roots` and wasn't told yet: whoever calls it looks at all of it. */
  observe(roots: Iterable<Document | ShadowRoot>): void
  disconnect(): void
  /** Whether it is the script that the parser stands in. */
  isUnfinished(element: Element): boolean
}

export function openArrivals({ document, report, onArrival }: ArrivalsOptions): Arrivals {
  /** The script that may be cut, by the last look. */
  let unfinished: HTMLScriptElement | undefined
  /** What came since. */
  let arrived: MutationRecord[][] = []
  let observed: Iterable<Document | ShadowRoot> = []

  const observer = new MutationObserver((mutations) => {
    arrived[arrived.length] = mutations
    try {
      // The parser stops at each inline script: what comes now may be one of a row.
      if (!unfinishedIn(document, observed)) tell()
      else if (arrived.length === 1) setTimeout(tell)
    } catch (error) {
      report(error)
    }
  })

  const tell = (): void => {
    try {
      const [before, all] = [unfinished, arrived]
      begin()
      if (before) onArrival(before)
      each(all, (mutations) => each(mutations, ({ addedNodes }) => each(addedNodes, onArrival)))
    } catch (error) {
      // On a page that has broken what we stand on, what comes is held.
      report(error)
    }
  }

  const begin = (): void => {
    arrived = []
    unfinished = unfinishedIn(document, observed)
    // Each time: a document that is opened anew has lost it.
    if (unfinished) document.addEventListener('readystatechange', tell)
  }

  return {
    observe(roots) {
      observed = roots
      begin()
      for (const root of roots) {
        // The document may be one whose members are no element's to hide.
        observer.observe(root.getRootNode(), { childList: true, subtree: true })
      }
    },
    disconnect: () => observer.disconnect(),
    isUnfinished: (element) => element === unfinished,
  }
}

/** The held script that a document ends with while it is read: the network may have cut it. */
function unfinishedIn(
  document: Document,
  roots: Iterable<Document | ShadowRoot>,
): HTMLScriptElement | undefined {
  if (document.readyState !== 'loading') return undefined
  let node = lastOf(document, document.getRootNode())
  for (const root of roots) {
    // The parser stands in a shadow root of which the page has the HTML.
    if ((root as ShadowRoot).host === node) node = lastOf(document, root)
  }
  const last = isScript(node) ? node : node.parentNode
  return last && isScript(last) && last.matches(INLINE) ? last : undefined
}

/** In the order of the HTML. */
function lastOf(document: Document, root: Node): Node {
  // Not by `lastChild`: a form's fields can hide it, and lead in a circle.
  const walker = document.createTreeWalker(root)
  while (walker.lastChild());
  return walker.currentNode
}
