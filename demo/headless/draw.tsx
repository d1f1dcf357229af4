import { type Drawing, painted, type View } from '@metalive/consent/headless'
import { h, render } from 'preact'
import { Layer } from './layer.tsx'

/** Draws each view into `root`, and takes along whoever pressed something in the one before. */
export function drawInto(root: Element): Drawing {
  let layer: View['layer'] | undefined

  /** Gives the focus back to what opened it: a dialog that only goes doesn't. */
  const leave = (): boolean => {
    const hadFocus = root.contains(document.activeElement)
    root.querySelector('dialog')?.close()
    return hadFocus
  }

  return {
    async draw(view) {
      const isNew = view.layer !== layer
      const follows = isNew && layer !== undefined && leave()
      layer = view.layer
      render(<Layer key={view.layer} view={view} drawn={() => root} />, root)
      if (follows || (isNew && root.querySelector('dialog'))) {
        root.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true })
      }
      return painted(root.firstElementChild ?? root)
    },
    clear() {
      leave()
      layer = undefined
      render(null, root)
    },
  }
}
