/** `disclosure.json`, the published list: its schema, and the reading of one. */
import { z } from 'zod'
import type { DisclosureDocument } from './disclosure/document.ts'

const text = z.string()
const day = z.iso.date()
const count = z.int().min(1)
const field = z.enum([
  'basis',
  'hosts',
  'items',
  'ourPurpose',
  'platforms',
  'purpose',
  'recipient',
  'theirPurpose',
])

const row = z.object({
  id: text,
  since: count,
  service: text,
  kind: z.enum(['script', 'iframe', 'pixel', 'sdk']),
  platforms: z.array(z.enum(['web', 'ios', 'android', 'tv'])),
  purpose: z.object({ id: text, title: text }),
  recipient: z.object({
    name: text,
    country: text.describe('ISO 3166-1 alpha-2'),
    privacyPolicy: text,
    countryName: text,
    foreign: z.boolean(),
  }),
  role: z.enum(['processor', 'third-party', 'joint']),
  sends: z.array(text).describe('What is sent, as codes'),
  items: z.array(text).min(1).describe('What is sent, in words'),
  ourPurpose: text,
  theirPurpose: text,
  basis: z.enum(['consent', 'optout', 'notice', 'exempt']),
  terms: z.array(text).describe('What the basis means here'),
  joinsPerson: z.boolean().describe('The recipient joins it with a person: 個人情報保護法 第31条'),
  retention: z.array(text),
  optOut: text.exactOptional(),
  off: z.literal(true).exactOptional().describe('Stopped by the site, for everyone'),
  hosts: z.array(text),
  cookies: z.array(
    z.object({
      name: text,
      party: z.enum(['first', 'third']),
      lifetimeDays: z.number().nullable(),
      purpose: text,
    }),
  ),
  confirmed: day.nullable().describe('When the site confirmed the row with the recipient'),
})

/** Fields may be added in this format, so one that is unknown is let be. */
const shape = z.object({
  format: z.literal('metalive-consent-disclosure/1'),
  lang: text,
  operator: z.object({ service: text, legalName: text, address: text, email: text, hours: text }),
  policy: z.object({ href: text, revised: day }),
  href: text,
  countries: text.exactOptional(),
  updated: day,
  revision: count,
  wording: count,
  purposes: z.array(
    z.object({
      id: text,
      title: text,
      description: text,
      lost: text.exactOptional(),
      since: count,
      required: z.boolean(),
      honorsGpc: z.boolean(),
    }),
  ),
  own: z
    .array(
      z.object({
        area: z.enum(['cookie', 'local', 'session', 'indexedDB', 'cache']),
        name: text,
        lifetimeDays: z.number().nullable(),
        purpose: text,
      }),
    )
    .exactOptional()
    .describe('What the site itself keeps on the device to know the choices'),
  rows: z.array(row).describe('One for each transmission: 電気通信事業法 第27条の12'),
  history: z.array(
    z.object({
      updated: day,
      revision: count,
      changes: z.array(
        z.object({
          id: text,
          service: text,
          kind: z.enum(['added', 'removed', 'changed']),
          fields: z.array(field),
        }),
      ),
    }),
  ),
})

type Writable<T> = T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T
/** A list that this package writes is one that its schema knows. */
null as unknown as Writable<DisclosureDocument> satisfies z.input<typeof shape>

/**
 * Reads a published list.
 *
 * @throws Error that says what is wrong with it
 */
export function parseDisclosure(json: string): DisclosureDocument {
  const result = shape.safeParse(JSON.parse(json))
  if (!result.success) throw new Error(z.prettifyError(result.error))
  return result.data as DisclosureDocument
}

/** JSON Schema, draft 2020-12, of the published list. */
export function disclosureSchema(): object {
  return z.toJSONSchema(shape, { reused: 'ref' })
}
