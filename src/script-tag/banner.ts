/** `consent-banner.js`: the first layer with its words, which fetches the second. */
import type { Config, Consent, Ui, UiOptions } from '../core/types.ts'
import { summaryOf } from '../disclosure/summary.ts'
import type { BannerConfig } from '../ui/banner.ts'
import { mountUi } from '../ui/mount.ts'
import type * as againFile from './again.ts'
import type * as preferencesFile from './preferences.ts'

export interface ScriptTagUiOptions extends UiOptions {
  /** The page's own config, where it carries one; words that it lacks come from the build. */
  readonly config: Config | undefined
}

export function mount(consent: Consent, { nonce, config }: ScriptTagUiOptions): Ui {
  // Relative to this file.
  const files = __CONSENT_FILES__ as Record<'preferences' | 'again', string>
  return mountUi({
    document,
    consent,
    nonce,
    config: {
      ...(__CONSENT_CONFIG__ as BannerConfig),
      ...(config && { ...config, ...summaryOf(config) }),
    },
    async loadPreferences(options) {
      const file: typeof preferencesFile = await import(/* @vite-ignore */ files.preferences)
      return file.openPreferences(options, config)
    },
    async loadAgain(options) {
      const file: typeof againFile = await import(/* @vite-ignore */ files.again)
      return file.createAgain(options, config)
    },
  })
}
