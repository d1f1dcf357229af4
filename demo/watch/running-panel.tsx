import { h, type JSX } from 'preact'

export interface MeterShown {
  readonly id: string
  readonly name: string
  readonly choice: 'granted' | 'denied' | 'unasked'
  readonly running: boolean
  /** Events sent since the page was opened. */
  readonly sent: number
}

const CHOICES = { granted: '許可', denied: '拒否', unasked: '未回答' } as const

/** Which third parties measure this video now. */
export function RunningPanel({ meters }: { readonly meters: readonly MeterShown[] }): JSX.Element {
  return (
    <ul class="meters">
      {meters.map((meter) => (
        <MeterRow key={meter.id} meter={meter} />
      ))}
    </ul>
  )
}

function MeterRow({ meter }: { readonly meter: MeterShown }): JSX.Element {
  const { id, name, choice, running, sent } = meter
  return (
    <li data-service={id} data-running={running}>
      <b>{name}</b>{' '}
      <span class={running ? 'chip good' : 'chip'}>{running ? '動作中' : '停止中'}</span>
      <p class="note">
        お客様の選択は「{CHOICES[choice]}」。この画面から{sent}件を送りました。
      </p>
    </li>
  )
}
