import type { Config, StorageKey } from '../core/types.ts'
import { type DisclosureTexts, fill } from '../ui/text.ts'

/** What the site's own consent script keeps on the device, whatever is chosen. */
export interface OwnItem {
  readonly area: 'cookie' | StorageKey['area']
  /** Exact, or a prefix that ends in `*`. */
  readonly name: string
  /** `null` until the visitor deletes it, or all is withdrawn. */
  readonly lifetimeDays: number | null
  readonly purpose: string
}

/** As much as this config makes the script keep. Nothing of it leaves the site. */
export function ownItems({
  cookie,
  renewal,
  receipt,
  switches,
  translations,
  texts,
}: Config): readonly OwnItem[] {
  const { record, renewed, receipts, outbox, off, language } = texts.disclosure.own
  return [
    {
      area: 'cookie',
      name: cookie ? 'metalive_consent' : '__Host-metalive_consent',
      lifetimeDays: 400,
      purpose: record,
    },
    ...(renewal
      ? [{ area: 'cookie', name: 'metalive_renewed', lifetimeDays: 1, purpose: renewed } as const]
      : []),
    ...(receipt
      ? ([
          {
            area: 'local',
            name: 'metalive_consent_receipt.*',
            lifetimeDays: null,
            purpose: receipts,
          },
          { area: 'local', name: 'metalive_consent_outbox', lifetimeDays: null, purpose: outbox },
        ] as const)
      : []),
    ...(switches
      ? [{ area: 'local', name: 'metalive_consent_off', lifetimeDays: null, purpose: off } as const]
      : []),
    ...(translations?.length
      ? [
          {
            area: 'local',
            name: 'metalive_consent_language',
            lifetimeDays: null,
            purpose: language,
          } as const,
        ]
      : []),
  ]
}

/** How long it stays, as a sentence. */
export function lifeText(
  { lifetimeDays }: OwnItem,
  { days, untilErased }: DisclosureTexts['own'],
): string {
  return lifetimeDays === null ? untilErased : fill(days, { days: lifetimeDays })
}
