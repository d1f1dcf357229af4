import { type ComponentChild, type ComponentChildren, h as create } from 'preact'
import { pieces } from './annotations.ts'

/**
 * Preact's `h`, by which every text that is drawn may be annotated: see {@link pieces}. What is built
 * takes it for JSX wherever a file imports it.
 */
export const h = ((type: never, props: never, ...children: ComponentChildren[]) =>
  create(type, props, ...children.map(annotated))) as typeof create

function annotated(child: ComponentChildren): ComponentChildren {
  if (typeof child !== 'string') return child
  const drawn = pieces(child).map(({ text, reading, isWhole }): ComponentChild => {
    if (reading) return create('ruby', null, text, create('rt', { 'aria-hidden': 'true' }, reading))
    if (isWhole) return create('span', { class: 'whole' }, text)
    return text || create('wbr', null)
  })
  // What is one piece stays one child.
  return drawn.length === 1 ? drawn[0] : drawn
}
