/** QA's console: what is decided, held, sent and stored on this page, and a link for each state. */
import { h, type JSX, render } from 'preact'
import { decodeRecord } from '../src/core/record.ts'
import type { Consent } from '../src/core/types.ts'
import config from './consent.config.ts'

const STATES = ['first', 'accepted', 'rejected', 'partial', 'junk', 'newer', 'aged']
const REFRESH_MS = 1000

interface Sent {
  readonly time: number
  readonly method: string
  readonly path: string
}

const consent = window.metaliveConsent as Consent
const tracker = document.querySelector('meta[name=tracker]')?.getAttribute('content') ?? ''
const main = document.querySelector('#qa')

async function refresh(): Promise<void> {
  const response = await fetch(`${tracker}/log`).catch(() => null)
  const sent: readonly Sent[] = response?.ok ? await response.json() : []
  if (main) render(<Console sent={sent.slice(-30).reverse()} />, main)
}

function Console({ sent }: { readonly sent: readonly Sent[] }): JSX.Element {
  const cookies = document.cookie.split('; ').filter(Boolean)
  const record = cookies.find((each) => each.includes('metalive_consent='))?.split('=')[1] ?? ''
  return (
    <div class="qa">
      <h1>検証</h1>
      <nav aria-label="状態">
        {STATES.map((state) => (
          <a key={state} class="quiet" href={`/qa-state?state=${state}&to=/qa.html`}>
            {state}
          </a>
        ))}
      </nav>
      <p class="qa-actions">
        <button type="button" onClick={reset}>
          消して最初から
        </button>
        <button type="button" onClick={() => consent.show('banner')}>
          バナーを開く
        </button>
        <button type="button" onClick={() => consent.show('preferences')}>
          設定を開く
        </button>
        <button type="button" onClick={() => consent.withdraw()}>
          すべて取り消す
        </button>
      </p>
      <Panel title={`状態: ${consent.state.status}`}>
        <Choices />
      </Panel>
      <Panel title="記録">
        <pre>{record || 'なし'}</pre>
        <pre>{JSON.stringify(decodeRecord(record), null, 1)}</pre>
      </Panel>
      <Panel title="このページのタグ">
        <Tags />
      </Panel>
      <Panel title="Cookieと保存領域">
        <pre>
          {[
            ...cookies,
            ...stored('local', localStorage),
            ...stored('session', sessionStorage),
          ].join('\n') || 'なし'}
        </pre>
      </Panel>
      <Panel title="外部へ送られたもの(新しい順)">
        <pre>{sent.map(({ method, path }) => `${method} ${path}`).join('\n') || 'なし'}</pre>
      </Panel>
    </div>
  )
}

function Panel(props: { readonly title: string; readonly children: unknown }): JSX.Element {
  return (
    <section class="qa-panel">
      <h2>{props.title}</h2>
      {props.children as JSX.Element}
    </section>
  )
}

function Choices(): JSX.Element {
  const purposes = config.purposes.map(({ id, title }) => ({ id, title }))
  const services = config.services.map(({ id, name }) => ({ id, title: name }))
  return (
    <table>
      {[...purposes, ...services].map(({ id, title }) => (
        <tr key={id}>
          <th scope="row">{title}</th>
          <td>{consent.state.choices[id] ?? 'unasked'}</td>
          <td>
            <button type="button" onClick={() => consent.decide({ [id]: 'granted' })}>
              許可
            </button>
            <button type="button" onClick={() => consent.decide({ [id]: 'denied' })}>
              拒否
            </button>
          </td>
        </tr>
      ))}
    </table>
  )
}

function Tags(): JSX.Element {
  const tags = [...document.querySelectorAll('[data-consent-service],[data-consent-purpose]')]
  return (
    <ul>
      {tags.map((tag) => (
        <li>
          <code>{tag.getAttribute('data-consent-service')}</code> {tag.localName}:{' '}
          {tag.getAttribute('type') === 'text/plain' ? '保留' : '実行済み'}
        </li>
      ))}
    </ul>
  )
}

function stored(area: string, storage: Storage): string[] {
  return Object.keys(storage).map((key) => `${area}: ${key}`)
}

function reset(): void {
  localStorage.clear()
  sessionStorage.clear()
  location.href = '/qa-state?state=first&to=/qa.html'
}

consent.subscribe(() => void refresh())
setInterval(() => void refresh(), REFRESH_MS)
