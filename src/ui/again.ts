/** What is told to those only who come again: why they are asked, or that words have changed. */
import type { Config, ConsentState, Service } from '../core/types.ts'
import { type Honoring, refusedByGpc, titlesOf } from './gpc.ts'
import type { LayerOptions } from './mount.ts'
import { element } from './shadow.ts'
import { fill, type ReasonTexts, type WordingTexts } from './text.ts'

/** As much of the config as this takes. */
export interface AgainConfig {
  readonly disclosure: Pick<Config['disclosure'], 'href'>
  /** The day of the list's last change, in words. */
  readonly updated: string
  readonly purposes: readonly Honoring[]
  readonly services: readonly AgainService[]
  readonly maxAgeDays?: { readonly granted: number }
  readonly texts: {
    readonly lang: string
    readonly reasons: ReasonTexts
    readonly wording: WordingTexts
  }
}

interface AgainService extends Pick<Service, 'id'> {
  readonly recipient: Pick<Service['recipient'], 'name'>
}

export interface AgainOptions extends LayerOptions {
  readonly config: AgainConfig
}

export interface Again {
  /** Why the visitor is asked again, or less than others, in sentences. */
  reasons(): readonly string[]
  /** Tells that only words have changed. Asks nothing, takes no focus, and goes when it is closed. */
  tellWording(): void
}

export function createAgain({ config, consent, host }: AgainOptions): Again {
  return {
    reasons: () => reasonsFor(consent.state, config),
    tellWording: () => host.root.append(wordingNotice(host.root.ownerDocument, config)),
  }
}

function reasonsFor(
  state: ConsentState,
  { purposes, services, maxAgeDays = { granted: 180 }, updated, texts }: AgainConfig,
): string[] {
  const { asks, reasons } = state
  const refused = refusedByGpc(state, purposes)
  const why = refused.length > 0 ? (['gpc', ...reasons] as const) : reasons
  const added = services.filter(({ id }) => asks.includes(id))
  const n = new Set(added.map(({ recipient }) => recipient.name)).size
  const values = { n, date: updated, days: maxAgeDays.granted, purposes: titlesOf(refused) }
  return why.map((reason) => fill(texts.reasons[reason], values))
}

function wordingNotice(document: Document, { disclosure, texts }: AgainConfig): HTMLElement {
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
  return notice
}
