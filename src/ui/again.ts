/** What only some are told: why they are asked again, that words have changed, that nothing is kept. */
import type { Config } from '../core/types.ts'
import { pageAddress } from './address.ts'
import css from './again.css?inline'
import { openPopover } from './host.ts'
import type { LayerOptions } from './layers.ts'
import { type ReasonsConfig, reasonsFor } from './reasons.ts'
import { element } from './shadow.ts'
import type { UnsavedTexts, WordingTexts } from './text.ts'

/** As much of the config as this takes. */
export interface AgainConfig extends ReasonsConfig {
  readonly disclosure: Pick<Config['disclosure'], 'href'>
  readonly texts: ReasonsConfig['texts'] & {
    readonly lang: string
    readonly wording: WordingTexts
    readonly unsaved: UnsavedTexts
  }
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
  host.addStyle(css)
  return {
    reasons: () => reasonsFor(consent.state, config),
    tell(what) {
      const { root } = host
      // One at a time, and each once.
      root.querySelector('.notice')?.remove()
      const box = notice(root.ownerDocument, config, what)
      root.append(box)
      openPopover(box)
      // Once more where it stands: of what comes together with its region screen readers say nothing.
      const status = box.querySelector('[role=status]')
      setTimeout(() => status?.append(...status.childNodes), SAID_MS)
    },
  }
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
    element(
      document,
      'div',
      { role: 'status' },
      element(document, 'h2', {}, title),
      // Not right in it: there Orca reads “statusbar”, and not what it says.
      element(document, 'p', {}, body),
    ),
    ...(show ? [element(document, 'p', {}, link)] : []),
    element(document, 'div', { class: 'actions' }, button),
  )
  button.addEventListener('click', () => box.remove())
  return box
}

/** After browsers have told screen readers that there is a region. */
const SAID_MS = 100
