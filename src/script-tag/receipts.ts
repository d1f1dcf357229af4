/** `consent-receipts.js`: makes receipts and delivers them. */
import type { Config } from '../core/types.ts'
import type { ReceiptsConfig } from '../receipt-of.ts'
import { openReceipts as open, type Receipts, type ReceiptsOptions } from '../receipts.ts'

export function openReceipts(options: ReceiptsOptions, config: Config | undefined): Receipts {
  return open({ ...(__CONSENT_CONFIG__ as ReceiptsConfig), ...config }, options)
}
