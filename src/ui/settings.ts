import type { Consent, Purpose } from '../core/types.ts'
import { isOurs, openHost } from './host.ts'
import { beforeFrame, giveWay } from './keep-clear.ts'
import { whenRewritten } from './rewritten.ts'
import css from './settings.css?inline'
import { element } from './shadow.ts'
import { rootsOf } from './shadow-hosts.ts'
import type { PreferencesTexts } from './text.ts'

/** As much of the config as the button takes. */
export interface SettingsConfig {
  readonly purposes: readonly Pick<Purpose, 'id' | 'required'>[]
  readonly texts: {
    readonly lang: string
    readonly preferences: Pick<PreferencesTexts, 'title'>
  }
}

export interface SettingsOptions {
  readonly document: Document
  readonly consent: Consent
  /** For `<style>` elements, where the browser can't construct sheets. */
  readonly nonce: string
}

/** After which something of the page may lie where the button is, or no more. */
const EVENTS = ['scroll', 'resize', 'focusin', 'click', 'load'] as const

const PASSIVE = { capture: true, passive: true }

/** Beside one of our own layers the button would be in its way. */
const LAYER = 'section.box, dialog[open]'

/**
 * The way back to the preferences, for pages that have none of their own: a small button in a corner.
 * It is there once the visitor has answered, and not over a layer of ours, in fullscreen or on paper;
 * it makes way for player controls, and for the page's focus.
 * @returns what takes it away
 */
export function openSettings(config: SettingsConfig, options: SettingsOptions): () => void {
  const { purposes, texts } = config
  const { document, consent, nonce } = options
  const attributes = {
    type: 'button',
    part: 'button settings',
    id: 'settings-open',
    lang: texts.lang,
  }
  const button = element(document, 'button', attributes, texts.preferences.title)
  button.hidden = true
  let wasPressed = false
  button.addEventListener('click', () => {
    wasPressed = true
    consent.show('preferences')
  })

  const isAnswered = (): boolean =>
    purposes.some(({ id, required }) => !required && consent.state.choices[id])

  const update = (): void => {
    host.update()
    const ours = [...document.querySelectorAll('metalive-consent')].flatMap(
      ({ shadowRoot }) => shadowRoot ?? [],
    )
    for (const root of ours) {
      observer.observe(root, { subtree: true, childList: true, attributeFilter: ['open'] })
    }
    const isCovered = ours.some((root) => root.querySelector(LAYER))
    const wasHidden = button.hidden
    button.hidden = isCovered || Boolean(document.fullscreenElement) || !isAnswered()
    place()
    if (button.hidden || !wasHidden || !wasPressed) return
    wasPressed = false
    // A layer gives the focus back to what had it, but not to what was hidden meanwhile.
    if (isOurs(document)) button.focus({ preventScroll: true })
  }

  let roots: readonly ParentNode[] | undefined
  let home: DOMRect | undefined
  const place = (): void => {
    if (button.hidden || button.matches(':hover, :focus')) return
    if (!home) {
      button.style.insetBlock = ''
      home = button.getBoundingClientRect()
    }
    roots ??= rootsOf(document)
    giveWay(button, home, roots)
  }
  const placeAnew = beforeFrame(place)
  const placeSoon = ({ type }: Event): void => {
    // What scrolls brings no player along, and can't wait for a look through the whole page.
    if (type !== 'scroll') roots = undefined
    if (type === 'resize') home = undefined
    placeAnew()
  }

  const observer = new MutationObserver(update)
  observer.observe(document.documentElement, {
    childList: true,
    attributeFilter: ['data-consent-theme'],
  })
  document.addEventListener('fullscreenchange', update)
  for (const event of EVENTS) window.addEventListener(event, placeSoon, PASSIVE)
  const host = openHost(document, nonce, 'metalive-consent-settings')
  host.addStyle(css)
  host.root.append(button)
  const unsubscribe = consent.subscribe(update)
  let close = (): void => {
    unwatch()
    unsubscribe()
    observer.disconnect()
    document.removeEventListener('fullscreenchange', update)
    for (const event of EVENTS) window.removeEventListener(event, placeSoon, PASSIVE)
    host.remove()
  }
  const unwatch = whenRewritten(
    document,
    () => host.root.isConnected,
    () => {
      close()
      close = openSettings(config, options)
    },
  )
  return () => close()
}
