/** The list of all transmissions, live: with each service's choice, and whom this page talked to. */
import { render } from 'preact'
import type { Config, Consent } from './core/types.ts'
import { disclose } from './disclosure/document.ts'
import { whoTalked } from './disclosure/hosts.ts'
import { LiveList, type LiveListProps } from './disclosure/live-list.tsx'
import type { DisclosureRow } from './disclosure/rows.ts'
import { listStyle, liveStyle } from './disclosure/style.ts'
import { h } from './ui/h.ts'
import { addStyle, wordsOf } from './ui/shadow.ts'

/** As much of the config as this file takes. */
export type DisclosureViewConfig = Pick<LiveListProps, 'document' | 'texts'>

export interface DisclosureViewOptions {
  readonly window: Window
  readonly consent: Consent
  readonly nonce: string
  /** Whether a person made this event. */
  isTrusted?(event: Event): boolean
}

/** The view of a whole config, in an app that has it. */
export function discloseLive(config: Config, options: DisclosureViewOptions): () => void {
  return openDisclosureView({ document: disclose(config), texts: config.texts }, options)
}

/** Elements that stand for the list; what they held before is for readers without scripts. */
const PLACES = '[data-consent-disclosure]'

/**
 * Renders the list into every place for it, and keeps it true.
 * @returns what takes it away
 */
export function openDisclosureView(
  config: DisclosureViewConfig,
  { window, consent, nonce, isTrusted = byPerson }: DisclosureViewOptions,
): () => void {
  const hosts = new Set<string>()
  let status = ''

  const onSwitch = (row: DisclosureRow, event: Event): void => {
    const input = event.currentTarget as HTMLInputElement
    const on = input.checked
    const isRefused = on && !isTrusted(event)
    status = isRefused ? config.texts.disclosure.live.pressAgain : ''
    if (!isRefused) {
      const shown = {
        layer: 'disclosure',
        button: 'allow',
        lang: config.texts.lang,
        text: wordsOf(window.document, input.closest('tr') ?? input),
      } as const
      consent.decide({ [row.id]: on ? 'granted' : 'denied' }, { source: 'preferences', shown })
    }
    draw()
  }

  const places = [...window.document.querySelectorAll<HTMLElement>(PLACES)]
  const roots = places.map((place) => {
    if (place.shadowRoot) return place.shadowRoot
    const root = place.attachShadow({ mode: 'open' })
    addStyle(root, listStyle + liveStyle, nonce)
    return root
  })

  const draw = (): void => {
    const talked = whoTalked([...hosts], config.document.rows)
    for (const root of roots) {
      render(
        <LiveList
          document={config.document}
          texts={config.texts}
          consent={consent}
          talked={talked}
          status={status}
          onSwitch={onSwitch}
        />,
        root,
      )
    }
  }

  const unsubscribe = consent.subscribe(draw)
  const watching = watchHosts(window, (host) => {
    if (hosts.has(host)) return
    hosts.add(host)
    draw()
  })
  return () => {
    unsubscribe()
    watching.disconnect()
    for (const root of roots) render(null, root)
  }
}

const byPerson = (event: Event): boolean => event.isTrusted

/** Tells of every other host that the browser has seen a request to, those from before too. */
function watchHosts(window: Window, onHost: (host: string) => void): PerformanceObserver {
  const tell = (entries: readonly { readonly name: string }[]): void => {
    for (const { name } of entries) {
      const { hostname, protocol } = new URL(name, window.location.href)
      if (/^(?:https?|wss?):$/.test(protocol) && hostname !== window.location.hostname) {
        onHost(hostname)
      }
    }
  }
  const observer = new PerformanceObserver((list) => tell(list.getEntries()))
  observer.observe({ type: 'resource', buffered: true })
  return observer
}
