/** `consent-later.js`: sweep and placeholders, with the names and words they need. */
import type { Config } from '../core/types.ts'
import { type Later, type LaterConfig, type LaterOptions, openLater as open } from '../later.ts'

export function openLater(options: LaterOptions, config: Config | undefined): Later {
  return open({ ...(__CONSENT_CONFIG__ as LaterConfig), ...config }, options)
}
