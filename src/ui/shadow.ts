import { bare } from '../plain.ts'

/** Puts styles into a shadow root; `nonce` is for browsers that can't construct sheets. */
export function addStyle(root: ShadowRoot, css: string, nonce: string): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
  } catch {
    const style = root.ownerDocument.createElement('style')
    style.nonce = nonce
    style.textContent = css
    root.append(style)
  }
}

/** Creates an element with attributes and children; texts become text nodes, never markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  document: Document,
  name: Name,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const created = document.createElement(name)
  for (const key in bare(attributes)) created.setAttribute(key, attributes[key] ?? '')
  created.append(...children)
  return created
}

/** Every word that stands in `element`, folded parts too, a line for each piece of text. */
export function wordsOf(document: Document, element: Element): string {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  let words = ''
  while (walker.nextNode()) {
    const text = walker.currentNode.nodeValue?.trim()
    if (text) words += `${text}\n`
  }
  return words
}
