/** `consent-later.js`: the sweep with the names that it needs, which fetches what is seen of it. */
import type { Config } from '../core/types.ts'
import { type Later, type LaterConfig, type LaterOptions, openLater as open } from '../later.ts'
import type * as diagnosisFile from './diagnosis.ts'
import type * as disclosureFile from './disclosure.ts'
import type * as embedsFile from './embeds.ts'
import { ofLanguage } from './of-language.ts'
import type * as receiptsFile from './receipts.ts'
import type * as renewalFile from './renewal.ts'
import type * as settingsFile from './settings.ts'
import type * as switchesFile from './switches.ts'
import type * as withdrawalFile from './withdrawal.ts'

export function openLater(options: LaterOptions, config: Config | undefined): Later {
  // Relative to this file.
  const files = __CONSENT_FILES__ as Record<'renewal' | 'switches' | 'diagnosis', string> & {
    readonly receipts?: string
    /** By language. */
    readonly words: Readonly<
      Record<string, Record<'embeds' | 'withdrawal' | 'settings' | 'disclosure', string>>
    >
  }
  const { receipts } = files
  const words = (): (typeof files.words)[string] => ofLanguage(files.words, options.consent)
  return open({ ...(__CONSENT_CONFIG__ as LaterConfig), ...config }, options, {
    async embeds() {
      const file: typeof embedsFile = await import(/* @vite-ignore */ words().embeds)
      return file.openEmbeds(options, config)
    },
    async withdrawal(given) {
      const file: typeof withdrawalFile = await import(/* @vite-ignore */ words().withdrawal)
      return file.openWithdrawal(given, config)
    },
    async settings() {
      const file: typeof settingsFile = await import(/* @vite-ignore */ words().settings)
      return () => file.openSettings(options, config)
    },
    async disclosure() {
      const file: typeof disclosureFile = await import(/* @vite-ignore */ words().disclosure)
      return () => file.openDisclosureView(options, config)
    },
    async renewal() {
      const file: typeof renewalFile = await import(/* @vite-ignore */ files.renewal)
      return file.renew(options, config)
    },
    async diagnosis() {
      const file: typeof diagnosisFile = await import(/* @vite-ignore */ files.diagnosis)
      return file.diagnose(options, config)
    },
    async switches() {
      const file: typeof switchesFile = await import(/* @vite-ignore */ files.switches)
      return file.obey(options, config)
    },
    ...(receipts && {
      async receipts() {
        const file: typeof receiptsFile = await import(/* @vite-ignore */ receipts)
        return file.openReceipts({ ...options, report: options.consent.report }, config)
      },
    }),
  })
}
