import { h, type JSX } from 'preact'
import type { Age, ConsentState } from '../../src/core/types.ts'
import { type Conditions, daysText, queryOf } from '../qa-conditions.ts'

const CLOCKS = [-30, -1, 0, 1, 180, 181, 365, 366] as const

const AGES: readonly (readonly [Age, string])[] = [
  ['unknown', '不明'],
  ['adult', '16歳以上'],
  ['minor', '15歳以下'],
  ['guardian', '保護者が同意'],
]

/** What one press each changes, with the page opened anew. */
const SWITCHES = [
  {
    name: 'gpc',
    title: 'GPC',
    options: [
      ['own', 'ブラウザーのまま'],
      ['on', 'あり'],
      ['off', 'なし'],
    ],
  },
  {
    name: 'config',
    title: '設定の版',
    options: [
      ['built', '公開中'],
      ['purpose', '使いみちの変更'],
      ['service', '送信先の追加'],
      ['wording', '文章の書き直し'],
      ['stopped', '当社が停止'],
      ['age-first', '年齢を最初に聞く'],
      ['bar', '下の端に帯'],
      ['no-banner', '最初の画面が届かない'],
      ['no-preferences', '設定画面が届かない'],
      ['broken', '壊れている'],
    ],
  },
  {
    name: 'cookies',
    title: 'Cookie',
    options: [
      ['kept', '保存する'],
      ['refused', '保存しない'],
    ],
  },
] as const

export interface ConditionsPanelProps {
  readonly conditions: Conditions
  readonly state: ConsentState
}

/** Links, since each opens the page anew: what is chosen stands in the address, to be passed on. */
export function ConditionsPanel({ conditions, state }: ConditionsPanelProps): JSX.Element {
  const hrefWith = (change: Partial<Conditions>): string => {
    const query = String(queryOf({ ...conditions, ...change }))
    return query ? `/qa.html?${query}` : '/qa.html'
  }
  const ageHref = (age: Age): string =>
    `/qa-state?${new URLSearchParams({ age, to: hrefWith({}) })}`
  const clocks: readonly number[] = CLOCKS.some((days) => days === conditions.days)
    ? CLOCKS
    : [...CLOCKS, conditions.days].sort((one, other) => one - other)
  return (
    <div class="switches">
      <Switch
        title="時計"
        options={clocks.map((days) => ({
          text: daysText(days),
          href: hrefWith({ days }),
          current: days === conditions.days,
        }))}
      />
      <Switch
        title="年齢"
        options={AGES.map(([age, text]) => ({
          text,
          href: ageHref(age),
          current: age === state.age,
        }))}
      />
      {SWITCHES.map(({ name, title, options }) => (
        <Switch
          key={name}
          title={title}
          options={options.map(([value, text]) => ({
            text,
            href: hrefWith({ [name]: value }),
            current: conditions[name] === value,
          }))}
        />
      ))}
    </div>
  )
}

interface SwitchProps {
  readonly title: string
  readonly options: readonly {
    readonly text: string
    readonly href: string
    readonly current: boolean
  }[]
}

function Switch({ title, options }: SwitchProps): JSX.Element {
  return (
    <div class="switch">
      <h3>{title}</h3>
      <ul>
        {options.map(({ text, href, current }) => (
          <li key={text}>
            <a
              href={href}
              aria-label={`${title}:${text}`}
              aria-current={current ? 'true' : undefined}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
