import { withoutAnnotations } from '../ui/annotations.ts'
import { type ChangedField, type DisclosureTexts, fill } from '../ui/text.ts'
import type { DisclosedPurpose, DisclosureDocument } from './document.ts'
import { listed } from './listed.ts'
import type { DisclosureRow } from './rows.ts'

/** What became of one row. */
export interface Change {
  readonly id: string
  /** Its service's name. */
  readonly service: string
  readonly kind: 'added' | 'removed' | 'changed'
  /** Of a changed row. */
  readonly fields: readonly ChangedField[]
}

/** Something that is wrong, and where. */
export interface Finding {
  /** Such as `services[2].sends`. */
  readonly path: string
  readonly message: string
}

/** What a visitor would want to know of, as text that differs when it does. */
const COMPARED: Readonly<Record<ChangedField, (row: DisclosureRow) => unknown>> = {
  basis: ({ basis, terms }) => [basis, terms],
  hosts: ({ hosts }) => [...hosts].sort(),
  items: ({ sends }) => [...sends].sort(),
  ourPurpose: ({ ourPurpose }) => ourPurpose,
  platforms: ({ platforms }) => [...platforms].sort(),
  purpose: ({ purpose }) => purpose.id,
  recipient: ({ recipient, role, joinsPerson }) => [
    recipient.name,
    recipient.country,
    role,
    joinsPerson,
  ],
  theirPurpose: ({ theirPurpose }) => theirPurpose,
}

/** Whose change may be one of words alone. */
const WORDS: readonly ChangedField[] = ['ourPurpose', 'theirPurpose']

/** Rows that came, went or changed between two lists. */
export function compare(published: DisclosureDocument, now: DisclosureDocument): readonly Change[] {
  const [before, after] = [withoutAnnotations(published), withoutAnnotations(now)]
  const gone = before.rows.filter(({ id }) => !rowOf(after, id))
  return [
    ...after.rows.flatMap((row) => changeOf(rowOf(before, row.id), row)),
    ...gone.map(({ id, service }): Change => ({ id, service, kind: 'removed', fields: [] })),
  ]
}

/** One change as a sentence. */
export function changeText(
  { kind, service, fields }: Change,
  texts: DisclosureTexts,
  lang: string,
): string {
  const names = fields.map((field) => texts.history.fields[field])
  return fill(texts.history[kind], { names: service, fields: listed(names, lang) })
}

function changeOf(before: DisclosureRow | undefined, row: DisclosureRow): readonly Change[] {
  const { id, service } = row
  if (!before) return [{ id, service, kind: 'added', fields: [] }]
  const fields = (Object.keys(COMPARED) as ChangedField[]).filter((field) => {
    const value = COMPARED[field]
    return JSON.stringify(value(before)) !== JSON.stringify(value(row))
  })
  return fields.length > 0 ? [{ id, service, kind: 'changed', fields }] : []
}

function rowOf({ rows }: DisclosureDocument, id: string): DisclosureRow | undefined {
  return rows.find((row) => row.id === id)
}

/**
 * Changes that `since`, `revision`, `wording` and `disclosure.updated` of the later list don't own up
 * to: without them visitors would not be asked, or told, again.
 */
export function unraised(
  published: DisclosureDocument,
  now: DisclosureDocument,
): readonly Finding[] {
  const [before, after] = [withoutAnnotations(published), withoutAnnotations(now)]
  const changes = compare(before, after)
  const findings = [
    ...changes.flatMap((change) => silentRow(change, before, after)),
    ...after.purposes.flatMap((purpose, index) => silentPurpose(purpose, index, before, after)),
  ]
  const changed = findings.length > 0 || contentOf(before) !== contentOf(after)
  if (!changed || after.updated > before.updated) return findings
  const message = `the list has changed, so it must be later than ${before.updated}`
  return [...findings, { path: 'disclosure.updated', message }]
}

/**
 * All that visitors read, as text that differs when it does. Who stops a service in a hurry owes the
 * list no new day: what it says of the service is as true as before.
 */
function contentOf({ purposes, rows }: DisclosureDocument): string {
  return JSON.stringify([purposes, rows.map(({ off, ...row }) => row)])
}

function silentRow(
  { id, kind, fields }: Change,
  before: DisclosureDocument,
  after: DisclosureDocument,
): readonly Finding[] {
  const index = after.rows.findIndex((row) => row.id === id)
  const since = after.rows[index]?.since ?? 0
  if (kind === 'removed' || since > before.revision) return []
  const path = `services[${index}].since`
  const raised = `must be above ${before.revision}, the revision that was published`
  if (kind === 'added') return [{ path, message: `"${id}" is new: since ${raised}` }]
  const onlyWords = fields.every((field) => WORDS.includes(field))
  if (onlyWords && after.wording > before.wording) return []
  const or = onlyWords ? ', or `wording` must be raised if only words changed' : ''
  return [{ path, message: `${fields.join(', ')} of "${id}" changed: since ${raised}${or}` }]
}

function silentPurpose(
  { id, title, description, lost, required, honorsGpc, since }: DisclosedPurpose,
  index: number,
  before: DisclosureDocument,
  after: DisclosureDocument,
): readonly Finding[] {
  const old = before.purposes.find((purpose) => purpose.id === id)
  if (since > before.revision) return []
  // Whether it can be refused, and by whom, is no matter of words.
  const isNew = !old || old.required !== required || old.honorsGpc !== honorsGpc
  const same = old?.title === title && old.description === description && old.lost === lost
  if (!isNew && (same || after.wording > before.wording)) return []
  const what = isNew ? `"${id}" is new, or asked otherwise` : `the words of "${id}" changed`
  const or = isNew ? '' : ', or `wording` must be raised if it means the same'
  const message = `${what}: since must be above ${before.revision}, the revision that was published${or}`
  return [{ path: `purposes[${index}].since`, message }]
}
