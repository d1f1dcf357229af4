import type { OpenConsent } from './core/consent.ts'
import type { Consent, Layer, Ui } from './core/types.ts'
import { once } from './once.ts'

export interface Layers {
  /** Asks or tells what there is to, if there still is by the time that the UI is there. */
  ask(): unknown
  show(layer: Layer): void
  destroy(): void
}

export interface LayersOptions {
  /** Fetches and mounts them. */
  readonly load: ((consent: Consent) => Promise<Ui>) | undefined
  /** What one meets whose age nobody knows. */
  readonly first: Layer
}

/** Fetches the UI once it is needed, and opens it for links with `data-consent-open`. */
export function openLayers(
  document: Document,
  consent: OpenConsent<string>,
  { load, first }: LayersOptions,
): Layers {
  let mounted: Ui | undefined
  let destroyed = false
  const loadUi = once(async () => {
    if (!load) throw new Error('createConsent() was given no `ui`.')
    mounted = await load(consent)
    if (destroyed) mounted.destroy()
    return mounted
  })
  const ui = (task: (it: Ui) => unknown): Promise<unknown> =>
    loadUi().then(task).catch(consent.report)
  // What was on its way when the consent ended is not shown.
  const show = async (it: Ui, layer: Layer | undefined): Promise<void> => {
    if (destroyed || !layer) return
    await it.show(layer)
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
    // The answer may come by `decide()` while the file is on its way.
    ask: () => due() && ui((it) => showUnasked(it, due)),
    show: (layer) =>
      ui((it) => (layer === 'unsaved' ? showUnasked(it, () => layer) : show(it, layer))),
    destroy() {
      destroyed = true
      document.removeEventListener('click', open)
      mounted?.destroy()
    },
  }
}
