import { loadScript } from './load-script.ts'
import type { Sdk } from './meter.ts'

/** As much of countly-sdk-web 26.1 as is used here. */
interface Countly {
  init(options: Readonly<Record<string, unknown>>): void
  track_sessions(): void
  track_pageview(): void
  add_event(event: {
    readonly key: string
    readonly count: number
    readonly segmentation: Readonly<Record<string, unknown>>
  }): void
  opt_in(): void
  opt_out(): void
}

declare global {
  interface Window {
    Countly?: Countly
  }
}

/** @param tracker - origin that serves the SDK and takes what it sends */
export function countly(window: Window, tracker: string): Sdk {
  let started = false
  return {
    load: () => loadScript(window.document, `${tracker}/npm/countly.js`),
    resume() {
      if (started) return window.Countly?.opt_in()
      started = true
      // Headless browsers count as bots, to which Countly sends and stores next to nothing.
      window.Countly?.init({
        app_key: 'metalive-demo',
        url: `${tracker}/countly`,
        ignore_bots: false,
      })
      window.Countly?.track_sessions()
      window.Countly?.track_pageview()
    },
    send: ({ name, position }) =>
      window.Countly?.add_event({ key: name, count: 1, segmentation: { position } }),
    // Its `remove_consent` would send one more request, to say so.
    halt: () => window.Countly?.opt_out(),
  }
}
