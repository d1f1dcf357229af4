import { h, type JSX } from 'preact'
import { GROUPS, linkOf, numberOf } from '../states-list.ts'

/** The table of states as links: to the page of each, and to the same state in this console. */
export function StatesPanel({ current }: { readonly current: string | null }): JSX.Element {
  return (
    <div class="states">
      {GROUPS.map(({ title, rows }) => (
        <section key={title} aria-label={title}>
          <h3>{title}</h3>
          <ul>
            {rows.map((row) => (
              <li key={row.id} aria-current={row.id === current ? 'true' : undefined}>
                <span class="number">{numberOf(row)}</span>
                <a href={linkOf(row, '/qa.html')} title={row.sees}>
                  {row.title}
                </a>
                <a class="open" href={linkOf(row)} aria-label={`${row.title}:画面を開く`}>
                  画面
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}
