import type { InformationItem, Recipient, Service } from '../core/types.ts'
import css from './placeholder.css?inline'
import { addStyle, element, wordsOf } from './shadow.ts'
import { fill, type PlaceholderTexts, type Texts } from './text.ts'

/** As much of a service as its placeholder names. */
export interface EmbedService extends Pick<Service, 'id' | 'name' | 'title' | 'sends'> {
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
  /** Whether the operator has switched it off: then there is nothing to choose. */
  readonly stopped: boolean
  readonly texts: EmbedTexts
  readonly nonce: string
  onOnce(event: Event): void
  /** @param text - every word that stood there */
  onAlways(event: Event, text: string): void
}

export interface Placeholder extends Pick<PlaceholderOptions, 'stopped'> {
  /** Whether it stands right before its embed still: apps take things out, or move them. */
  isInPlace(): boolean
  /** Takes it away and shows the embed again, with the focus if the placeholder had it. */
  remove(): void
}

/** Stands where a held embed will be: says what it is, who receives what, and offers to show it. */
export function placeholder(options: PlaceholderOptions): Placeholder {
  const { element: embed, service, stopped, texts, nonce, onOnce, onAlways } = options
  const document = embed.ownerDocument
  const { title = service.name } = service
  const host = document.createElement('metalive-consent-embed')
  const root = host.attachShadow({ mode: 'open' })
  addStyle(root, css, nonce)

  const button = (id: string, text: string, onClick: (event: Event) => void): HTMLButtonElement => {
    const created = element(document, 'button', { type: 'button', part: 'button', id }, text)
    created.addEventListener('click', onClick)
    return created
  }
  const stoppedText = (): HTMLElement =>
    element(document, 'p', {}, fill(texts.placeholder.stopped, { service: service.name }))
  const choice = (): readonly HTMLElement[] => [
    element(document, 'p', {}, bodyText(service, texts)),
    element(
      document,
      'div',
      { class: 'actions' },
      button('embed-once', texts.placeholder.once, onOnce),
      button('embed-always', texts.placeholder.always, (event) =>
        onAlways(event, wordsOf(document, body)),
      ),
    ),
    element(document, 'p', {}, texts.placeholder.afterwards),
  ]
  const body = element(
    document,
    'div',
    { class: 'body', part: 'embed', lang: texts.lang, role: 'group', 'aria-label': title },
    element(document, 'p', { class: 'title' }, title),
    ...(stopped ? [stoppedText()] : choice()),
  )
  root.append(body)
  takePlace(host, embed)
  embed.before(host)
  const { display } = embed.style
  embed.style.display = 'none'
  return {
    stopped,
    isInPlace: () => host.nextElementSibling === embed,
    remove() {
      const hadFocus = root.activeElement !== null
      host.remove()
      embed.style.display = display
      if (hadFocus) embed.focus()
    },
  }
}

/** Exactly where the embed will be, so that nothing moves when that comes or goes. */
function takePlace(host: HTMLElement, embed: HTMLElement): void {
  const { width, height } = embed.getBoundingClientRect()
  // What isn't laid out, in a closed tab for instance, has no height but the one it asks for.
  host.style.blockSize = lengthOf(height || Number(embed.getAttribute('height')))
  if (width) host.style.inlineSize = `min(100%, ${width}px)`
  const { display, position } = getComputedStyle(embed)
  host.toggleAttribute('inline', display === 'inline')
  if (position !== 'absolute') return
  host.style.position = 'absolute'
  host.style.inset = '0 0 auto'
}

/** Of what has no size yet, such as a template, nobody knows it. */
function lengthOf(px: number): string {
  return px ? `${px}px` : 'auto'
}

function bodyText({ name, recipient, sends }: EmbedService, texts: EmbedTexts): string {
  const items = sends.map((item) => texts.items[item] ?? item).join(texts.listSeparator)
  return fill(texts.placeholder.body, { service: name, recipient: recipient.name, items })
}
