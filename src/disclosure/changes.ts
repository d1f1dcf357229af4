import type { DisclosureDocument, PublishedRow } from './document.ts'
import type { Finding } from './wording.ts'

export interface RowChange {
  readonly id: string
  readonly kind: 'added' | 'removed' | 'changed'
  /** Of a changed row, such as `hosts` or `items`. */
  readonly fields: readonly string[]
}

const FIELDS = ['hosts', 'items', 'recipient', 'purpose', 'ourPurpose', 'theirPurpose'] as const

export function compare(
  before: DisclosureDocument,
  after: DisclosureDocument,
): readonly RowChange[] {
  const added = after.rows.filter((row) => !rowOf(before, row.id))
  const removed = before.rows.filter((row) => !rowOf(after, row.id))
  const changed = after.rows.flatMap((row) => {
    const old = rowOf(before, row.id)
    const fields = old ? changedFields(old, row) : []
    return fields.length > 0 ? [{ id: row.id, kind: 'changed' as const, fields }] : []
  })
  return [
    ...added.map(({ id }) => ({ id, kind: 'added' as const, fields: [] })),
    ...removed.map(({ id }) => ({ id, kind: 'removed' as const, fields: [] })),
    ...changed,
  ]
}

/** Changes of substance that `since` and `revision` don't own up to. */
export function unraised(
  before: DisclosureDocument,
  after: DisclosureDocument,
): readonly Finding[] {
  return compare(before, after)
    .filter(({ id, kind }) => {
      const since = rowOf(after, id)?.since ?? after.revision
      return kind !== 'removed' && !(after.revision > before.revision && since === after.revision)
    })
    .map(({ id, kind, fields }) => ({
      path: id,
      message: `${kind} ${fields.join(', ')}: raise revision, and since to the same`.replace(
        ' :',
        ':',
      ),
    }))
}

function rowOf(document: DisclosureDocument, id: string): PublishedRow | undefined {
  return document.rows.find((row) => row.id === id)
}

function changedFields(before: PublishedRow, after: PublishedRow): string[] {
  return FIELDS.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
}
