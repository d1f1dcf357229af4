import type { JSX } from 'preact'
import type { Consent } from '../core/types.ts'
import { plainText } from '../ui/annotations.ts'
import { h } from '../ui/h.ts'
import { type DisclosureTexts, fill } from '../ui/text.ts'
import type { DisclosureDocument } from './document.ts'
import type { Talked } from './hosts.ts'
import { DisclosureList } from './list.tsx'
import { listed } from './listed.ts'
import type { DisclosureRow } from './rows.ts'

export interface LiveListProps {
  readonly document: DisclosureDocument
  readonly texts: { readonly lang: string; readonly disclosure: DisclosureTexts }
  readonly consent: Consent
  readonly talked: Talked
  readonly status: string
  readonly onSwitch: (row: DisclosureRow, event: Event) => void
}

/** The list of all transmissions with each service's choice, and whom this page talked to. */
export function LiveList({
  document,
  texts,
  consent,
  talked,
  status,
  onSwitch,
}: LiveListProps): JSX.Element {
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

interface SwitchProps extends Pick<LiveListProps, 'consent' | 'onSwitch'> {
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

interface TalkedToProps extends Pick<LiveListProps, 'talked'>, Pick<SwitchProps, 'live'> {
  readonly lang: string
}

/** What no list can promise, but a browser can see. */
function TalkedTo({ talked, live, lang }: TalkedToProps): JSX.Element {
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
