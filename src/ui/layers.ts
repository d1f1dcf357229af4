import type { AskOptions, Consent, Layer, Ui } from '../core/types.ts'
import { once } from '../once.ts'
import { each } from '../plain.ts'
import type { Again } from './again.ts'
import type { AgeLayer } from './age.ts'
import type { AskLayer } from './ask.ts'
import bannerCss from './banner.css?inline'
import { type BannerConfig, createBanner } from './banner.ts'
import { type Host, openHost } from './host.ts'
import { mayDisturb } from './in-the-way.ts'
import { isOnTv } from './on-tv.ts'
import type { Preferences } from './preferences.tsx'
import type { Quiet, QuietOptions } from './quiet.ts'
import type { RecordLayer } from './record.ts'

/** What a layer that is fetched later is made with. */
export interface LayerOptions {
  readonly consent: Consent
  readonly host: Host
  /** Whether a person made this event. */
  isTrusted(event: Event): boolean
}

/** What the layers are made of, and with. */
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
  /** Fetches what keeps out of the way of what the visitor watches. */
  loadQuiet(options: QuietOptions): Promise<Quiet>
  /** Fetches what remote controls need, for TV sets. */
  loadRemote(options: LayerOptions): Promise<() => void>
  isTrusted?(event: Event): boolean
  /** For `<style>` elements, where the browser can't construct sheets. */
  readonly nonce: string
}

export interface Layers extends Required<Ui> {
  isThere(): boolean
  /** Closes what is open. */
  end(): void
  /** Whether anybody waits for the answer to a question. */
  isAsking(): boolean
}

/** In one shadow root; the second layer comes when there is time, or when it is asked for. */
export function openLayers(options: MountOptions): Layers {
  const { document, config, consent, nonce, isTrusted = byPerson } = options
  const host = openHost(document, nonce)
  host.addStyle(bannerCss)
  if (config.layout) host.root.host.setAttribute('data-layout', config.layout)
  const given = { consent, host, isTrusted }
  const preferences = once(() => options.loadPreferences(given))
  const again = once(() => options.loadAgain(given))
  const age = once(() => options.loadAge(given))
  const record = once(() => options.loadRecord(given))
  const question = once(() => options.loadAsk(given))
  let quiet: Quiet | undefined
  let endRemote = (): void => {}
  const loadQuiet = once(async () => {
    quiet = await options.loadQuiet({ ...given, texts: config.texts })
    return quiet
  })
  const loadRemote = once(async () => {
    endRemote = await options.loadRemote(given)
  })
  const { root } = host
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
      const soon = [preferences, loadQuiet, ...(config.age ? [age] : [])]
      for (const load of soon) load().catch(ignore)
    }, PREFETCH_MS)
    await seen()
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
    await seen()
  }

  /** Once what is open was painted, and not kept back for what the page shows. */
  const seen = async (): Promise<void> => {
    await painted(document)
    if (!root.host.hasAttribute('data-quiet')) return
    await quiet?.free()
    await seen()
  }

  const prepare = async (): Promise<void> => {
    host.update()
    // Without it, keys do what they do in the page.
    if (isOnTv(document)) await loadRemote().catch(ignore)
  }

  let questions = 0
  const askAbout = async (id: string, options: AskOptions): Promise<boolean> => {
    questions++
    try {
      await prepare()
      // What a grant needs has to be there before it is given.
      if (config.age && consent.state.age !== 'adult') await age()
      return await (await question()).ask(id, options)
    } finally {
      questions--
    }
  }

  const end = (): void =>
    each(root.querySelectorAll<HTMLDialogElement>('dialog[open]'), (dialog) => dialog.close())

  return {
    isThere: () => host.root.isConnected,
    end,
    isAsking: () => questions > 0,
    async show(layer, takesFocus) {
      if (quiet || mayDisturb(document)) loadQuiet().then((it) => it.lift(), ignore)
      await prepare()
      await LAYERS[layer]()
      if (takesFocus) banner.focus()
    },
    // Without it, a question comes when it is due.
    async free() {
      if (!mayDisturb(document)) return
      await loadQuiet()
        .then((it) => it.free())
        .catch(ignore)
    },
    layer() {
      const waits = root.host.hasAttribute('data-quiet')
      const open =
        root.querySelector('dialog[open]:not(.stage)') ??
        (waits ? null : root.querySelector('section:not(.pill)'))
      const name = open?.getAttribute('part') ?? ''
      return name in LAYERS ? (name as Layer) : undefined
    },
    ask: askAbout,
    destroy() {
      unsubscribe()
      end()
      quiet?.destroy()
      endRemote()
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

const ignore = (): void => {}

const byPerson = (event: Event): boolean => event.isTrusted

/** After the banner's own painting, before a visitor has read it. */
const PREFETCH_MS = 300
