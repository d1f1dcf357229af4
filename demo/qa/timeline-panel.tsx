import { Fragment, h, type JSX } from 'preact'
import type { Moment } from './timeline.ts'

const KINDS = {
  change: ['決定', 'chip'],
  released: ['解放', 'chip good'],
  held: ['保留', 'chip held'],
  swept: ['消去', 'chip bad'],
} as const

/** More lines than these are folded: a sweep has dozens. */
const FEW = 3

/** What happened on this page since it was opened. Silent: it is there for whoever looks. */
export function TimelinePanel({ moments }: { readonly moments: readonly Moment[] }): JSX.Element {
  if (moments.length === 0) return <p class="note">まだ、何も起きていません。</p>
  return (
    <ol class="timeline" reversed aria-labelledby="timeline">
      {moments.map((moment, index) => (
        <li key={moments.length - index}>
          <Entry {...moment} />
        </li>
      ))}
    </ol>
  )
}

function Entry({ at, kind, title, details }: Moment): JSX.Element {
  const [word, look] = KINDS[kind]
  const time = new Date(at)
  return (
    <>
      <time dateTime={time.toISOString()}>{clockText(time)}</time>
      <span class={look}>{word}</span>
      {details.length > FEW ? (
        <details>
          <summary>{title}</summary>
          <Details details={details} />
        </details>
      ) : (
        <div>
          <b>{title}</b>
          <Details details={details} />
        </div>
      )}
    </>
  )
}

function Details({ details }: Pick<Moment, 'details'>): JSX.Element {
  return (
    <>
      {details.map((detail) => (
        <p class="note" key={detail}>
          {detail}
        </p>
      ))}
    </>
  )
}

function clockText(time: Date): string {
  return `${time.toLocaleTimeString('ja-JP')}.${String(time.getMilliseconds()).padStart(3, '0')}`
}
