import { loadScript } from './load-script.ts'
import type { Sdk } from './meter.ts'

/** As much of mixpanel-browser 2.83 as is used here. */
interface Mixpanel {
  init(token: string, options: Readonly<Record<string, unknown>>): void
  track(event: string, properties: Readonly<Record<string, unknown>>): void
  opt_in_tracking(): void
  opt_out_tracking(): void
}

declare global {
  interface Window {
    mixpanel?: Mixpanel | undefined
  }
}

/** @param tracker - origin that serves the SDK and takes what it sends */
export function mixpanel(window: Window, tracker: string): Sdk {
  let started = false
  return {
    load() {
      // The SDK fills a stub that its own snippet would have made, and does nothing without one.
      Object.assign(window, { mixpanel: Object.assign([], { __SV: 1.2, _i: [] }) })
      return loadScript(window.document, `${tracker}/npm/mixpanel.js`)
    },
    resume() {
      if (started) return window.mixpanel?.opt_in_tracking()
      started = true
      window.mixpanel?.init('metalive-demo', {
        api_host: `${tracker}/mixpanel`,
        batch_requests: false,
        track_pageview: true,
      })
    },
    send: ({ name, position }) => window.mixpanel?.track(name, { position }),
    halt: () => window.mixpanel?.opt_out_tracking(),
  }
}
