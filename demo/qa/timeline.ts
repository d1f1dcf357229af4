import type { Choice, Config, ConsentRecord, SweepResult } from '../../src/core/types.ts'

/** What the recorder in `qa.html` has seen, oldest first. It starts before the first tag. */
export type Seen = { readonly at: number } & (
  | {
      readonly kind: 'change'
      readonly change: Readonly<
        Record<string, { readonly from: Choice | undefined; readonly to: Choice | undefined }>
      >
      readonly record: ConsentRecord | null
    }
  | { readonly kind: 'released' | 'held'; readonly id: string; readonly element: string }
  | { readonly kind: 'swept'; readonly result: SweepResult }
)

declare global {
  interface Window {
    readonly qaSeen?: readonly Seen[]
  }
}

export interface Moment {
  readonly at: number
  readonly kind: Seen['kind']
  /** One line. */
  readonly title: string
  readonly details: readonly string[]
}

const WORDS = { granted: '許可', denied: '拒否', unasked: '未回答' } as const
const AREAS = {
  cookie: 'Cookie',
  local: 'localStorage',
  session: 'sessionStorage',
  indexedDB: 'IndexedDB',
  cache: 'Cache',
} as const
const LEFT = {
  'third-party': '他社のCookie',
  'http-only': 'ページから見えないCookie',
  'in-use': '使用中',
  kept: '消しても残った',
} as const

/** The page's life in words, newest first. */
export function timelineOf(seen: readonly Seen[], config: Config): readonly Moment[] {
  const names = new Map([
    ...config.purposes.map(({ id, title }) => [id, title] as const),
    ...config.services.map(({ id, name }) => [id, name] as const),
  ])
  const nameOf = (id: string): string => names.get(id) ?? id
  return seen.map((each) => momentOf(each, nameOf)).reverse()
}

function momentOf(seen: Seen, nameOf: (id: string) => string): Moment {
  const { at, kind } = seen
  if (kind === 'swept') return { at, kind, ...sweepText(seen.result, nameOf) }
  if (kind === 'change') return { at, kind, ...changeText(seen, nameOf) }
  const verb = kind === 'released' ? '動かした' : '止めた'
  return { at, kind, title: `${nameOf(seen.id)}を${verb}`, details: [seen.element] }
}

type Text = Pick<Moment, 'title' | 'details'>

/** Choices that became the same, by what they became. */
function changeText(
  { change, record }: Extract<Seen, { kind: 'change' }>,
  nameOf: (id: string) => string,
): Text {
  const groups = new Map<string, string[]>()
  for (const [id, { from = 'unasked', to = 'unasked' }] of Object.entries(change)) {
    const text = `${WORDS[from]} → ${WORDS[to]}`
    groups.set(text, [...(groups.get(text) ?? []), nameOf(id)])
  }
  const sources = new Set(Object.keys(change).flatMap((id) => record?.marks[id]?.source ?? []))
  const where = sources.size > 0 ? `(${[...sources].join('、')})` : ''
  const count = Object.keys(change).length
  return {
    title: count === 0 ? '選択は変わらなかった' : `${count}件の選択が変わった${where}`,
    details: [...groups].map(([text, named]) => `${text}: ${named.join('、')}`),
  }
}

function sweepText({ deleted, left }: SweepResult, nameOf: (id: string) => string): Text {
  const remains = left.length > 0 ? `、${left.length}件が残った` : ''
  return {
    title: `${deleted.length}件を消した${remains}`,
    details: [
      ...deleted.map(({ area, name, service }) => `${AREAS[area]} ${name}(${nameOf(service)})`),
      ...left.map(
        ({ area, name, service, reason }) =>
          `残り: ${AREAS[area]} ${name}(${nameOf(service)}、${LEFT[reason]})`,
      ),
    ],
  }
}
