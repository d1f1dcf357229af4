/** The npm entry of both layers. */
import { hashOf } from './core/receipt.ts'
import type { Config, Consent, Ui, UiOptions } from './core/types.ts'
import { dayText } from './disclosure/day.ts'
import { countRecipients, onWeb } from './disclosure/rows.ts'
import { summaryOf } from './disclosure/summary.ts'
import { mountUi } from './ui/mount.ts'
import { unshadowed } from './unshadowed.ts'

/** Shows `consent` to the visitor in one shadow root. The second layer is fetched on demand. */
export function mount(consent: Consent, config: Config, { nonce }: UiOptions): Ui {
  return mountUi({
    document: unshadowed(document),
    config: { ...config, ...summaryOf(config) },
    consent,
    nonce,
    async loadPreferences(options) {
      const { createPreferences } = await import('./ui/preferences.tsx')
      const recipients = countRecipients(config.services)
      const services = onWeb(config.services)
      return createPreferences({ ...options, config: { ...config, services, recipients } })
    },
    async loadAgain(options) {
      const { createAgain } = await import('./ui/again.ts')
      const updated = dayText(config.disclosure.updated, config.texts.lang)
      return createAgain({ ...options, config: { ...config, updated } })
    },
    async loadAge(options) {
      const { createAgeLayer } = await import('./ui/age.ts')
      const { age } = config
      if (!age) throw new Error('The config has no `age`.')
      const recipients = countRecipients(config.services)
      return createAgeLayer({ ...options, config: { ...config, age, recipients } })
    },
    async loadRecord(options) {
      const { createRecordLayer } = await import('./ui/record.ts')
      return createRecordLayer({ ...options, config, hashOf })
    },
    async loadAsk(options) {
      const { createAskLayer } = await import('./ui/ask.ts')
      const recipients = countRecipients(config.services)
      const services = onWeb(config.services)
      return createAskLayer({ ...options, config: { ...config, services, recipients } })
    },
    async loadQuiet(options) {
      const { openQuiet } = await import('./ui/quiet.ts')
      return openQuiet(options)
    },
    async loadRemote(options) {
      const { openRemote } = await import('./ui/remote.ts')
      return openRemote(options)
    },
  })
}
