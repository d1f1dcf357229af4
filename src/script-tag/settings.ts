/** `consent-settings.js`: the way back to the preferences, for pages that have none of their own. */
import type { Config, Consent } from '../core/types.ts'
import { openSettings as open, type SettingsConfig } from '../ui/settings.ts'
import { unshadowed } from '../unshadowed.ts'

export function openSettings(
  { consent, nonce }: { readonly consent: Consent; readonly nonce: string },
  config: Config | undefined,
): () => void {
  const built = __CONSENT_CONFIG__ as SettingsConfig
  return open({ ...built, ...config }, { document: unshadowed(document), consent, nonce })
}
