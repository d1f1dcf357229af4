import { h, type JSX } from 'preact'
import type { Consent, Finding } from '../../src/core/types.ts'
import { ChoiceTable } from './choice-table.tsx'
import { DiagnosisPanel } from './diagnosis-panel.tsx'
import type { Findings } from './findings.ts'
import { RecordPanel } from './record-panel.tsx'

/** The states that `demo/qa-state.ts` knows. */
const STATES = [
  ['first', '初めての訪問', '記録がない'],
  ['accepted', 'すべて許可', 'きょう、すべてを許可した'],
  ['rejected', 'すべて拒否', 'きょう、すべてを拒否した'],
  ['partial', '一部だけ回答', '追加機能は許可、分析は拒否、ほかは未回答'],
  ['aged', '期限切れ', '200日前に、すべてを許可した'],
  ['junk', '壊れた記録', 'ほかのツールのCookieが同じ名前で残っている'],
  ['newer', '新しい形式', '将来の版が書いた記録がある'],
] as const

export interface ConsoleProps {
  readonly consent: Consent
  readonly findings: Findings
  /** What `consent.diagnose()` has found. */
  readonly found: readonly Finding[] | undefined
  readonly onReset: () => void
}

export function Console({ consent, findings, found, onReset }: ConsoleProps): JSX.Element {
  return (
    <div class="panels">
      <section class="panel wide">
        <h2>状態を選ぶ</h2>
        <ul class="states">
          {STATES.map(([id, title, description]) => (
            <li key={id}>
              <a href={`/qa-state?state=${id}&to=/qa.html`}>{title}</a>
              <p class="note">{description}</p>
              <p class="note">
                <a href={`/qa-state?state=${id}&to=/`}>トップ</a>
                <a href={`/qa-state?state=${id}&to=/watch.html`}>視聴</a>
              </p>
            </li>
          ))}
        </ul>
        <p class="buttons">
          <button type="button" onClick={() => consent.show('banner')}>
            バナーを開く
          </button>
          <button type="button" onClick={() => consent.show('preferences')}>
            設定を開く
          </button>
          <button type="button" onClick={() => consent.withdraw()}>
            すべて取り消す
          </button>
          <button type="button" onClick={onReset}>
            消して最初から
          </button>
        </p>
      </section>
      <section class="panel">
        <h2>
          選択 <code>{findings.state.status}</code>
        </h2>
        <ChoiceTable consent={consent} choices={findings.state.choices} />
      </section>
      <div class="column">
        <section class="panel">
          <h2>記録</h2>
          <RecordPanel text={findings.text} record={findings.record} />
        </section>
        <section class="panel">
          <h2>このページのタグ</h2>
          <table>
            <tbody>
              {findings.tags.map(({ id, element, held }) => (
                <tr key={id + element}>
                  <th scope="row">{id}</th>
                  <td>{element}</td>
                  <td>
                    <span class={held ? 'chip held' : 'chip good'}>
                      {held ? '保留中' : '実行済み'}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <section class="panel">
          <h2>保存されているもの</h2>
          {findings.stored.length === 0 && <p class="note">ありません。</p>}
          <ul class="stored">
            {findings.stored.map(({ area, name, value }) => (
              <li key={area + name}>
                <b>{name}</b> <span class="note">{area}</span>
                <p class="value" title={value}>
                  {value}
                </p>
              </li>
            ))}
          </ul>
        </section>
      </div>
      <section class="panel wide" aria-labelledby="diagnosis">
        <h2 id="diagnosis">診断</h2>
        <DiagnosisPanel found={found} />
      </section>
      <section class="panel wide">
        <h2>外部への送信({findings.sent.length}件、新しい順)</h2>
        {findings.sent.length === 0 && <p class="note">まだ、何も送られていません。</p>}
        <ol class="log">
          {findings.sent.map(({ time, method, path }) => (
            <li key={`${time}${path}`}>
              <time>{new Date(time).toLocaleTimeString('ja-JP')}</time> {method} {path}
            </li>
          ))}
        </ol>
      </section>
    </div>
  )
}
