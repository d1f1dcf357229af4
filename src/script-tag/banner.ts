/** `consent-banner.js`: the first layer with its words, which fetches the second. */
import type { Config, Consent, Ui, UiOptions } from '../core/types.ts'
import type { BannerConfig } from '../ui/banner.ts'
import { mountUi } from '../ui/mount.ts'
import { unshadowed } from '../unshadowed.ts'
import type * as againFile from './again.ts'
import type * as ageFile from './age.ts'
import type * as askFile from './ask.ts'
import type * as preferencesFile from './preferences.ts'
import type * as quietFile from './quiet.ts'
import type * as recordFile from './record.ts'
import type * as remoteFile from './remote.ts'

export interface ScriptTagUiOptions extends UiOptions {
  /** The page's own config, where it carries one; words that it lacks come from the build. */
  readonly config: Config | undefined
}

export async function mount(consent: Consent, { nonce, config }: ScriptTagUiOptions): Promise<Ui> {
  // Relative to this file.
  const files = __CONSENT_FILES__ as Record<
    'preferences' | 'again' | 'age' | 'record' | 'ask' | 'quiet' | 'remote',
    string
  >
  const again = (): Promise<typeof againFile> => import(/* @vite-ignore */ files.again)
  // What a build computes; few pages carry a config of their own.
  const own = config && { ...config, ...(await again()).summaryOf(config) }
  return mountUi({
    document: unshadowed(document),
    consent,
    nonce,
    config: { ...(__CONSENT_CONFIG__ as BannerConfig), ...own },
    async loadPreferences(options) {
      const file: typeof preferencesFile = await import(/* @vite-ignore */ files.preferences)
      return file.openPreferences(options, config)
    },
    loadAgain: async (options) => (await again()).createAgain(options, config),
    async loadAge(options) {
      const file: typeof ageFile = await import(/* @vite-ignore */ files.age)
      return file.openAge(options, config)
    },
    async loadRecord(options) {
      const file: typeof recordFile = await import(/* @vite-ignore */ files.record)
      return file.openRecord(options, config)
    },
    async loadAsk(options) {
      const file: typeof askFile = await import(/* @vite-ignore */ files.ask)
      return file.openAsk(options, config)
    },
    async loadQuiet(options) {
      const file: typeof quietFile = await import(/* @vite-ignore */ files.quiet)
      return file.openQuiet(options)
    },
    async loadRemote(options) {
      const file: typeof remoteFile = await import(/* @vite-ignore */ files.remote)
      return file.openRemote(options)
    },
  })
}
