import { bare, map } from '../plain.ts'
import { pieces, plainText } from './annotations.ts'

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

/**
 * Creates an element with attributes and children. A text becomes text nodes, never markup; its
 * annotations are drawn, see {@link pieces}.
 */
export function element<Name extends keyof HTMLElementTagNameMap>(
  document: Document,
  name: Name,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const created = document.createElement(name)
  for (const key in bare(attributes)) created.setAttribute(key, plainText(attributes[key] ?? ''))
  for (const child of children) {
    created.append(...(typeof child === 'string' ? drawn(document, child) : [child]))
  }
  return created
}

/** A text as nodes. A reading is for the eye: whoever hears the word hears it once. */
export function drawn(document: Document, text: string): readonly (Node | string)[] {
  return map(pieces(text), ({ text, reading, isWhole }) => {
    if (reading)
      return element(
        document,
        'ruby',
        {},
        text,
        element(document, 'rt', { 'aria-hidden': 'true' }, reading),
      )
    if (text && !isWhole) return text
    const created = document.createElement(text ? 'span' : 'wbr')
    created.textContent = text
    if (text) created.className = 'whole'
    return created
  })
}

/** Every word that stands in `element`, folded parts too, a line for each piece of text, without readings. */
export function wordsOf(document: Document, element: Element): string {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  let words = ''
  let line = ''
  while (walker.nextNode()) {
    const node = walker.currentNode
    const parent = node.parentElement
    if (parent?.localName === 'rt') continue
    line += node.nodeValue
    if (goesOn((isWord(parent) ? parent : node).nextSibling)) continue
    if (line.trim()) words += `${line.trim()}\n`
    line = ''
  }
  return words
}

/** Whether what follows a text stands in the same line of it. */
function goesOn(next: Node | null): boolean {
  return isWord(next) || /^(#text|wbr)$/i.test(next?.nodeName ?? '')
}

/** Whether it is what a word of a text is drawn as. */
function isWord(node: Node | null): node is Element {
  return /^ruby$/i.test(node?.nodeName ?? '') || (node as Element | null)?.className === 'whole'
}
