/** `consent-ui.js`: the second layer with its words. */
import type { Config } from '../core/types.ts'
import { countRecipients } from '../disclosure/rows.ts'
import type { LayerOptions } from '../ui/layers.ts'
import { createPreferences, type Preferences, type PreferencesConfig } from '../ui/preferences.tsx'

export function openPreferences(options: LayerOptions, config: Config | undefined): Preferences {
  const built = __CONSENT_CONFIG__ as PreferencesConfig
  const own = config && { ...config, recipients: countRecipients(config.services) }
  return createPreferences({ ...options, config: { ...built, ...own } })
}
