import type { DisclosureDocument } from './document.ts'

/**
 * Reads a published list.
 *
 * @throws Error that says what is wrong with it
 */
export function parseDisclosure(text: string): DisclosureDocument {
  const document: unknown = JSON.parse(text)
  const { format, revision, wording, updated, rows, purposes, history } = fieldsOf(document)
  if (format !== 'metalive-consent-disclosure/1') throw new Error('its format is another')
  const isWhole = [
    Number.isInteger(revision) && Number.isInteger(wording) && isDay(updated),
    Array.isArray(rows) && rows.every(isRow),
    Array.isArray(purposes) && purposes.every((each) => typeof fieldsOf(each).id === 'string'),
    Array.isArray(history) && history.every(isEntry),
  ]
  if (isWhole.includes(false)) throw new Error('parts of it are missing')
  return document as DisclosureDocument
}

/** As far as lists are compared by it. */
function isRow(row: unknown): boolean {
  const { id, hosts, sends, purpose, recipient } = fieldsOf(row)
  return (
    typeof id === 'string' &&
    Array.isArray(hosts) &&
    Array.isArray(sends) &&
    typeof fieldsOf(purpose).id === 'string' &&
    typeof fieldsOf(recipient).name === 'string'
  )
}

/** As far as the page shows it. */
function isEntry(entry: unknown): boolean {
  const { updated, changes } = fieldsOf(entry)
  return isDay(updated) && Array.isArray(changes) && changes.every(isChange)
}

function isChange(change: unknown): boolean {
  const { id, service, kind, fields } = fieldsOf(change)
  return (
    typeof id === 'string' &&
    typeof service === 'string' &&
    ['added', 'removed', 'changed'].includes(String(kind)) &&
    Array.isArray(fields)
  )
}

function isDay(value: unknown): boolean {
  const isShaped = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
  return isShaped && !Number.isNaN(Date.parse(value))
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
