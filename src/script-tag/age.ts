/** `consent-age.js`: the question of age and a guardian's step, with their words. */
import type { Config } from '../core/types.ts'
import { countRecipients } from '../disclosure/rows.ts'
import { type AgeConfig, type AgeLayer, createAgeLayer } from '../ui/age.ts'
import type { LayerOptions } from '../ui/layers.ts'

export function openAge(options: LayerOptions, config: Config | undefined): AgeLayer {
  const built = __CONSENT_CONFIG__ as AgeConfig
  const own = config && { ...config, recipients: countRecipients(config.services) }
  return createAgeLayer({ ...options, config: { ...built, ...own } as AgeConfig })
}
