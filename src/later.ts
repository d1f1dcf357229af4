/** What isn't needed to release a tag: fetched when something is denied, or an embed is there. */
import type { Consent } from './core/types.ts'
import type { Embeds, EmbedsOptions } from './embeds.ts'
import { type SweepService, sweep } from './gate/sweep.ts'
import type { Embed } from './gate/watch.ts'

/** As much of the config as this file takes. */
export interface LaterConfig {
  readonly services: readonly SweepService[]
}

export interface LaterOptions extends EmbedsOptions {
  readonly window: Window
}

export interface Later {
  /** Deletes what these services declare: now, soon for code that still writes, and on leaving. */
  sweep(ids: readonly string[]): void
  /** Covers an embed while it is held, and shows it while it is not. */
  update(embed: Embed): Promise<void>
}

/** When a sweep is repeated, in milliseconds after the denial. */
const AGAIN_MS = [500, 3000] as const

/** @param loadEmbeds - called once, when the first embed comes */
export function openLater(
  config: LaterConfig,
  { window, consent }: { readonly window: Window; readonly consent: Consent },
  loadEmbeds: () => Promise<Embeds>,
): Later {
  let denied: readonly string[] = []
  let embeds: Promise<Embeds> | undefined

  const sweepDenied = (): void => {
    for (const service of config.services) {
      if (denied.includes(service.id) && !consent.granted(service.id)) sweep(service, window)
    }
  }
  window.addEventListener('pagehide', sweepDenied)

  return {
    sweep(ids) {
      denied = ids
      sweepDenied()
      for (const ms of AGAIN_MS) setTimeout(sweepDenied, ms)
    },
    async update(embed) {
      embeds ??= loadEmbeds()
      const { update } = await embeds
      update(embed)
    },
  }
}
