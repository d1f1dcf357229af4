/** `consent-renewal.js`: has the server set the cookie again. */
import type { Config } from '../core/types.ts'
import { type RenewalOptions, renewRecord } from '../renewal.ts'

export function renew(options: RenewalOptions, config: Config | undefined): Promise<void> {
  const { renewal } = config ?? (__CONSENT_CONFIG__ as Pick<Config, 'renewal'>)
  return renewRecord(options, renewal)
}
