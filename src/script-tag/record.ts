/** `consent-record.js`: the visitor's own record, with its words. */
import { hashOf } from '../core/receipt.ts'
import type { Config } from '../core/types.ts'
import type { LayerOptions } from '../ui/layers.ts'
import { createRecordLayer, type RecordConfig, type RecordLayer } from '../ui/record.ts'

export function openRecord(options: LayerOptions, config: Config | undefined): RecordLayer {
  const built = __CONSENT_CONFIG__ as RecordConfig
  return createRecordLayer({ ...options, config: { ...built, ...config }, hashOf })
}
