import { openPopover } from './host.ts'
import { element } from './shadow.ts'

/** Where a layer can be used that was asked for in fullscreen, or over a modal of the page's own. */
export interface Stage {
  /** A modal dialog: outside of it all is inert, and in Chromium outside of what is in fullscreen, too. */
  readonly dialog: HTMLDialogElement
  take(layers: Iterable<HTMLElement>): void
  /** Puts them back where they were. */
  giveBack(): void
}

/** @param onCancel - the visitor left it without an answer */
export function createStage(document: Document, root: ShadowRoot, onCancel: () => void): Stage {
  const dialog = element(document, 'dialog', { class: 'stage' })
  dialog.addEventListener('cancel', onCancel)
  return {
    dialog,
    take(layers) {
      for (const layer of layers) {
        if (layer.parentNode === dialog) continue
        layer.removeAttribute('popover')
        dialog.append(layer)
      }
      if (dialog.open || dialog.childElementCount === 0) return
      root.append(dialog)
      dialog.showModal()
    },
    giveBack() {
      if (!dialog.isConnected) return
      dialog.close()
      dialog.remove()
      while (dialog.firstElementChild) {
        const layer = dialog.firstElementChild as HTMLElement
        root.append(layer)
        openPopover(layer)
      }
    },
  }
}
