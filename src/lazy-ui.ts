import type { OpenConsent } from './core/consent.ts'
import type { AskOptions, Consent, Layer, Ui } from './core/types.ts'
import { once } from './once.ts'

export interface LazyUi {
  /** Has the UI on its way, before the rest is set up, if anything is to be asked or told. */
  fetch(): unknown
  /** Asks or tells what there is to, if there still is by the time that the UI is there. */
  ask(): unknown
  show(layer: Layer): void
  /** Shows what is open in another language. */
  translate(): void
  /** Asks about one purpose or service. Resolves once that is over, or nobody could be asked. */
  askAbout(id: string, options: AskOptions): Promise<unknown>
  /** Resolves once the page leaves room for what nobody asked for. */
  free(): Promise<void>
  destroy(): void
}

export interface LazyUiOptions {
  /** Fetches and mounts the UI, in the language that is shown. */
  readonly load: ((consent: Consent) => Promise<Ui>) | undefined
  /** What one meets whose age nobody knows. */
  readonly first: Layer
}

/** Fetches the UI once it is needed, and opens it for links with `data-consent-open`. */
export function openLazyUi(
  document: Document,
  consent: OpenConsent<string>,
  { load, first }: LazyUiOptions,
): LazyUi {
  let mounted: Ui | undefined
  let destroyed = false
  const fetchUi = async (): Promise<Ui> => {
    if (!load) throw new Error('createConsent() was given no `ui`.')
    const mine = loadUi
    const it = await load(consent)
    // The consent may have ended meanwhile, or another language have been chosen.
    if (destroyed || mine !== loadUi) it.destroy()
    else mounted = it
    return it
  }
  let loadUi = once(fetchUi)
  const ui = (task: (it: Ui) => unknown): Promise<unknown> =>
    loadUi().then(task).catch(consent.report)
  // What was on its way when the consent ended is not shown.
  const show = async (it: Ui, layer: Layer | undefined, takesFocus = false): Promise<void> => {
    if (destroyed || !layer) return
    await it.show(layer, takesFocus)
    if (layer === 'banner') consent.notice()
    if (layer === 'wording') consent.acknowledge()
  }
  const due = (): Layer | undefined => {
    const { asks, reworded, age } = consent.state
    if (asks.length > 0) return age === 'unknown' ? first : 'banner'
    return reworded ? 'wording' : undefined
  }

  /** What nobody asked for waits until the page leaves room for it. */
  const showUnasked = async (it: Ui, layer: () => Layer | undefined): Promise<void> => {
    if (it.free) await it.free()
    await show(it, layer())
  }

  const open = (event: Event): void => {
    const opener = (event.target as Element).closest?.<HTMLElement>('[data-consent-open]')
    if (!opener) return
    event.preventDefault()
    ui((it) => show(it, (opener.dataset.consentOpen || 'preferences') as Layer))
  }
  document.addEventListener('click', open)

  return {
    // Who asks for it hears of a failure.
    fetch: () => due() && loadUi().catch(() => {}),
    // The answer may come by `decide()` while the file is on its way.
    ask: () => due() && ui((it) => showUnasked(it, due)),
    show: (layer) =>
      ui((it) => (layer === 'unsaved' ? showUnasked(it, () => layer) : show(it, layer))),
    translate() {
      const before = mounted
      if (!before) return
      loadUi = once(fetchUi)
      ui((it) => {
        if (it !== mounted) return
        const layer = before.layer ? before.layer() : due()
        const hadFocus = document.activeElement?.localName === 'metalive-consent'
        before.destroy()
        // What waited for room waits on.
        return layer ? show(it, layer, hadFocus) : due() && showUnasked(it, due)
      })
    },
    askAbout: (id, options) => {
      const askIn = async (it: Ui): Promise<void> => {
        if (!it.ask) throw new Error('This `ui` has no `ask`.')
        const isCutOff = (await it.ask(id, options)) === true
        // In another language it is asked anew.
        if (isCutOff && mounted && mounted !== it) await askIn(mounted)
      }
      return ui(askIn)
    },
    async free() {
      if (load) await ui((it) => it.free?.())
    },
    destroy() {
      destroyed = true
      document.removeEventListener('click', open)
      mounted?.destroy()
    },
  }
}
