import type { InformationItem, Recipient, Service } from '../core/types.ts'
import css from './placeholder.css?inline'
import { addStyle, element } from './shadow.ts'
import { fill, type PlaceholderTexts, type Texts } from './text.ts'

/** As much of a service as its placeholder names. */
export interface EmbedService extends Pick<Service, 'id' | 'name' | 'sends'> {
  readonly recipient: Pick<Recipient, 'name'>
}

export interface EmbedTexts extends Pick<Texts, 'lang' | 'listSeparator'> {
  readonly placeholder: PlaceholderTexts
  readonly items: Readonly<Partial<Record<InformationItem, string>>>
}

export interface PlaceholderOptions {
  /** What stands there once it is shown. */
  readonly element: HTMLElement
  readonly service: EmbedService
  readonly texts: EmbedTexts
  readonly nonce: string
  onOnce(event: Event): void
  onAlways(event: Event): void
}

/**
 * Stands where a held embed will be: says what it is, who receives what, and offers to show it.
 * @returns what takes it away and shows the embed again
 */
export function placeholder(options: PlaceholderOptions): () => void {
  const { element: embed, service, texts, nonce, onOnce, onAlways } = options
  const document = embed.ownerDocument
  const { height } = embed.getBoundingClientRect()
  const host = document.createElement('metalive-consent-embed')
  const root = host.attachShadow({ mode: 'open' })
  addStyle(root, css, nonce)

  const button = (text: string, onClick: (event: Event) => void): HTMLButtonElement => {
    const created = element(document, 'button', { type: 'button', part: 'button' }, text)
    created.addEventListener('click', onClick)
    return created
  }
  root.append(
    element(
      document,
      'div',
      { class: 'body', lang: texts.lang, role: 'group', 'aria-label': service.name },
      element(document, 'p', {}, bodyText(service, texts)),
      element(
        document,
        'div',
        { class: 'actions' },
        button(texts.placeholder.once, onOnce),
        button(texts.placeholder.always, onAlways),
      ),
      element(document, 'p', {}, texts.placeholder.afterwards),
    ),
  )
  host.style.blockSize = `${height}px`
  embed.before(host)
  const { display } = embed.style
  embed.style.display = 'none'
  return () => {
    host.remove()
    embed.style.display = display
  }
}

function bodyText({ name, recipient, sends }: EmbedService, texts: EmbedTexts): string {
  const items = sends.map((item) => texts.items[item] ?? item).join(texts.listSeparator)
  return fill(texts.placeholder.body, { service: name, recipient: recipient.name, items })
}
