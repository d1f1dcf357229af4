import { createConsent } from '@metalive/consent'
import { google, receipts, signals } from '@metalive/consent/parts'
import { h, render } from 'preact'
import config from './consent.config.ts'
import { countly } from './watch/countly.ts'
import { type MeterChange, meter, type Sdk } from './watch/meter.ts'
import { mixpanel } from './watch/mixpanel.ts'
import { followPlayback } from './watch/playback.ts'
import { play } from './watch/player.ts'
import { type MeterShown, RunningPanel } from './watch/running-panel.tsx'

const SOURCE = '/live/live.m3u8'

/** The origin that serves a service's SDK and takes what it sends. */
const originOf = (service: string): string =>
  document.querySelector<HTMLMetaElement>(`meta[name="${service}"]`)?.content ?? ''
const video = document.querySelector('video')
const panel = document.querySelector('#running')

const consent = createConsent({
  config,
  ui: () => import('@metalive/consent/ui'),
  parts: { google, receipts, signals },
})
// For whoever opens the browser's console: `await consent.diagnose()`.
Reflect.set(window, 'consent', consent)
if (video) {
  play({ video, source: SOURCE, onFailure: sayFailure })
  if (panel) measure(video, panel)
}

function sayFailure(): void {
  const status = document.querySelector('#player-status')
  if (status) status.textContent = '映像を読み込めませんでした。ページを開き直してください。'
}

/** Starts each SDK while its service is granted, and shows which of them run. */
function measure(video: HTMLVideoElement, panel: Element): void {
  const sdks: Readonly<Record<'mixpanel' | 'countly', Sdk>> = {
    mixpanel: mixpanel(window, originOf('mixpanel')),
    countly: countly(window, originOf('countly')),
  }
  const meters = new Map<keyof typeof sdks, MeterShown>()
  const draw = (): void => render(<RunningPanel meters={[...meters.values()]} />, panel)

  for (const id of ['mixpanel', 'countly'] as const) {
    const name = config.services.find((service) => service.id === id)?.name ?? id
    meters.set(id, { id, name, choice: 'unasked', running: false, sent: 0 })
  }
  consent.subscribe(({ choices }) => {
    for (const [id, shown] of meters) meters.set(id, { ...shown, choice: choices[id] ?? 'unasked' })
    draw()
  })
  for (const id of meters.keys()) {
    const start = meter({
      sdk: sdks[id],
      follow: (listener) => followPlayback(video, listener),
      onChange(change) {
        const shown = meters.get(id)
        if (shown) meters.set(id, changed(shown, change))
        draw()
      },
      onError: console.error,
    })
    consent.gate(id, start)
  }
}

function changed(shown: MeterShown, change: MeterChange): MeterShown {
  if (change === 'sent') return { ...shown, sent: shown.sent + 1 }
  return { ...shown, running: change === 'started' }
}
