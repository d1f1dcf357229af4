/** `consent-later.js`: the sweep with the names that it needs, which fetches the embeds' file. */
import type { Config } from '../core/types.ts'
import { type Later, type LaterConfig, type LaterOptions, openLater as open } from '../later.ts'
import type * as embedsFile from './embeds.ts'

export function openLater(options: LaterOptions, config: Config | undefined): Later {
  const files = __CONSENT_FILES__ as { readonly embeds: string }
  return open({ ...(__CONSENT_CONFIG__ as LaterConfig), ...config }, options, async () => {
    // Relative to this file.
    const file: typeof embedsFile = await import(/* @vite-ignore */ files.embeds)
    return file.openEmbeds(options, config)
  })
}
