/** The npm entry of both layers. */
import type { Config, Consent, Ui, UiOptions } from './core/types.ts'
import { summaryOf } from './disclosure/summary.ts'
import { mountUi } from './ui/mount.ts'

/** Shows `consent` to the visitor in one shadow root. The second layer is fetched on demand. */
export function mount(consent: Consent, config: Config, { nonce }: UiOptions): Ui {
  const summary = summaryOf(config)
  return mountUi({
    document,
    config: { ...config, ...summary },
    consent,
    nonce,
    async loadPreferences(options) {
      const { createPreferences } = await import('./ui/preferences.tsx')
      return createPreferences({ ...options, config: { ...config, ...summary } })
    },
  })
}
