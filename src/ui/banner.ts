import type { Choice, Config, Purpose, Service } from '../core/types.ts'
import type { LayerOptions } from './mount.ts'
import { element } from './shadow.ts'
import { type BannerTexts, fill } from './text.ts'

/** As much of the config as the first layer shows. */
export interface BannerConfig {
  readonly disclosure: Pick<Config['disclosure'], 'href'>
  readonly policy: Pick<Config['policy'], 'href'>
  readonly operator: Pick<Config['operator'], 'service'>
  readonly purposes: readonly Pick<Purpose, 'id' | 'title' | 'required'>[]
  readonly services: readonly Pick<Service, 'id' | 'purpose'>[]
  /** How many companies receive something. */
  readonly recipients: number
  readonly texts: { readonly lang: string; readonly banner: BannerTexts }
}

export interface BannerOptions extends LayerOptions {
  readonly config: BannerConfig
  onChoose(): void
}

export interface Banner {
  show(): void
  hide(): void
  /** Says what went wrong, if the banner is open. */
  tell(text: string): void
}

/**
 * The first layer: plain DOM, so that it comes at once and needs nothing of the page. It asks about
 * what is open and nothing else, takes no focus and decides nothing by itself.
 */
export function createBanner(options: BannerOptions): Banner {
  const { config, consent, host, isTrusted, onChoose } = options
  const document = host.root.ownerDocument
  const { lang, banner: texts } = config.texts
  const list = element(document, 'ul', {})
  const status = element(document, 'p', { role: 'status' })

  /** What is open; a visitor who has decided and opens the banner again decides about all. */
  const asked = (): readonly string[] => {
    const { asks } = consent.state
    const all = config.purposes.filter(({ required }) => !required).map(({ id }) => id)
    return asks.length > 0 ? asks : all
  }

  const answer =
    (choice: Choice) =>
    (event: Event): void => {
      if (choice === 'granted' && !isTrusted(event)) {
        tell(texts.pressAgain)
        return
      }
      hide()
      const choices = asked().map((id) => [id, choice])
      consent.decide(Object.fromEntries(choices), { source: 'banner' })
    }

  const button = (text: string, onClick: (event: Event) => void): HTMLButtonElement => {
    const created = element(document, 'button', { type: 'button' }, text)
    created.addEventListener('click', onClick)
    return created
  }

  const region = element(
    document,
    'section',
    { class: 'box banner', part: 'banner', lang, 'aria-labelledby': 'banner-title' },
    element(document, 'h2', { id: 'banner-title' }, texts.title),
    element(
      document,
      'div',
      { class: 'text', tabindex: '0' },
      element(document, 'p', {}, fill(texts.intro, { service: config.operator.service })),
      list,
      element(document, 'p', {}, texts.afterwards),
      element(document, 'p', {}, texts.required),
    ),
    element(
      document,
      'p',
      { class: 'links' },
      link(document, config.disclosure.href, fill(texts.recipients, { n: config.recipients })),
      link(document, config.policy.href, texts.policy),
    ),
    status,
    element(
      document,
      'div',
      { class: 'actions' },
      button(texts.acceptAll, answer('granted')),
      button(texts.rejectAll, answer('denied')),
      button(texts.choose, onChoose),
    ),
  )

  const show = (): void => {
    tell('')
    const titles = titlesOf(asked(), config)
    list.replaceChildren(...titles.map((title) => element(document, 'li', {}, title)))
    if (region.isConnected) return
    host.root.append(region)
    openPopover(region)
  }

  const hide = (): void => region.remove()

  const tell = (text: string): void => {
    status.textContent = text
  }

  return { show, hide, tell }
}

/** The purposes that are asked about: themselves, or one of their services. */
function titlesOf(asks: readonly string[], { purposes, services }: BannerConfig): string[] {
  const asked = services.filter(({ id }) => asks.includes(id)).map(({ purpose }) => purpose)
  return purposes.filter(({ id }) => [...asks, ...asked].includes(id)).map(({ title }) => title)
}

function link(document: Document, href: string, text: string): HTMLAnchorElement {
  return element(document, 'a', { href }, text)
}

/** Into the top layer, where no page can cover it. Older browsers keep it as a fixed box. */
function openPopover(region: HTMLElement): void {
  if (!region.showPopover) return
  region.setAttribute('popover', 'manual')
  region.showPopover()
}
