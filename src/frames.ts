import type { Consent, CoreConfig } from './core/types.ts'
import { isAsk, stateOf } from './host-message.ts'
import { includes } from './plain.ts'

/** Tells frames what is granted. */
export type TellFrames = (
  window: Window,
  config: CoreConfig,
  consent: Pick<Consent, 'state' | 'subscribe'>,
) => void

/**
 * Answers frames of this page that ask, if their origin is in the config's list, now and after every
 * change. Once the consent is destroyed they are told that nothing is granted.
 */
export const frames: TellFrames = (window, config, consent) => {
  const { origins } = config.frames ?? { origins: [] }
  const asked = new Map<Window, string>()

  // Where a frame has gone on to another site, the browser doesn't deliver it.
  const tell = (frame: Window, origin: string): void =>
    frame.postMessage(stateOf(consent.state.choices), origin)
  const onMessage = ({ source, origin, data }: MessageEvent): void => {
    const frame = source as Window | null
    if (frame?.parent !== window || !includes(origins, origin) || !isAsk(data)) return
    asked.set(frame, origin)
    tell(frame, origin)
  }

  window.addEventListener('message', onMessage)
  consent.subscribe(() => {
    for (const [frame, origin] of asked) {
      if (frame.closed) asked.delete(frame)
      else tell(frame, origin)
    }
  })
}
