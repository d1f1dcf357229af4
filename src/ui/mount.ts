import type { Ui } from '../core/types.ts'
import { type Layers, type MountOptions, openLayers } from './layers.ts'
import { whenRewritten } from './rewritten.ts'

/** All layers, which outlive a page that writes itself anew. */
export function mountUi(options: MountOptions): Ui {
  const { document, consent } = options
  let ui = openLayers(options)
  const isOpen = (): boolean => consent.state.asks.length > 0
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
      // In a document that was opened anew nothing else tells who waits that there is no answer.
      if (consent.waiting.length > 0 || ui.isAsking()) consent.decline()
      if (isOpen()) {
        standing()
          .free()
          .then(() => isOpen() && consent.show('banner'))
      }
    },
  )
  return {
    show: async (layer, takesFocus) => standing().show(layer, takesFocus),
    free: async () => ui.free(),
    ask: async (id, options) => standing().ask(id, options),
    layer: () => ui.layer(),
    destroy() {
      unwatch()
      ui.destroy()
    },
  }
}
