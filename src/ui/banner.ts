import type { AgeRule, Choice, Choices, Config, Purpose, Service } from '../core/types.ts'
import { bare, filter, join, map } from '../plain.ts'
import { pageAddress } from './address.ts'
import { acceptButton, acceptText, type Honoring, refusedByGpc } from './gpc.ts'
import { openPopover } from './host.ts'
import type { LayerOptions } from './mount.ts'
import { element, wordsOf } from './shadow.ts'
import { type BannerTexts, fill } from './text.ts'

/** As much of the config as the first layer shows. */
export interface BannerConfig {
  /** Where visitors are asked for it, what asks them is fetched early. */
  readonly age?: AgeRule
  readonly disclosure: Pick<Config['disclosure'], 'href'>
  readonly policy: Pick<Config['policy'], 'href'>
  readonly operator: Pick<Config['operator'], 'service'>
  readonly purposes: readonly Pick<Purpose, 'id' | 'title' | 'required' | 'honorsGpc'>[]
  readonly services: readonly Pick<Service, 'id' | 'purpose'>[]
  /** How many companies receive something. */
  readonly recipients: number
  /** What is sent when, and what is true whatever one chooses. */
  readonly sentences: readonly string[]
  readonly texts: {
    readonly lang: string
    readonly banner: Omit<BannerTexts, 'held' | 'joins' | 'afterwards' | 'required'>
  }
}

export interface BannerOptions extends LayerOptions {
  readonly config: BannerConfig
  onChoose(): void
}

export interface Banner {
  /** @param reasons - why someone who has answered is asked again, in sentences */
  show(reasons: readonly string[]): void
  hide(): void
  /** Whether the page lets it be seen, or it was answered. */
  isSeen(): boolean
  /** Says what went wrong, if the banner is open. */
  tell(text: string): void
}

/**
 * The first layer: plain DOM, so that it comes at once and needs nothing of the page. It asks about
 * what is open and nothing else, takes no focus and decides nothing by itself.
 */
export function createBanner(options: BannerOptions): Banner {
  const { config, consent, host, isTrusted, onChoose } = options
  const { document } = host
  const { lang, banner: texts } = config.texts
  const list = element(document, 'ul', {})
  const reasons = element(document, 'p', {})
  const status = element(document, 'p', { role: 'status' })

  /** What is open; a visitor who has decided and opens the banner again decides about all. */
  const asked = (): readonly string[] => {
    const { asks } = consent.state
    if (asks.length > 0) return asks
    const optional = filter(config.purposes, ({ required }) => !required)
    return map(optional, ({ id }) => id)
  }

  const refused = (): readonly Honoring[] => refusedByGpc(consent.state, config.purposes)

  /** The same for all that is asked, but for grants that GPC refuses. */
  const choicesOf = (choice: Choice): Choices => {
    const choices = bare<Choice>()
    for (const id of asked()) choices[id] = choice
    const left = choice === 'granted' ? refused() : []
    for (const { id } of left) delete choices[id]
    return choices
  }

  const answer =
    (choice: Choice) =>
    (event: Event): void => {
      if (choice === 'granted' && !isTrusted(event)) {
        tell(texts.pressAgain)
        return
      }
      hide()
      const button = choice === 'granted' ? acceptButton(refused()) : 'rejectAll'
      const shown = { layer: 'banner', button, lang, text: wordsOf(document, region) } as const
      consent.decide(choicesOf(choice), { source: 'banner', shown })
    }

  /** One look for all: a page can style the part, and none of them alone. Tools know their ids. */
  const button = (id: string, text: string, onClick: (event: Event) => void): HTMLButtonElement => {
    const created = element(document, 'button', { type: 'button', part: 'button', id }, text)
    created.addEventListener('click', onClick)
    return created
  }

  const accept = button('banner-accept', '', answer('granted'))
  const region = element(
    document,
    'section',
    { class: 'box banner', part: 'banner', lang, 'aria-labelledby': 'banner-title' },
    element(document, 'h2', { id: 'banner-title' }, texts.title),
    element(
      document,
      'div',
      { class: 'text', tabindex: '0' },
      reasons,
      element(document, 'p', {}, fill(texts.intro, { service: config.operator.service })),
      list,
      ...map(config.sentences, (sentence) => element(document, 'p', {}, sentence)),
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
      accept,
      button('banner-reject', texts.rejectAll, answer('denied')),
      button('banner-choose', texts.choose, onChoose),
    ),
  )

  const show = (sentences: readonly string[]): void => {
    tell('')
    reasons.textContent = join(sentences)
    reasons.hidden = sentences.length === 0
    accept.textContent = acceptText(refused(), texts)
    const purposes = purposesOf(asked(), config)
    list.replaceChildren(...map(purposes, ({ title }) => element(document, 'li', {}, title)))
    if (region.isConnected) return
    host.root.append(region)
    openPopover(region)
  }

  const hide = (): void => region.remove()

  const tell = (text: string): void => {
    status.textContent = text
  }

  const isSeen = (): boolean => !region.isConnected || region.getClientRects().length > 0

  return { show, hide, isSeen, tell }
}

/** The purposes that are asked about: themselves, or one of their services. */
function purposesOf(
  asks: readonly string[],
  { purposes, services }: BannerConfig,
): BannerConfig['purposes'] {
  const asked = new Set(asks)
  for (const { id, purpose } of services) {
    if (asked.has(id)) asked.add(purpose)
  }
  return filter(purposes, ({ id }) => asked.has(id))
}

function link(document: Document, href: string, text: string): HTMLAnchorElement {
  return element(document, 'a', { href: pageAddress(href) }, text)
}
