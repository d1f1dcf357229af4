/** What QA may make a page of the demo believe, by its query: `/?days=181&gpc=on`. */

/** What each condition can be; the first is how it is without one. */
const VALUES = {
  /** Whether the browser sends GPC; `own` leaves it to the browser. */
  gpc: ['own', 'on', 'off'],
  /** The config: a later one, or one that is set up otherwise. */
  config: [
    'built',
    'purpose',
    'service',
    'wording',
    'age-first',
    'stopped',
    'bar',
    'no-banner',
    'no-preferences',
    'broken',
  ],
  cookies: ['kept', 'refused'],
  /** What the page around does. */
  page: ['own', 'no-link', 'hides', 'modal', 'tv'],
  /** A layer that opens by itself, or a question at the point of need. */
  open: ['none', 'preferences', 'record', 'ask', 'ask-purpose'],
} as const

type Values = typeof VALUES
export type ConditionName = keyof Values

export type Conditions = {
  readonly [Name in ConditionName]: Values[Name][number]
} & {
  /** Whole days that the clock is ahead; below 0, behind. */
  readonly days: number
}

export type ConfigName = Conditions['config']

const MAX_DAYS = 3650

/** What isn't known is as without it. */
export function conditionsOf(query: URLSearchParams): Conditions {
  const days = Math.trunc(Number(query.get('days')))
  const read = <Name extends ConditionName>(name: Name): Conditions[Name] => {
    const values: readonly string[] = VALUES[name]
    const asked = query.get(name) ?? ''
    return (values.includes(asked) ? asked : values[0]) as Conditions[Name]
  }
  return {
    days: Math.abs(days) <= MAX_DAYS ? days : 0,
    gpc: read('gpc'),
    config: read('config'),
    cookies: read('cookies'),
    page: read('page'),
    open: read('open'),
  }
}

/** Only what differs from a page without conditions. */
export function queryOf(conditions: Partial<Conditions>): URLSearchParams {
  const all = Object.entries(conditions)
  const plain: Readonly<Record<string, unknown>> = conditionsOf(new URLSearchParams())
  const entries = all.filter(([name, value]) => plain[name] !== value)
  return new URLSearchParams(entries.map(([name, value]) => [name, String(value)]))
}

/** What is said of each condition; nothing of one that changes nothing. */
const WORDS: {
  readonly [Name in ConditionName]: Readonly<Partial<Record<Conditions[Name], string>>>
} = {
  gpc: { on: 'GPCあり', off: 'GPCなし' },
  config: {
    purpose: '設定は「分析」の使いみちを変えた第2版',
    service: '設定は送信先を1社増やした第2版',
    wording: '設定は文章だけを直した版',
    'age-first': '設定は年齢を最初に聞く版',
    stopped: '設定は当社が一部を停止した版',
    bar: '設定は画面の下の端に帯で出す版',
    'no-banner': '最初の画面のファイルが届かない',
    'no-preferences': '設定画面のファイルが届かない',
    broken: '設定が壊れている',
  },
  cookies: { refused: 'ブラウザーがCookieを保存しない' },
  page: {
    'no-link': '設定へのリンクがないページ',
    hides: 'CSSがSDKの画面を隠そうとするページ',
    modal: 'ページのお知らせが開いている',
    tv: 'テレビのリモコンで使うページ',
  },
  open: {},
}

/** What is faked, each in the tester's words. */
export function wordsOf(conditions: Conditions): readonly string[] {
  const { days } = conditions
  const names = Object.keys(VALUES) as readonly ConditionName[]
  const words = names.map(
    (name) => (WORDS[name] as Readonly<Record<string, string>>)[conditions[name]],
  )
  const clock = days === 0 ? [] : [`時計は${daysText(days)}`]
  return [...clock, ...words.flatMap((word) => word ?? [])]
}

export function daysText(days: number): string {
  if (days === 0) return 'きょう'
  return days > 0 ? `${days}日後` : `${-days}日前`
}
