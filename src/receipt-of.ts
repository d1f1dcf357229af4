import { canonicalText, hashOf, type OwnReceipt, type Receipt } from './core/receipt.ts'
import type { Config, Service } from './core/types.ts'
import type { Note } from './receipt-notes.ts'
import { version } from './version.ts'

/** As much of the config as receipts take. */
export interface ReceiptsConfig {
  readonly receipt?: Config['receipt']
  readonly operator: Pick<Config['operator'], 'legalName'>
  readonly policy: Pick<Config['policy'], 'href' | 'revised'>
  /** Those that join what they get with a person. */
  readonly services: readonly (Pick<Service, 'id' | 'sends' | 'joinsPerson'> & {
    readonly recipient: Pick<Service['recipient'], 'name'>
  })[]
}

/** Makes the receipt of a note; it knows the one before. */
export async function receiptOf(
  { granted, shown, ...note }: Note,
  before: Receipt | undefined,
  { operator, policy, services }: ReceiptsConfig,
): Promise<OwnReceipt> {
  const text = shown?.text ?? ''
  const receipt: Receipt = {
    schema: 1,
    ...note,
    previous: before ? await hashOf(canonicalText(before)) : null,
    shown: shown && {
      layer: shown.layer,
      button: shown.button,
      lang: shown.lang,
      hash: await hashOf(text),
    },
    controller: operator.legalName,
    policy: { href: policy.href, revised: policy.revised },
    joins: services
      .filter(({ id, joinsPerson }) => joinsPerson && granted.includes(id))
      .map(({ id, recipient, sends }) => ({
        service: id,
        recipient: recipient.name,
        items: sends,
      })),
    sdk: version,
  }
  return { receipt, text, delivered: false }
}
