import type { AgeRule, Choice, Config, Layout, Purpose, Service } from '../core/types.ts'
import { map } from '../plain.ts'
import { pageAddress } from './address.ts'
import { purposesAsked, sameForAll } from './asked.ts'
import { acceptButton, acceptText, type Honoring, refusedByGpc } from './gpc.ts'
import { openPopover } from './host.ts'
import type { LayerOptions } from './layers.ts'
import { scrolling } from './scrolling.ts'
import { drawn, element, wordsOf } from './shadow.ts'
import { type BannerTexts, fill, type Texts } from './text.ts'

/** As much of the config as the first layer shows. */
export interface BannerConfig {
  /** Where visitors are asked for it, what asks them is fetched early. */
  readonly age?: AgeRule
  readonly layout?: Layout
  readonly disclosure: Pick<Config['disclosure'], 'href'>
  readonly policy: Pick<Config['policy'], 'href'>
  readonly operator: Pick<Config['operator'], 'service'>
  readonly purposes: readonly Pick<Purpose, 'id' | 'title' | 'required' | 'honorsGpc'>[]
  readonly services: readonly Pick<Service, 'id' | 'purpose'>[]
  /** How many companies receive something. */
  readonly recipients: number
  /** What is sent when, and what is true whatever one chooses. */
  readonly sentences: readonly string[]
  /** What else it can be read in. */
  readonly languages?: readonly Pick<Texts, 'lang' | 'name'>[]
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
  /** For one who was in the same banner in another language. */
  focus(): void
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
  const reasons = element(document, 'div', {})
  const status = element(document, 'p', { role: 'status' })

  const refused = (): readonly Honoring[] => refusedByGpc(consent.state, config.purposes)

  const answer =
    (choice: Choice) =>
    (event: Event): void => {
      if (choice === 'granted' && !isTrusted(event)) {
        tell(texts.pressAgain)
        return
      }
      hide()
      const button = choice === 'granted' ? acceptButton(refused()) : 'rejectAll'
      const shown = {
        layer: 'banner',
        button,
        lang,
        // Read by those alone who keep receipts, and gone through no sooner: an answer is to be painted first.
        get text() {
          return wordsOf(document, region)
        },
      } as const
      consent.decide(sameForAll(consent.state, config, choice), { source: 'banner', shown })
    }

  /** One look for all: a page can style the part, and none of them alone. Tools know their ids. */
  const button = (id: string, text: string, onClick: (event: Event) => void): HTMLButtonElement => {
    const created = element(document, 'button', { type: 'button', part: 'button', id }, text)
    created.addEventListener('click', onClick)
    return created
  }

  const language = ({ lang, name }: Pick<Texts, 'lang' | 'name'>): HTMLElement => {
    const attributes = { type: 'button', class: 'link', part: 'button', id: `banner-${lang}`, lang }
    const created = element(document, 'button', attributes, name)
    created.addEventListener('click', () => consent.setLanguage(lang))
    return created
  }

  const heading = element(document, 'h2', { id: 'banner-title', tabindex: '-1' }, texts.title)
  const others = map(config.languages ?? [], language)
  const languages = others.length > 0 ? [element(document, 'p', { class: 'links' }, ...others)] : []
  const accept = button('banner-accept', '', answer('granted'))
  const region = element(
    document,
    'section',
    { class: 'box banner', part: 'banner', lang, 'aria-labelledby': 'banner-title' },
    scrolling(
      document,
      'text',
      heading,
      ...languages,
      reasons,
      element(document, 'p', {}, fill(texts.intro, { service: config.operator.service })),
      list,
      ...map(config.sentences, (sentence) => element(document, 'p', {}, sentence)),
      element(
        document,
        'p',
        { class: 'links' },
        link(document, config.disclosure.href, fill(texts.recipients, { n: config.recipients })),
        link(document, config.policy.href, texts.policy),
      ),
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
    reasons.replaceChildren(...map(sentences, (sentence) => element(document, 'p', {}, sentence)))
    reasons.hidden = sentences.length === 0
    accept.replaceChildren(...drawn(document, acceptText(refused(), texts)))
    const purposes = purposesAsked(consent.state, config)
    list.replaceChildren(...map(purposes, ({ title }) => element(document, 'li', {}, title)))
    if (region.isConnected) return
    host.root.append(region)
    openPopover(region)
  }

  const hide = (): void => region.remove()

  const tell = (text: string): void => {
    status.replaceChildren(...drawn(document, text))
  }

  const isSeen = (): boolean => !region.isConnected || region.getClientRects().length > 0

  return { show, hide, isSeen, tell, focus: () => heading.focus({ preventScroll: true }) }
}

function link(document: Document, href: string, text: string): HTMLAnchorElement {
  return element(document, 'a', { href: pageAddress(href) }, text)
}
