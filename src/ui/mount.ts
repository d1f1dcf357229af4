import type { Consent, Ui } from '../core/types.ts'
import type { Again } from './again.ts'
import bannerCss from './banner.css?inline'
import { type BannerConfig, createBanner } from './banner.ts'
import { type Host, openHost } from './host.ts'
import type { Preferences } from './preferences.tsx'

/** What the second layer is made with. */
export interface LayerOptions {
  readonly consent: Consent
  readonly host: Host
  /** Whether a person made this event. */
  isTrusted(event: Event): boolean
}

export interface MountOptions {
  readonly document: Document
  readonly config: BannerConfig
  readonly consent: Consent
  /** Fetches the second layer: while the visitor reads the first, or when it is asked for. */
  loadPreferences(options: LayerOptions): Promise<Preferences>
  /** Fetches what is told to those who come again. */
  loadAgain(options: LayerOptions): Promise<Again>
  isTrusted?(event: Event): boolean
  /** For `<style>` elements, where the browser can't construct sheets. */
  readonly nonce: string
}

/** Both layers in one shadow root; the second comes when there is time, or when it is asked for. */
export function mountUi(options: MountOptions): Ui {
  const { document, config, consent, nonce, isTrusted = byPerson } = options
  const host = openHost(document, nonce)
  host.addStyle(bannerCss)
  const given = { consent, host, isTrusted }
  let loading: Promise<Preferences> | undefined
  const preferences = (): Promise<Preferences> => {
    loading ??= options.loadPreferences(given)
    return loading
  }
  /** Words that only some visitors need. The question comes without its reasons, too. */
  const reasons = async (): Promise<readonly string[]> => {
    const { reasons, gpc } = consent.state
    if (reasons.length === 0 && !gpc) return []
    return options
      .loadAgain(given)
      .then((again) => again.reasons())
      .catch(() => [])
  }

  const banner = createBanner({
    config,
    consent,
    host,
    isTrusted,
    onChoose: () => consent.show('preferences'),
  })
  const unsubscribe = consent.subscribe(({ asks }) => {
    if (asks.length === 0) banner.hide()
  })

  const showPreferences = async (): Promise<void> => {
    try {
      const { show } = await preferences()
      show()
    } catch (error) {
      banner.tell(config.texts.banner.failed)
      throw error
    }
  }

  return {
    async show(layer) {
      if (layer === 'preferences') return showPreferences()
      if (layer === 'wording' || layer === 'unsaved') (await options.loadAgain(given)).tell(layer)
      else {
        banner.show(await reasons())
        // A failure shows when the layer is asked for; until then nobody misses it.
        setTimeout(() => preferences().catch(() => {}), PREFETCH_MS)
      }
      await painted(document)
      if (!banner.isSeen()) throw new Error('This page hides the banner.')
    },
    destroy() {
      unsubscribe()
      host.remove()
    },
  }
}

/** Resolves once a page that is in view was painted: one that nobody sees isn't. */
function painted(document: Document): Promise<void> {
  return new Promise((done) => {
    const wait = (): void => {
      if (document.hidden) document.addEventListener('visibilitychange', wait, { once: true })
      else requestAnimationFrame(() => setTimeout(done))
    }
    wait()
  })
}

const byPerson = (event: Event): boolean => event.isTrusted

/** After the banner's own painting, before a visitor has read it. */
const PREFETCH_MS = 300
