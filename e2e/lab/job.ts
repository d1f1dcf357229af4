/** The job that all contestants do: one page, in Japanese, with ten tags of eight services. */
import type { Config } from '../../src/core/types.ts'
import { metalive } from '../../src/metalive.ts'

const { age: _asksMore, ...rest } = metalive
const LEFT_OUT: readonly string[] = ['x-embed', 'yahoo-japan-ads']

/** METALIVE's, with eight services, and without the question of age: an answer decides at once. */
export const config: Config = {
  ...rest,
  services: rest.services.filter(({ id }) => !LEFT_OUT.includes(id)),
}

export interface Tag {
  readonly service: string
  readonly purpose: string
}

/** One of each service, and a second one of the first two. */
export const TAGS: readonly Tag[] = [...config.services, ...config.services.slice(0, 2)].map(
  ({ id, purpose }) => ({ service: id, purpose }),
)

export interface PageParts {
  readonly head?: string
  /** Last in the body. */
  readonly end?: string
  /** The attribute by which a link opens the preferences: every page needs one. */
  readonly opens: string
  /** The attributes that hold a tag. */
  readonly mark: (tag: Tag) => string
}

/** Notes when the contestant's turn begins, and when each tag runs. */
export function labPage({ head = '', end = '', opens, mark }: PageParts): string {
  const tags = TAGS.map(
    (tag) => `<script type="text/plain" ${mark(tag)}>lab.ran.push(performance.now())</script>`,
  )
  return `<!doctype html>
<html lang="ja">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>METALIVE</title>
    <script>
      window.lab = { ...window.lab, ran: [], start: performance.now() }
      performance.mark('lab')
    </script>
    ${head}
    ${tags.join('\n    ')}
  </head>
  <body>
    <h1>ライブ</h1>
    ${'<h2>今夜の配信</h2><p>ライブ映像とアーカイブを、いつでもご覧いただけます。</p>'.repeat(20)}
    <a href="/privacy" ${opens}>プライバシー設定</a>
    ${end}
  </body>
</html>`
}
