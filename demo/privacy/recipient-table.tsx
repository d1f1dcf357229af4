import { h, type JSX } from 'preact'
import type { DisclosureRow } from '../../src/disclosure/rows.ts'

const COLUMNS = [
  'プログラム',
  '送り先',
  '送る情報',
  '当社の使いみち',
  '送り先の使いみち',
  '止める方法',
] as const

export interface RecipientTableProps {
  readonly rows: readonly DisclosureRow[]
}

/**
 * One row for each program. Narrow pages show the rows as cards, and styles that turn a table into
 * blocks take its roles away: hence the explicit ones.
 */
export function RecipientTable({ rows }: RecipientTableProps): JSX.Element {
  return (
    <table class="disclosure" role="table" aria-labelledby="recipients-title">
      <thead role="rowgroup">
        <tr role="row">
          {COLUMNS.map((column) => (
            <th key={column} scope="col" role="columnheader">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <RecipientRow key={row.id} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function RecipientRow({ row }: { readonly row: DisclosureRow }): JSX.Element {
  return (
    <tr role="row" id={`recipient-${row.id}`}>
      <th scope="row" role="rowheader">
        {row.service}
        <span class="chip">{row.purpose}</span>
      </th>
      <Cell label="送り先">
        <a href={row.privacyPolicy}>{row.recipient}</a>
        <small>
          {row.country}・{row.role}
        </small>
      </Cell>
      <Cell label="送る情報">{row.items.join('、')}</Cell>
      <Cell label="当社の使いみち">{row.ourPurpose}</Cell>
      <Cell label="送り先の使いみち">{row.theirPurpose}</Cell>
      <Cell label="止める方法">
        <a href="/privacy.html#recipients" data-consent-open="preferences">
          プライバシー設定
        </a>
        {row.optOut && <a href={row.optOut}>送り先の停止ページ</a>}
      </Cell>
    </tr>
  )
}

interface CellProps {
  readonly label: (typeof COLUMNS)[number]
  readonly children: JSX.Element['props']['children']
}

function Cell({ label, children }: CellProps): JSX.Element {
  return (
    <td role="cell" data-label={label}>
      {children}
    </td>
  )
}
