import { type ComponentChildren, Fragment, h, type JSX } from 'preact'
import type { Config, Consent, Finding } from '../../src/core/types.ts'
import type { Conditions } from '../qa-conditions.ts'
import { ROWS } from '../states-list.ts'
import { ChoiceTable } from './choice-table.tsx'
import { ConditionsPanel } from './conditions-panel.tsx'
import { DiagnosisPanel } from './diagnosis-panel.tsx'
import { FactsPanel } from './facts-panel.tsx'
import type { Findings } from './findings.ts'
import { RecordPanel } from './record-panel.tsx'
import { SentPanel } from './sent-panel.tsx'
import { StatesPanel } from './states-panel.tsx'
import { StoredPanel } from './stored-panel.tsx'
import { TagsPanel } from './tags-panel.tsx'
import { timelineOf } from './timeline.ts'
import { TimelinePanel } from './timeline-panel.tsx'

export interface ConsoleProps {
  readonly consent: Consent
  readonly config: Config
  readonly conditions: Conditions
  /** The row of the table of states that the page was opened for. */
  readonly row: string | null
  readonly findings: Findings
  /** What `consent.diagnose()` has found. */
  readonly found: readonly Finding[] | undefined
  readonly onReset: () => void
}

export function Console(props: ConsoleProps): JSX.Element {
  const { consent, config, conditions, row, findings, found, onReset } = props
  const { state } = findings
  return (
    <>
      <Panel id="facts" title="いまの状態" wide>
        <FactsPanel state={state} config={config} conditions={conditions} />
        <Actions consent={consent} onReset={onReset} />
      </Panel>
      <Panel id="conditions" title="条件を変える" wide>
        <ConditionsPanel conditions={conditions} state={state} />
        <p class="note">
          選ぶと、ページを開き直します。年齢は記録を書き換えます。ほかは、SDKより先に読み込むスクリプトと設定による見せかけです。
        </p>
      </Panel>
      <Panel id="states" title={`状態の一覧(${ROWS.length}件)`} wide>
        <StatesPanel current={row} />
        <p class="note">
          名前はこのコンソールで、「画面」はその状態を見るページで開きます。表と画像は
          <code>npm run states</code>で作れます。
        </p>
      </Panel>
      <div class="column">
        <Panel id="choices" title="選択">
          <ChoiceTable consent={consent} config={config} choices={state.choices} />
        </Panel>
        <Panel id="tags" title="このページのタグ">
          <TagsPanel tags={findings.tags} />
        </Panel>
      </div>
      <div class="column">
        <Panel id="timeline" title="時系列(新しい順)">
          <TimelinePanel moments={timelineOf(window.qaSeen ?? [], config)} />
        </Panel>
        <Panel id="record" title="記録">
          <RecordPanel text={findings.text} record={findings.record} />
        </Panel>
        <Panel id="stored" title="保存されているもの">
          <StoredPanel stored={findings.stored} />
        </Panel>
        <Panel id="diagnosis" title="診断">
          <DiagnosisPanel found={found} />
        </Panel>
      </div>
      <Panel id="sent" title={`外部への送信(${findings.sent.length}件、新しい順)`} wide>
        <SentPanel sent={findings.sent} />
      </Panel>
    </>
  )
}

interface PanelProps {
  readonly id: string
  readonly title: string
  readonly wide?: boolean
  readonly children: ComponentChildren
}

function Panel({ id, title, wide, children }: PanelProps): JSX.Element {
  return (
    <section class={wide ? 'panel wide' : 'panel'} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}

function Actions({ consent, onReset }: Pick<ConsoleProps, 'consent' | 'onReset'>): JSX.Element {
  const actions = [
    ['バナーを開く', () => consent.show('banner')],
    ['設定を開く', () => consent.show('preferences')],
    ['記録を開く', () => consent.show('record')],
    ['すべて取り消す', () => consent.withdraw()],
    ['停止と消去', () => void consent.erase()],
    ['消して最初から', onReset],
  ] as const
  return (
    <p class="buttons">
      {actions.map(([name, run]) => (
        <button key={name} type="button" onClick={run}>
          {name}
        </button>
      ))}
    </p>
  )
}
