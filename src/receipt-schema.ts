/**
 * A receipt's schema, with each field in the words of ISO/IEC TS 27560:2023, the information that a
 * consent record and its receipt hold.
 */
import { z } from 'zod'
import type { Receipt, ShownLayer } from './core/receipt.ts'
import type { Source } from './core/types.ts'

const text = z.string().regex(/^[^\p{Cc}\u202a-\u202e\u2066-\u2069]{1,3000}$/u)
const newId = z.string().regex(/^[a-z0-9]{6,16}$/)
const id = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/)
const hash = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.int().min(0).max(999_999_999)

/** As in the cookie: a later version may know more of them. */
const name = z.string().regex(/^[a-z]{3,11}$/)
const source = name as unknown as z.ZodType<Source, Source>
const layer = name as unknown as z.ZodType<ShownLayer, ShownLayer>

const mark = z.strictObject({
  choice: z
    .enum(['granted', 'denied'])
    .describe('event_state: consent given, or refused or withdrawn'),
  day: z.int().min(0).max(999_999).describe('event_time of this choice, in days since 1970-01-01'),
  revision: count.describe('privacy_notice: the revision of it that this choice answered'),
  source: source.describe('collection_method of this choice'),
  gpc: z.literal(true).exactOptional().describe('Given although the browser sent GPC'),
})

const shown = z.strictObject({
  layer: layer.describe('privacy_notice: which part of it was shown, such as banner'),
  button: z
    .string()
    .regex(/^[A-Za-z][\w.-]{0,63}$/)
    .describe('collection_method: what was pressed, by its name in the texts'),
  lang: z
    .string()
    .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}$/)
    .describe('language, BCP 47'),
  hash: hash.describe('privacy_notice: SHA-256 of every word that was shown, as UTF-8'),
})

const joining = z.strictObject({
  service: id.describe('services: its id in the disclosure'),
  recipient: text.describe('recipient_third_parties: party_name'),
  items: z
    .array(z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/))
    .max(64)
    .describe('pii_type: what is sent, as codes'),
})

const shape = z.strictObject({
  schema: z.literal(1).describe('schema_version'),
  id: newId.describe('receipt_id; random'),
  record: newId
    .nullable()
    .describe('record_id, and pii_principal_id; random, null once nothing is granted'),
  previous: hash
    .nullable()
    .describe(
      'SHA-256 of the canonical text (RFC 8785) of the receipt before, in the same browser',
    ),
  time: z.iso.datetime({ precision: 3 }).describe('event_time of the decision'),
  source: source.describe('collection_method: where the decision was made, such as banner'),
  shown: shown.nullable().describe('privacy_notice as it was shown; null where code decided'),
  marks: z
    .record(id, mark)
    .refine((marks) => Object.keys(marks).length > 0 && Object.keys(marks).length <= 256)
    .meta({ minProperties: 1, maxProperties: 256 })
    .describe('purposes and services, by their ids in the disclosure, each with its consent event'),
  revision: count.describe('privacy_notice: its revision; the disclosure of it has the rest'),
  wording: count.describe('privacy_notice: the revision of its words alone'),
  age: z
    .enum(['unknown', 'adult', 'minor', 'guardian'])
    .describe('pii_principal: whether of age by their own word; guardian: entity_id is another’s'),
  gpc: z.boolean().describe('Whether the browser sent Global Privacy Control'),
  controller: text.describe('pii_controllers: party_name'),
  policy: z
    .strictObject({
      href: z
        .string()
        .regex(/^(?:https:\/\/|\/(?![/\\])|#)[^\s\p{Cc}\u202a-\u202e\u2066-\u2069]{0,2000}$/u)
        .describe('privacy_notice: its address'),
      revised: z.iso.date().describe('privacy_notice: the day of its last revision'),
    })
    .describe(
      'privacy_notice: the policy in force; privacy_rights and withdrawal_method are in it',
    ),
  joins: z
    .array(joining)
    .max(64)
    .describe('recipient_third_parties that join it with a person: 個人情報保護法 第31条'),
  sdk: z
    .string()
    .regex(/^\d[\w.+-]{0,63}$/)
    .describe('Version of @metalive/consent'),
})

/** What `isReceipt` checks, in words that other tools read. */
export const schema: z.ZodType<Receipt, Receipt> = shape

/** JSON Schema, draft 2020-12, of a receipt. */
export function receiptSchema(): object {
  return { ...z.toJSONSchema(shape), title: 'A receipt of @metalive/consent' }
}

// The hand-written type and the schema agree both ways: a field missing in one is an error here.
type Writable<T> = T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T
type Mutual<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never
true satisfies Mutual<Writable<Receipt>, z.input<typeof shape>>
