import { h, type JSX } from 'preact'
import type { SentRequest } from './findings.ts'

export function SentPanel({ sent }: { readonly sent: readonly SentRequest[] }): JSX.Element {
  if (sent.length === 0) return <p class="note">まだ、何も送られていません。</p>
  return (
    <ol class="log">
      {sent.map(({ time, host, method, path }) => (
        <li key={`${time}${path}`}>
          <time>{new Date(time).toLocaleTimeString('ja-JP')}</time> <b>{host.split('.')[0]}</b>{' '}
          {method} {path}
        </li>
      ))}
    </ol>
  )
}
