import type { RecordStore, World } from './core/world.ts'
import { join, map } from './plain.ts'
import { unshadowed } from './unshadowed.ts'

/** What isn't painted for so long is out of view. */
const UNPAINTED_MS = 200

/** What deciding needs of a browser. */
export function browserWorld(
  window: Window,
  store: RecordStore,
): Pick<
  World,
  | 'store'
  | 'gpc'
  | 'isAsleep'
  | 'whenAwake'
  | 'oncePerTask'
  | 'today'
  | 'newId'
  | 'afterPaint'
  | 'log'
> {
  const document = unshadowed(window.document)
  let isDone = false
  const isAsleep = (): boolean => 'prerendering' in document && document.prerendering === true
  return {
    store,
    // Not in every browser's types, nor in every browser.
    gpc: () => Reflect.get(window.navigator, 'globalPrivacyControl') === true,
    isAsleep,
    oncePerTask(task) {
      if (isDone) return
      isDone = true
      queueMicrotask(() => {
        isDone = false
      })
      task()
    },
    whenAwake(task) {
      if (isAsleep()) document.addEventListener('prerenderingchange', task, { once: true })
      else task()
    },
    today: () => Math.floor(Date.now() / 86_400_000),
    newId() {
      const bytes = window.crypto.getRandomValues(new Uint8Array(10))
      return join(map(bytes, (byte) => (byte % 36).toString(36)))
    },
    afterPaint(task) {
      let waits = true
      const run = (): void => {
        if (!waits) return
        waits = false
        task()
      }
      requestAnimationFrame(() => setTimeout(run))
      // A page that is hidden isn't painted, nor is a frame out of view.
      setTimeout(run, document.hidden ? 0 : UNPAINTED_MS)
    },
    log: (error) => console.error(`[consent] ${error.message}`),
  }
}
