/** Placeholders for what is held, and the content of templates: fetched where a page has such. */
import type { Consent } from './core/types.ts'
import { setContent } from './gate/templates.ts'
import type { Embed } from './gate/watch.ts'
import { plainText } from './ui/annotations.ts'
import {
  type EmbedService,
  type EmbedTexts,
  type Placeholder,
  placeholder,
} from './ui/placeholder.ts'

/** As much of the config as this file takes. */
export interface EmbedsConfig {
  readonly services: readonly EmbedService[]
  readonly texts: EmbedTexts
}

export interface EmbedsOptions {
  readonly consent: Consent
  readonly nonce: string
  /** Releases one element of `id` until the next decision, or the end of the page. */
  releaseOnce(element: HTMLElement, id: string): void
}

export interface Embeds {
  /** Covers an embed with a placeholder while it is held; fills a template while it is not. */
  update(embed: Embed): void
  /** Takes all placeholders away, and returns what they covered. */
  close(): readonly Embed[]
}

interface Cover extends Placeholder {
  readonly embed: Embed
}

/** By embed; not by instance, since one may follow another on a page. */
const covers = new Map<HTMLElement, Cover>()

export function openEmbeds(config: EmbedsConfig, options: EmbedsOptions): Embeds {
  const { consent, nonce, releaseOnce } = options

  const uncover = (element: HTMLElement): void => {
    covers.get(element)?.remove()
    covers.delete(element)
  }

  const isOff = (id: string): boolean => consent.state.off.includes(id)

  const cover = (embed: Embed, service: EmbedService): void => {
    const { element } = embed
    const stopped = isOff(service.id)
    const before = covers.get(element)
    if (before?.isInPlace() && before.stopped === stopped) return
    uncover(element)
    const placed = placeholder({
      element,
      service,
      stopped,
      texts: config.texts,
      nonce,
      // What lets something run is a person's to press.
      onOnce(event) {
        if (event.isTrusted && !isOff(service.id)) releaseOnce(element, service.id)
      },
      onAlways(event, text) {
        if (!event.isTrusted) return
        const { lang } = config.texts
        const shown = { layer: 'placeholder', button: 'always', lang, text } as const
        consent.decide({ [service.id]: 'granted' }, { source: 'placeholder', shown })
      },
    })
    covers.set(element, { ...placed, embed })
  }

  // An embed that an app took out, or moved: the gate tells of it again where it is put in.
  const removeOrphans = (): void => {
    for (const [element, cover] of covers) if (!cover.isInPlace()) uncover(element)
  }
  new MutationObserver(removeOrphans).observe(document, { childList: true, subtree: true })

  return {
    update(embed) {
      const { element, id, held } = embed
      if (element instanceof HTMLTemplateElement) setContent(element, !held)
      const service = config.services.find((each) => each.id === id)
      // A frame without a name tells those who can't see it nothing.
      if (service?.title && element instanceof HTMLIFrameElement)
        element.title ||= plainText(service.title)
      if (held && service) cover(embed, service)
      else uncover(element)
    },
    close() {
      const covered = [...covers.values()].map(({ embed }) => embed)
      for (const { element } of covered) uncover(element)
      return covered
    },
  }
}
