import type { Ui } from '../core/types.ts'
import { type Layers, type MountOptions, openLayers } from './layers.ts'
import { whenRewritten } from './rewritten.ts'

/** All layers, which outlive a page that writes itself anew. */
export function mountUi(options: MountOptions): Ui {
  const { document, consent } = options
  let ui = openLayers(options)
  /** As new: a document that was opened anew has taken every listener off. */
  const standing = (): Layers => {
    if (ui.isThere()) return ui
    ui.destroy()
    ui = openLayers(options)
    return ui
  }
  const unwatch = whenRewritten(
    document,
    () => ui.isThere(),
    () => {
      ui.end()
      // Who waits for an answer may have lost every other way to hear that there is none.
      consent.decline()
      if (consent.state.asks.length > 0) consent.show('banner')
    },
  )
  const free = async (): Promise<void> => {
    const before = ui
    await before.free()
    if (ui !== before) await free()
  }
  return {
    show: async (layer, takesFocus) => standing().show(layer, takesFocus),
    free,
    ask: async (id, options) => standing().ask(id, options),
    layer: () => ui.layer(),
    waits: () => ui.waits(),
    destroy() {
      unwatch()
      ui.destroy()
    },
  }
}
