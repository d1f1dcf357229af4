import type { AskOptions, Consent, Layer, Ui } from '../core/types.ts'
import { once } from '../once.ts'
import type { Again } from './again.ts'
import type { AgeLayer } from './age.ts'
import type { AskLayer } from './ask.ts'
import bannerCss from './banner.css?inline'
import { type BannerConfig, createBanner } from './banner.ts'
import { type Host, openHost } from './host.ts'
import type { Preferences } from './preferences.tsx'
import type { RecordLayer } from './record.ts'

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
  /** Fetches the question of age, and a guardian's step. */
  loadAge(options: LayerOptions): Promise<AgeLayer>
  /** Fetches the visitor's own record. */
  loadRecord(options: LayerOptions): Promise<RecordLayer>
  /** Fetches the question about one purpose or service. */
  loadAsk(options: LayerOptions): Promise<AskLayer>
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
  const preferences = once(() => options.loadPreferences(given))
  const again = once(() => options.loadAgain(given))
  const age = once(() => options.loadAge(given))
  const record = once(() => options.loadRecord(given))
  const question = once(() => options.loadAsk(given))
  /** Words that only some visitors need. The question comes without its reasons, too. */
  const reasons = async (): Promise<readonly string[]> => {
    const { reasons, gpc } = consent.state
    if (reasons.length === 0 && !gpc) return []
    return again()
      .then((it) => it.reasons())
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

  const ask = async (): Promise<void> => {
    banner.show(await reasons())
    // A failure shows when the layer is asked for; until then nobody misses it.
    setTimeout(() => {
      for (const load of config.age ? [preferences, age] : [preferences]) load().catch(() => {})
    }, PREFETCH_MS)
    await painted(document)
    if (!banner.isSeen()) throw new Error('This page hides the banner.')
  }

  /** What is fetched may be missing: the visitor is told, and what was asked is asked still. */
  const open = async (task: () => Promise<unknown>): Promise<void> => {
    try {
      await task()
    } catch (error) {
      if (consent.state.asks.length > 0) await ask()
      banner.tell(config.texts.banner.failed)
      throw error
    }
  }

  const LAYERS: Readonly<Record<Layer, () => Promise<void>>> = {
    banner: ask,
    preferences: () => open(async () => (await preferences()).show()),
    age: () =>
      open(async () => {
        const layer = await age()
        // It comes back if something is open still.
        banner.hide()
        layer.show()
      }),
    record: () => open(async () => (await record()).show()),
    wording: () => notify('wording'),
    unsaved: () => notify('unsaved'),
  }

  const notify = async (what: 'wording' | 'unsaved'): Promise<void> => {
    const { tell } = await again()
    tell(what)
    await painted(document)
  }

  const askAbout = async (id: string, options: AskOptions): Promise<void> => {
    // What a grant needs has to be there before it is given.
    if (config.age && consent.state.age !== 'adult') await age()
    await (await question()).ask(id, options)
  }

  return {
    show: (layer) => LAYERS[layer](),
    ask: askAbout,
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
