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

export interface Placeholder {
  /** Whether it stands right before its embed still: apps take things out, or move them. */
  isInPlace(): boolean
  /** Takes it away and shows the embed again, with the focus if the placeholder had it. */
  remove(): void
}

/** Stands where a held embed will be: says what it is, who receives what, and offers to show it. */
export function placeholder(options: PlaceholderOptions): Placeholder {
  const { element: embed, service, texts, nonce, onOnce, onAlways } = options
  const document = embed.ownerDocument
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
  takePlace(host, embed)
  embed.before(host)
  const { display } = embed.style
  embed.style.display = 'none'
  return {
    isInPlace: () => host.nextElementSibling === embed,
    remove() {
      const hadFocus = root.activeElement !== null
      host.remove()
      embed.style.display = display
      if (hadFocus) embed.focus()
    },
  }
}

/** As high as the embed at least, and over its box where that is laid over another. */
function takePlace(host: HTMLElement, embed: HTMLElement): void {
  // What isn't laid out, in a closed tab for instance, has no height but the one it asks for.
  const height = embed.getBoundingClientRect().height || Number(embed.getAttribute('height'))
  host.style.minHeight = `${height}px`
  if (getComputedStyle(embed).position !== 'absolute') return
  host.style.position = 'absolute'
  host.style.inset = '0 0 auto'
}

function bodyText({ name, recipient, sends }: EmbedService, texts: EmbedTexts): string {
  const items = sends.map((item) => texts.items[item] ?? item).join(texts.listSeparator)
  return fill(texts.placeholder.body, { service: name, recipient: recipient.name, items })
}
