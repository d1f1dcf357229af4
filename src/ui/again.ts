/** What only some are told: why they are asked again, that words have changed, that nothing is kept. */
import type { Config, ConsentState, Service } from '../core/types.ts'
import { pageAddress } from './address.ts'
import { type Honoring, refusedByGpc, titlesOf } from './gpc.ts'
import type { LayerOptions } from './mount.ts'
import { element } from './shadow.ts'
import { fill, type ReasonTexts, type UnsavedTexts, type WordingTexts } from './text.ts'

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
    readonly unsaved: UnsavedTexts
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
  /**
   * Tells that only words have changed, or that the answer can't be kept. Asks nothing, takes no
   * focus, and goes when it is closed.
   */
  tell(what: 'wording' | 'unsaved'): void
}

export function createAgain({ config, consent, host }: AgainOptions): Again {
  return {
    reasons: () => reasonsFor(consent.state, config),
    tell(what) {
      const { root } = host
      // One at a time, and each once.
      root.querySelector('.notice')?.remove()
      root.append(notice(root.ownerDocument, config, what))
    },
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

function notice(
  document: Document,
  { disclosure, texts }: AgainConfig,
  what: 'wording' | 'unsaved',
): HTMLElement {
  const { title, body, show, close } = { show: '', ...texts[what] }
  const attributes = { type: 'button', part: 'button', id: 'notice-close' }
  const button = element(document, 'button', attributes, close)
  const link = element(document, 'a', { href: pageAddress(disclosure.href) }, show)
  const box = element(
    document,
    'section',
    { class: 'box banner notice', part: 'notice', lang: texts.lang, 'aria-label': title },
    element(document, 'h2', {}, title),
    element(document, 'p', { role: 'status' }, body),
    ...(show ? [element(document, 'p', {}, link)] : []),
    element(document, 'div', { class: 'actions' }, button),
  )
  button.addEventListener('click', () => box.remove())
  return box
}
