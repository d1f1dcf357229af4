import { Fragment, h, type JSX } from 'preact'
import type { StoredRecord } from '../../src/core/types.ts'

const DAY_MS = 86_400_000

export interface RecordPanelProps {
  /** The cookie's text; empty where there is none. */
  readonly text: string
  readonly record: StoredRecord
}

/** The cookie as it is, and what it says. */
export function RecordPanel({ text, record }: RecordPanelProps): JSX.Element {
  if (text === '') return <p class="note">ありません。</p>
  return (
    <>
      <p class="value">{text}</p>
      {record === null && <p class="chip bad">読めないため、無視されます。</p>}
      {record === 'newer' && <p class="chip held">新しい形式のため、何も許可されません。</p>}
      {record !== null && record !== 'newer' && (
        <table>
          <thead>
            <tr>
              <th scope="col">番号 {record.id ?? 'なし'}</th>
              <th scope="col">選択</th>
              <th scope="col">日</th>
              <th scope="col">版</th>
              <th scope="col">場所</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(record.marks).map(([id, { choice, day, revision, source }]) => (
              <tr key={id}>
                <th scope="row">{id}</th>
                <td>{choice}</td>
                <td>{new Date(day * DAY_MS).toISOString().slice(0, 10)}</td>
                <td>{revision}</td>
                <td>{source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
