/** That real client libraries have what they are told by, and do what it says. */
import mixpanel from 'mixpanel-browser'
import { posthog } from 'posthog-js'
import { describe, expect, test, vi } from 'vitest'
import type { Choices, CoreService } from '../core/types.ts'
import { type SweepService, sweep } from '../gate/sweep.ts'
import * as presets from '../services.ts'
import { signals } from './engine.ts'

vi.hoisted(() => {
  // Nothing leaves the machine. Libraries take these when they are loaded.
  const nowhere = (): Promise<never> => Promise.reject(new Error('no network'))
  class SilentRequest {
    withCredentials = true
    open(): void {}
    send(): void {}
    setRequestHeader(): void {}
  }
  Object.assign(window, { fetch: nowhere, XMLHttpRequest: SilentRequest })
  Object.assign(navigator, { sendBeacon: () => true })
})

interface Library {
  readonly service: CoreService & SweepService
  /** As its snippet puts it on `window`. */
  readonly global: object
  /** @param sent - takes the name of each event */
  init(sent?: string[]): unknown
  optedOut(): boolean
  optedIn(): boolean
}

const LIBRARIES: Readonly<Record<string, Library>> = {
  Mixpanel: {
    service: presets.mixpanel,
    global: mixpanel,
    init: (sent = []) =>
      mixpanel.init('token', {
        api_host: 'https://tracker.test',
        track_pageview: false,
        hooks: {
          // Null: it isn't sent.
          before_track: (name) => {
            sent.push(name)
            return null
          },
        },
      }),
    optedOut: () => mixpanel.has_opted_out_tracking(),
    optedIn: () => mixpanel.has_opted_in_tracking(),
  },
  PostHog: {
    service: presets.posthog,
    global: posthog,
    init: (sent = []) =>
      posthog.init('token', {
        before_send: (event) => {
          if (event) sent.push(event.event)
          return event
        },
        api_host: 'https://tracker.test',
        advanced_disable_flags: true,
        disable_external_dependency_loading: true,
        capture_pageview: false,
        autocapture: false,
        opt_out_useragent_filter: true,
      }),
    optedOut: () => posthog.has_opted_out_capturing(),
    optedIn: () => posthog.has_opted_in_capturing(),
  },
}

describe.each(Object.entries(LIBRARIES))('%s', (_name, { service, global, init, ...is }) => {
  const { id, purpose } = service
  const granted: Choices = { [id]: 'granted', [purpose]: 'granted' }
  const denied: Choices = { [id]: 'denied', [purpose]: 'denied' }

  test('hears on a page that it is granted, and sends no event of it', async () => {
    const sent: string[] = []
    init(sent)
    const page = { [service.signal?.queue ?? '']: global } as unknown as Window
    const { follow, starts } = signals(
      page,
      { revision: 1, purposes: [], services: [service] },
      () => {},
    )
    follow(granted)
    starts?.(id)
    await undefined
    expect(is.optedIn()).toBe(true)
    expect(sent).toEqual([])
  })

  test('stops at a withdrawal, and goes on when it is granted again', async () => {
    init()
    const page = { [service.signal?.queue ?? '']: global } as unknown as Window
    const errors: unknown[] = []
    const { follow } = signals(page, { revision: 1, purposes: [], services: [service] }, (error) =>
      errors.push(error),
    )
    follow(granted)
    expect(is.optedOut()).toBe(false)
    follow(denied)
    expect(is.optedOut()).toBe(true)
    // What is deleted then must not make it forget.
    await sweep(service, window, { runs: true, granted: [] })
    expect(is.optedOut()).toBe(true)
    follow(granted)
    expect(is.optedIn()).toBe(true)
    expect(errors).toEqual([])
  })
})
