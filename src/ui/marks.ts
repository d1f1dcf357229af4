/** The visitor's own record, as they read it and take it along. */
import type { Consent, OwnReceipt, Purpose, Service } from '../core/types.ts'
import type { RecordTexts } from './text.ts'

/** As much of the config as this takes. */
export interface MarksConfig {
  readonly purposes: readonly Pick<Purpose, 'id' | 'title'>[]
  readonly services: readonly Pick<Service, 'id' | 'name'>[]
  readonly texts: { readonly lang: string; readonly record: RecordTexts }
}

/** A mark in words. */
export type MarkShown = readonly [what: string, choice: string, when: string, where: string]

const DAY_MS = 86_400_000

export function marksIn(
  { purposes, services, texts }: MarksConfig,
  { record }: Pick<Consent, 'record'>,
): readonly MarkShown[] {
  const { choices, sources } = texts.record
  const titles = new Map([
    ...services.map(({ id, name }) => [id, name] as const),
    ...purposes.map(({ id, title }) => [id, title] as const),
  ])
  const day = new Intl.DateTimeFormat(texts.lang, { dateStyle: 'medium', timeZone: 'UTC' })
  return Object.entries(record?.marks ?? {}).map(([id, mark]) => [
    titles.get(id) ?? id,
    choices[mark.choice],
    day.format(mark.day * DAY_MS),
    sources[mark.source] ?? mark.source,
  ])
}

/** Of the newest answer. */
export function versionOf({ record }: Pick<Consent, 'record'>): {
  revision: number
  wording: number
} {
  const revisions = Object.values(record?.marks ?? {}).map(({ revision }) => revision)
  return { revision: Math.max(...revisions), wording: record?.wording ?? 1 }
}

/** What a visitor takes along. */
export function ownCopy(
  { record }: Pick<Consent, 'record'>,
  receipts: readonly OwnReceipt[],
): string {
  return JSON.stringify({ format: 'metalive-consent-record/1', record, receipts }, null, 2)
}
