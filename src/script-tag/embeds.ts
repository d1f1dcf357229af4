/** `consent-embeds.js`: placeholders with their words. */
import type { Config } from '../core/types.ts'
import {
  type Embeds,
  type EmbedsConfig,
  type EmbedsOptions,
  openEmbeds as open,
} from '../embeds.ts'

export function openEmbeds(options: EmbedsOptions, config: Config | undefined): Embeds {
  return open({ ...(__CONSENT_CONFIG__ as EmbedsConfig), ...config }, options)
}
