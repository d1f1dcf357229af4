/** The list of all transmissions, live: with each service's choice, and whom this page talked to. */
import { type JSX, render } from 'preact'
import type { Config, Consent } from './core/types.ts'
import { type DisclosureDocument, disclose } from './disclosure/document.ts'
import { type Talked, whoTalked } from './disclosure/hosts.ts'
import { DisclosureList } from './disclosure/list.tsx'
import { listed } from './disclosure/listed.ts'
import type { DisclosureRow } from './disclosure/rows.ts'
import { listStyle } from './disclosure/style.ts'
import { h } from './ui/h.ts'
import { addStyle, wordsOf } from './ui/shadow.ts'
import { type DisclosureTexts, fill, plainText } from './ui/text.ts'

/** As much of the config as this file takes. */
export interface DisclosureViewConfig {
  readonly document: DisclosureDocument
  readonly texts: { readonly lang: string; readonly disclosure: DisclosureTexts }
}

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
    addStyle(root, listStyle + css, nonce)
    return root
  })

  const draw = (): void => {
    const talked = whoTalked([...hosts], config.document.rows)
    for (const root of roots) {
      render(
        <View
          config={config}
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

interface ViewProps {
  readonly config: DisclosureViewConfig
  readonly consent: Consent
  readonly talked: Talked
  readonly status: string
  readonly onSwitch: (row: DisclosureRow, event: Event) => void
}

function View({ config, consent, talked, status, onSwitch }: ViewProps): JSX.Element {
  const { document, texts } = config
  const { live, openPreferences } = texts.disclosure
  return (
    <div class="live" lang={texts.lang}>
      <p>
        <button type="button" onClick={() => consent.show('preferences')}>
          {openPreferences}
        </button>
      </p>
      <p role="status">{status}</p>
      <DisclosureList
        document={{ ...document, rows: document.rows.map((row) => asStopped(row, consent)) }}
        texts={texts.disclosure}
        control={(row) => {
          if (row.off) return null
          if (row.basis === 'exempt') return <b>{live.always}</b>
          // What an app sends, this page can't stop.
          if (!row.platforms.includes('web')) return null
          return <Switch row={row} consent={consent} live={live} onSwitch={onSwitch} />
        }}
      />
      <TalkedTo talked={talked} live={live} lang={texts.lang} />
    </div>
  )
}

/** The operator may have stopped it since the list was published. */
function asStopped(row: DisclosureRow, { state }: Consent): DisclosureRow {
  return state.off.includes(row.id) ? { ...row, off: true } : row
}

interface SwitchProps extends Pick<ViewProps, 'consent' | 'onSwitch'> {
  readonly row: DisclosureRow
  readonly live: DisclosureTexts['live']
}

function Switch({ row, consent, live, onSwitch }: SwitchProps): JSX.Element {
  const choice = consent.state.choices[row.id]
  return (
    <label class="switch">
      <input
        type="checkbox"
        role="switch"
        aria-label={plainText(fill(live.allow, { service: row.service }))}
        checked={choice === 'granted'}
        onChange={(event) => onSwitch(row, event)}
      />
      <span aria-hidden="true">{live[choice ?? 'unasked']}</span>
    </label>
  )
}

/** What no list can promise, but a browser can see. */
function TalkedTo({
  talked,
  live,
  lang,
}: Pick<ViewProps, 'talked'> & Pick<SwitchProps, 'live'> & { readonly lang: string }): JSX.Element {
  const known = talked.known.map(({ recipient, hosts }) => `${recipient}(${listed(hosts, lang)})`)
  return (
    <section class="talked" aria-labelledby="disclosure-talked">
      <h2 id="disclosure-talked">
        {fill(live.talked, { n: known.length, others: talked.unknown.length })}
      </h2>
      <p>{live.caption}</p>
      <Names title={live.known} names={known} nobody={live.nobody} />
      <Names title={live.unknown} names={talked.unknown} nobody={live.nobody} />
    </section>
  )
}

interface NamesProps {
  readonly title: string
  readonly names: readonly string[]
  readonly nobody: string
}

function Names({ title, names, nobody }: NamesProps): JSX.Element {
  const shown = names.length > 0 ? names : [nobody]
  return (
    <section>
      <h3>{title}</h3>
      <ul>
        {shown.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </section>
  )
}

const css = `
.live {
  font: inherit;
}
.live [role='status']:empty {
  display: none;
}
.live button {
  min-block-size: 44px;
  padding: 8px 20px;
  border: 1px solid;
  border-radius: 9px;
  background: none;
  color: inherit;
  font: inherit;
  font-weight: 600;
  cursor: pointer;
}
.live .switch {
  display: flex !important;
  align-items: center;
  gap: 8px;
  min-block-size: 44px;
  cursor: pointer;
}
.live input {
  inline-size: 24px;
  block-size: 24px;
  margin: 0;
  accent-color: currentcolor;
}
.live :focus-visible {
  outline: 3px solid;
  outline-offset: 2px;
}
.talked h2 {
  margin: 2em 0 0.4em;
  font-size: 1.25em;
}
.talked h3 {
  margin: 1em 0 0.2em;
  font-size: 1em;
}
.talked ul {
  margin: 0;
  padding-inline-start: 1.4em;
}
`
