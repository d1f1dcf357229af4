import { h, type JSX } from 'preact'
import type { Config, ConsentState } from '../../src/core/types.ts'
import { type Conditions, daysText } from '../qa-conditions.ts'

const STATUS = { undecided: '未回答', partial: '一部だけ回答', decided: '回答済み' } as const
const AGES = {
  unknown: '不明',
  adult: '16歳以上',
  minor: '15歳以下',
  guardian: '保護者が同意',
} as const
const REASONS = {
  changed: '使いみちの変更',
  added: '送信先の追加',
  lapsed: '期限切れ',
  age: '年齢の確認',
} as const

export interface FactsPanelProps {
  readonly state: ConsentState
  readonly config: Config
  readonly conditions: Conditions
}

/** The state in one line of facts. */
export function FactsPanel({ state, config, conditions }: FactsPanelProps): JSX.Element {
  const { status, age, asks, reasons, gpc, off } = state
  const { days } = conditions
  // As marks count it: in Japan it begins at nine in the morning.
  const today = new Date().toISOString().slice(0, 10)
  const facts = [
    ['状態', STATUS[status], status],
    ['聞くもの', asks.length === 0 ? 'なし' : `${asks.length}件`, asks.join(', ')],
    ['理由', reasons.map((reason) => REASONS[reason]).join('、') || 'なし', reasons.join(', ')],
    ['年齢', AGES[age], age],
    ['GPC', gpc ? '受け取った' : 'なし', conditions.gpc === 'own' ? '' : '見せかけ'],
    ['きょう(UTC)', today, days === 0 ? '' : `見せかけ: ${daysText(days)}`],
    ['設定の版', `第${config.revision}版`, `文章は第${config.wording ?? 1}版`],
    ['当社が停止', off.length === 0 ? 'なし' : `${off.length}件`, off.join(', ')],
  ] as const
  return (
    <dl class="now">
      {facts.map(([name, value, detail]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <b>{value}</b>
            {detail && <span>{detail}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
