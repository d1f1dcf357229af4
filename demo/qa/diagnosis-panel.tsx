import { h, type JSX } from 'preact'
import type { Finding } from '../../src/core/types.ts'

/** What each finding is, for those who don't build the page. */
const TITLES: Readonly<Record<Finding['id'], string>> = {
  'google-before-default': 'Googleのタグが、初期設定より先に動いた',
  'google-before-update': 'Googleのタグが、前回の選択を知らずに動いた',
  unmarked: '印のないタグがある',
  'not-held': '印はあるが、保留されていない',
  'unknown-id': '設定にない印がある',
  'never-loaded': '許可されたのに、読み込まれていない',
  'two-copies': 'SDKが二重に入っている',
  'unlisted-host': '一覧にない通信先がある',
}

const CLASSES = { error: 'chip bad', warning: 'chip held' } as const

export interface DiagnosisPanelProps {
  /** What `consent.diagnose()` has found; nothing before it was first asked. */
  readonly found: readonly Finding[] | undefined
}

/** What is wrong with this page, the details as developers read them. */
export function DiagnosisPanel({ found }: DiagnosisPanelProps): JSX.Element {
  if (!found) return <p class="note">調べています。</p>
  if (found.length === 0) return <p class="chip good">問題は見つかりません。</p>
  return (
    <ul class="stored">
      {found.map(({ id, severity, message }) => (
        <li key={id + message}>
          <span class={CLASSES[severity]}>{TITLES[id]}</span>
          <p class="value" lang="en" title={message}>
            {message}
          </p>
        </li>
      ))}
    </ul>
  )
}
