/** `consent-switches.js`: asks the site which services are switched off. */
import type { Config } from '../core/types.ts'
import { obeySwitches, type SwitchesConfig, type SwitchesOptions } from '../switches.ts'

export function obey(options: SwitchesOptions, config: Config | undefined): Promise<void> {
  return obeySwitches(config ?? (__CONSENT_CONFIG__ as SwitchesConfig), options)
}
