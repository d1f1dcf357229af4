import type { Config } from '../core/types.ts'
import type { Host } from './host.ts'
import { element } from './shadow.ts'
import type { WordingTexts } from './text.ts'

/** As much of the config as the notice shows. */
export interface WordingConfig {
  readonly disclosure: Pick<Config['disclosure'], 'href'>
  readonly texts: { readonly lang: string; readonly wording: WordingTexts }
}

/** Tells that only words have changed. It asks nothing, takes no focus and goes when it is closed. */
export function tellWording({ root }: Host, { disclosure, texts }: WordingConfig): void {
  const document = root.ownerDocument
  const { title, body, show, close } = texts.wording
  const button = element(document, 'button', { type: 'button' }, close)
  const notice = element(
    document,
    'section',
    { class: 'box banner', part: 'wording', lang: texts.lang, 'aria-labelledby': 'wording-title' },
    element(document, 'h2', { id: 'wording-title' }, title),
    element(document, 'p', { role: 'status' }, body),
    element(document, 'p', {}, element(document, 'a', { href: disclosure.href }, show)),
    element(document, 'div', { class: 'actions' }, button),
  )
  button.addEventListener('click', () => notice.remove())
  root.append(notice)
}
