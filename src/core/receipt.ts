/** The proof of one decision: what was chosen, and what the visitor had before them. */
import type { Age, Mark, Source } from './types.ts'

/** Where something was shown, and could be answered. */
export type ShownLayer =
  | 'banner'
  | 'preferences'
  | 'placeholder'
  | 'ask'
  | 'disclosure'
  | 'guardian'
  | 'record'

/** What stood before the visitor's eyes when they decided. */
export interface Shown {
  readonly layer: ShownLayer
  /** Which one was pressed, by its name in the texts, such as `acceptAll`. */
  readonly button: string
  /** Of the words, BCP 47. */
  readonly lang: string
  /** Every word of the layer, exactly as it stood there. */
  readonly text: string
}

export interface Receipt {
  /** Of this format. */
  readonly schema: 1
  /** Random, 6 to 16 characters of `a-z0-9`. */
  readonly id: string
  /** The record's own id, the same on all its receipts; `null` once nothing is granted any more. */
  readonly record: string | null
  /** {@link hashOf} the receipt before it in the same browser. */
  readonly previous: string | null
  /** ISO 8601, UTC, to the millisecond. */
  readonly time: string
  readonly source: Source
  /** `null` where no words of ours were shown: the site's own code decided. */
  readonly shown: ShownProof | null
  /** All marks after the decision, by id of purpose or service. */
  readonly marks: Readonly<Record<string, Mark>>
  readonly revision: number
  readonly wording: number
  readonly age: Age
  /** Whether the browser sent GPC. */
  readonly gpc: boolean
  /** Who answers for it, and the policy that was in force. */
  readonly controller: string
  readonly policy: { readonly href: string; readonly revised: string }
  /** Granted recipients that join what they get with a person: 個人情報保護法 第31条. */
  readonly joins: readonly Joining[]
  /** Version of this package. */
  readonly sdk: string
}

/** A receipt as the visitor's own browser keeps it, with the words that it proves. */
export interface OwnReceipt {
  readonly receipt: Receipt
  /** What {@link ShownProof.hash} is the hash of; empty where nothing was shown. */
  readonly text: string
  /** Whether the site's server has it. */
  readonly delivered: boolean
}

export interface ShownProof extends Pick<Shown, 'layer' | 'button' | 'lang'> {
  /** {@link hashOf} the text. */
  readonly hash: string
}

export interface Joining {
  readonly service: string
  readonly recipient: string
  /** What is sent, as codes. */
  readonly items: readonly string[]
}

/**
 * The one text of a receipt, whoever wrote it down: keys in order, no white space.
 * @see https://www.rfc-editor.org/rfc/rfc8785 of which nothing more is needed here
 */
export function canonicalText(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([key, each]) => `${JSON.stringify(key)}:${canonicalText(each)}`).join()}}`
}

/** SHA-256 of the text in UTF-8, in lower-case hexadecimal. Needs a secure context in browsers. */
export async function hashOf(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
