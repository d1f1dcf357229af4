/**
 * `consent-again.js`: what is told to those only who come again, with its words, and what a build
 * would have computed for the banner of a page that carries a config of its own.
 */
import type { Config } from '../core/types.ts'
import { dayText } from '../disclosure/day.ts'

export { summaryOf } from '../disclosure/summary.ts'

import { type Again, type AgainConfig, createAgain as create } from '../ui/again.ts'
import type { LayerOptions } from '../ui/layers.ts'

export function createAgain(options: LayerOptions, config: Config | undefined): Again {
  const built = __CONSENT_CONFIG__ as AgainConfig
  const updated = config && dayText(config.disclosure.updated, config.texts.lang)
  return create({ ...options, config: { ...built, ...config, ...(updated && { updated }) } })
}
