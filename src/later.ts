/** What isn't needed to release a tag: fetched when something is denied, or an embed is held. */
import type { Consent } from './core/types.ts'
import { type SweepService, sweep } from './gate/sweep.ts'
import type { Embed } from './gate/watch.ts'
import { type EmbedService, type EmbedTexts, placeholder } from './ui/placeholder.ts'

/** As much of the config as this file takes. */
export interface LaterConfig {
  readonly services: readonly (SweepService & EmbedService)[]
  readonly texts: EmbedTexts
}

export interface LaterOptions {
  readonly window: Window
  readonly consent: Consent
  readonly nonce: string
  /** Releases one element for this page view. */
  releaseOnce(element: Element): void
}

export interface Later {
  /** Deletes what these services declare: now, soon for code that still writes, and on leaving. */
  sweep(ids: readonly string[]): void
  /** Covers an embed with a placeholder while it is held. */
  cover(embed: Embed): void
}

/** When a sweep is repeated, in milliseconds after the denial. */
const AGAIN_MS = [500, 3000] as const

export function openLater(config: LaterConfig, options: LaterOptions): Later {
  const { window, consent, nonce, releaseOnce } = options
  const covers = new Map<Element, () => void>()
  let denied: readonly string[] = []

  const sweepDenied = (): void => {
    for (const service of config.services) {
      if (denied.includes(service.id) && !consent.granted(service.id)) sweep(service, window)
    }
  }
  window.addEventListener('pagehide', sweepDenied)

  const uncover = (element: Element): void => {
    covers.get(element)?.()
    covers.delete(element)
  }

  return {
    sweep(ids) {
      denied = ids
      sweepDenied()
      for (const ms of AGAIN_MS) setTimeout(sweepDenied, ms)
    },
    cover({ element, id, held }) {
      const service = config.services.find((each) => each.id === id)
      if (!held || !service) return uncover(element)
      if (covers.has(element)) return
      const remove = placeholder({
        frame: element,
        service,
        texts: config.texts,
        nonce,
        onOnce() {
          releaseOnce(element)
          element.focus()
        },
        onAlways(event) {
          if (event.isTrusted) consent.decide({ [id]: 'granted' }, { source: 'placeholder' })
        },
      })
      covers.set(element, remove)
    },
  }
}
