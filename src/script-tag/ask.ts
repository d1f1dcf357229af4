/** `consent-ask.js`: the question about one purpose or service, with its words. */
import type { Config } from '../core/types.ts'
import { countRecipients, onWeb } from '../disclosure/rows.ts'
import { type AskLayer, createAskLayer } from '../ui/ask.ts'
import type { AskConfig } from '../ui/ask-subject.ts'
import type { LayerOptions } from '../ui/layers.ts'

export function openAsk(options: LayerOptions, config: Config | undefined): AskLayer {
  const built = __CONSENT_CONFIG__ as AskConfig
  const own = config && {
    ...config,
    services: onWeb(config.services),
    recipients: countRecipients(config.services),
  }
  return createAskLayer({ ...options, config: { ...built, ...own } })
}
