/** Placeholders for what is held, and the content of templates: fetched where a page has such. */
import type { Consent } from './core/types.ts'
import { setContent } from './gate/templates.ts'
import type { Embed } from './gate/watch.ts'
import { type EmbedService, type EmbedTexts, placeholder } from './ui/placeholder.ts'

/** As much of the config as this file takes. */
export interface EmbedsConfig {
  readonly services: readonly EmbedService[]
  readonly texts: EmbedTexts
}

export interface EmbedsOptions {
  readonly consent: Consent
  readonly nonce: string
  /** Releases one element for this page view. */
  releaseOnce(element: HTMLElement): void
}

export interface Embeds {
  /** Covers an embed with a placeholder while it is held; fills a template while it is not. */
  update(embed: Embed): void
}

export function openEmbeds(config: EmbedsConfig, options: EmbedsOptions): Embeds {
  const { consent, nonce, releaseOnce } = options
  const covers = new Map<Element, () => void>()

  const uncover = (element: Element): void => {
    covers.get(element)?.()
    covers.delete(element)
  }

  const cover = (element: HTMLElement, service: EmbedService): void => {
    if (covers.has(element)) return
    const remove = placeholder({
      element,
      service,
      texts: config.texts,
      nonce,
      onOnce() {
        releaseOnce(element)
        element.focus()
      },
      onAlways(event) {
        if (!event.isTrusted) return
        consent.decide({ [service.id]: 'granted' }, { source: 'placeholder' })
      },
    })
    covers.set(element, remove)
  }

  return {
    update({ element, id, held }) {
      if (element instanceof HTMLTemplateElement) setContent(element, !held)
      const service = config.services.find((each) => each.id === id)
      if (held && service) cover(element, service)
      else uncover(element)
    },
  }
}
