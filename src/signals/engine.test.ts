import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Choice, Choices, CoreConfig, CoreService, Signal } from '../core/types.ts'
import * as presets from '../services.ts'
import { type Signals, signals } from './engine.ts'

const { metaPixel, clarity, microsoftUet, tiktokPixel, matomo, mixpanel, datadogRum } = presets
const RUM = datadogRum.signal as Signal
const SILENT: CoreService = { id: 'youtube', purpose: 'embeds' }

interface Opened extends Signals {
  starts(id: string): void
  readonly errors: readonly unknown[]
}

function opened(page: object, ...services: readonly CoreService[]): Opened {
  const errors: unknown[] = []
  const config: CoreConfig = { revision: 1, purposes: [], services: [SILENT, ...services] }
  const { follow, starts = () => {} } = signals(page as Window, config, (error) =>
    errors.push(error),
  )
  return { follow, starts, errors }
}

/** The choice of each service, and of its purpose. */
function all(services: readonly CoreService[], choice: Choice): Choices {
  return Object.fromEntries(
    services.flatMap(({ id, purpose }) => [
      [id, choice],
      [purpose, choice],
    ]),
  )
}

const GRANTED = all(Object.values(presets), 'granted')
const DENIED = all(Object.values(presets), 'denied')
/** Calls as they were kept, each as a list. */
const calls = (kept: unknown): unknown[][] =>
  (kept as ArrayLike<unknown>[]).map((each) => Array.from(each))
const microtasks = (): Promise<void> => new Promise((done) => setTimeout(done))

describe('vendors’ code that is there', () => {
  test.each<[Choice, Choice, readonly unknown[]]>([
    ['granted', 'denied', [['consent', 'revoke']]],
    [
      'denied',
      'granted',
      [
        ['consent', 'revoke'],
        ['consent', 'grant'],
      ],
    ],
    ['granted', 'granted', []],
  ])('hears of a choice that was %s and is %s', (before, now, heard) => {
    const fbq = vi.fn()
    const { follow } = opened({ fbq }, metaPixel)
    follow(all([metaPixel], before))
    follow(all([metaPixel], now))
    expect(fbq.mock.calls).toEqual(heard)
  })

  test('hears nothing of the state that a page begins with: the gate lets it start, or not', () => {
    const fbq = vi.fn()
    opened({ fbq }, metaPixel).follow(DENIED)
    expect(fbq).not.toHaveBeenCalled()
  })

  test('hears the default, each change, however often, and of a grant that has lapsed', () => {
    const fbq = vi.fn()
    const { follow } = opened({ fbq }, metaPixel)
    for (const choices of [{}, GRANTED, DENIED, DENIED, GRANTED, {}]) follow(choices)
    const words = fbq.mock.calls.map(([, word]) => word)
    expect(words).toEqual(['revoke', 'grant', 'revoke', 'grant', 'revoke'])
  })

  test('is called as a member of what it belongs to', () => {
    const page = { mixpanel: { out: false, opt_out_tracking: stop } }
    function stop(this: typeof page.mixpanel): void {
      this.out = true
    }
    const { follow } = opened(page, mixpanel)
    follow(GRANTED)
    follow(DENIED)
    expect(page.mixpanel.out).toBe(true)
  })

  test('that throws is reported, and keeps nobody else from hearing', () => {
    const opt_out_tracking = vi.fn()
    const fbq = (): never => {
      throw new Error('no')
    }
    const { follow, errors } = opened({ fbq, mixpanel: { opt_out_tracking } }, metaPixel, mixpanel)
    follow(GRANTED)
    follow(DENIED)
    expect(errors).toEqual([new Error('no')])
    expect(opt_out_tracking).toHaveBeenCalledTimes(1)
  })
})

test.each([{}, { mixpanel: [] }, { mixpanel: 1 }, { mixpanel: null }, { mixpanel: { x: 1 } }])(
  'where the code isn’t there nobody is told, and nothing is put in its place: %j',
  (page) => {
    const before = JSON.stringify(page)
    const { follow, starts, errors } = opened(page, mixpanel)
    follow(GRANTED)
    starts('mixpanel')
    follow(DENIED)
    expect(errors).toEqual([])
    expect(JSON.stringify(page)).toBe(before)
  },
)

describe('before a vendor’s code, its queue holds', () => {
  const startedWith = (service: CoreService, choices: Choices): Record<string, unknown> => {
    const page: Record<string, unknown> = {}
    const { follow, starts } = opened(page, service)
    follow(choices)
    starts(service.id)
    return page
  }

  test('for UET the default and the update, one value after another', () => {
    expect(startedWith(microsoftUet, GRANTED).uetq).toEqual([
      ...['consent', 'default', { ad_storage: 'denied' }],
      ...['consent', 'update', { ad_storage: 'granted' }],
    ])
  })

  test('for Clarity both of its keys, kept as its snippet would', () => {
    const { clarity: it } = startedWith(clarity, GRANTED)
    expect(calls(Reflect.get(it as object, 'q'))).toEqual([
      ['consentv2', { ad_Storage: 'denied', analytics_Storage: 'denied' }],
      ['consentv2', { ad_Storage: 'denied', analytics_Storage: 'granted' }],
    ])
  })

  test.each([
    ['TikTok', tiktokPixel, 'ttq', [['holdConsent'], ['grantConsent']]],
    ['Matomo', matomo, '_paq', [['requireConsent'], ['setConsentGiven']]],
  ] as const)('for %s each call as a list', (_name, service, queue, kept) => {
    expect(startedWith(service, GRANTED)[queue]).toEqual(kept)
  })

  test('the default alone while it runs by notice, whatever runs beside it', () => {
    for (const basis of ['notice', 'optout'] as const) {
      const page = startedWith({ ...tiktokPixel, basis }, { 'tiktok-pixel': 'granted' })
      expect(page.ttq).toEqual([['holdConsent']])
    }
  })

  test('nothing before it starts, and the default once, however often it does', () => {
    const page: Record<string, unknown> = {}
    const { follow, starts } = opened(page, tiktokPixel)
    for (const choices of [{}, GRANTED]) follow(choices)
    starts('analytics')
    expect(page).toEqual({})
    for (let times = 0; times < 3; times++) starts('tiktok-pixel')
    expect(page.ttq).toEqual([['holdConsent'], ['grantConsent']])
  })
})

describe('a script that is marked with a purpose', () => {
  test('begins each of its services that is granted, and no other', () => {
    const page: Record<string, unknown> = {}
    const { follow, starts } = opened(page, tiktokPixel, microsoftUet, matomo)
    follow({})
    follow({ ...GRANTED, 'microsoft-uet': 'denied' })
    starts('advertising')
    expect(page).toEqual({ ttq: [['holdConsent'], ['grantConsent']] })
  })

  test('begins one that is granted later, too', () => {
    const page: Record<string, unknown> = {}
    const { follow, starts } = opened(page, tiktokPixel)
    follow({ ...GRANTED, 'tiktok-pixel': 'denied' })
    starts('advertising')
    follow(GRANTED)
    starts('advertising')
    expect(page.ttq).toEqual([['holdConsent'], ['grantConsent']])
  })

  test('asks of no service where others like it have started', () => {
    let asked = 0
    const watched = Object.defineProperty({ ...tiktokPixel }, 'purpose', {
      get: () => {
        asked += 1
        return 'advertising'
      },
    })
    const { follow, starts } = opened({}, watched)
    follow(GRANTED)
    starts('advertising')
    const once = asked
    for (let times = 0; times < 10_000; times++) starts('advertising')
    expect(asked).toBe(once)
  })
})

describe('a method', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  const page: { DD_RUM?: object } = {}
  /** Its file, when it has come. */
  const file = (): unknown[][] => {
    const setTrackingConsent = vi.fn()
    page.DD_RUM = { setTrackingConsent }
    return setTrackingConsent.mock.calls
  }
  const begun = (service: CoreService, ...states: readonly Choices[]): Opened => {
    delete page.DD_RUM
    const it = opened(page, service)
    for (const choices of states) it.follow(choices)
    it.starts('datadog-rum')
    return it
  }

  test.each([
    ['the first grant', [{}, GRANTED]],
    ['the grant of one who comes back', [GRANTED]],
  ])('hears %s once its inline script has run', async (_which, states) => {
    begun(datadogRum, ...states)
    const heard = file()
    await vi.advanceTimersByTimeAsync(0)
    expect(heard).toEqual([['granted']])
  })

  test('hears it once its file has come, and once alone', async () => {
    const { follow, starts, errors } = begun(datadogRum, {}, GRANTED)
    await vi.advanceTimersByTimeAsync(3000)
    const heard = file()
    await vi.advanceTimersByTimeAsync(20_000)
    starts('datadog-rum')
    follow({ ...GRANTED })
    starts('datadog-rum')
    await vi.advanceTimersByTimeAsync(20_000)
    expect(heard).toEqual([['granted']])
    expect(errors).toEqual([])
  })

  test('hears what was said last, where the visitor has changed their mind meanwhile', async () => {
    const { follow } = begun(datadogRum, {}, GRANTED)
    await vi.advanceTimersByTimeAsync(500)
    follow(DENIED)
    const heard = file()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(heard).toEqual([['not-granted']])
  })

  test('hears its default before the grant', async () => {
    begun({ ...datadogRum, signal: { ...RUM, default: ['setTrackingConsent', 'none'] } }, GRANTED)
    expect(page).toEqual({})
    const heard = file()
    await vi.advanceTimersByTimeAsync(0)
    expect(heard).toEqual([['none'], ['granted']])
  })

  test('that never comes isn’t waited for', async () => {
    begun(datadogRum, GRANTED)
    await vi.advanceTimersByTimeAsync(11_000)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('that throws does so once, and not into the page', async () => {
    const { errors } = begun(datadogRum, GRANTED)
    page.DD_RUM = {
      setTrackingConsent() {
        throw new Error('no')
      },
    }
    await vi.advanceTimersByTimeAsync(20_000)
    expect(errors).toEqual([new Error('no')])
  })
})

describe('one that ran by notice', () => {
  const service: CoreService = { ...tiktokPixel, basis: 'optout' }
  const NOTICED: Choices = { 'tiktok-pixel': 'granted' }

  test.each([
    ['yes', GRANTED, ['holdConsent'], ['grantConsent']],
    ['no', DENIED, ['holdConsent'], ['revokeConsent']],
  ])('hears of the %s that follows', (_answer, choices, ...heard) => {
    const page: Record<string, unknown> = {}
    const { follow, starts } = opened(page, service)
    follow({})
    follow(NOTICED)
    starts('tiktok-pixel')
    follow(choices as Choices)
    expect(page.ttq).toEqual(heard)
  })

  test('and has no default is let be until there is an answer', () => {
    const setTrackingConsent = vi.fn()
    const { follow, starts } = opened(
      { DD_RUM: { setTrackingConsent } },
      { ...datadogRum, basis: 'notice' },
    )
    follow({})
    follow({ 'datadog-rum': 'granted' })
    starts('datadog-rum')
    expect(setTrackingConsent).not.toHaveBeenCalled()
    follow(DENIED)
    expect(setTrackingConsent.mock.calls).toEqual([['not-granted']])
  })
})

/** What Meta publishes, less its address: it does nothing where there is an `fbq` already. */
interface Fbq {
  (...values: unknown[]): void
  callMethod?: (...values: unknown[]) => void
  queue: unknown[]
}

function metaSnippet(page: { fbq?: Fbq }): void {
  if (page.fbq) return
  const fbq = Object.assign(
    (...values: unknown[]): void => {
      if (fbq.callMethod) fbq.callMethod(...values)
      else fbq.queue.push(values)
    },
    { queue: [] as unknown[] },
  ) as Fbq
  page.fbq = fbq
}

/** Its file, when it has come: what waits goes first. */
function metaFile(page: { fbq?: Fbq }): unknown[] {
  const heard: unknown[] = []
  const { fbq } = page
  if (!fbq) return ['never loaded']
  fbq.callMethod = (...values) => heard.push(values)
  for (const values of fbq.queue.splice(0)) fbq.callMethod(...(values as unknown[]))
  return heard
}

describe('Meta’s pixel', () => {
  test('hears revoke, init, and grant, and its snippet does what it does without us', async () => {
    const page: { fbq?: Fbq } = {}
    const { follow, starts } = opened(page, metaPixel)
    for (const choices of [{}, GRANTED]) follow(choices)
    starts('meta-pixel')
    expect(page).toEqual({})
    metaSnippet(page)
    page.fbq?.('init', '1')
    page.fbq?.('track', 'PageView')
    await microtasks()
    const heard = metaFile(page)
    const first = [
      ['consent', 'revoke'],
      ['init', '1'],
      ['track', 'PageView'],
    ]
    expect(heard).toEqual([...first, ['consent', 'grant']])
    follow(DENIED)
    follow(GRANTED)
    expect(heard.slice(4)).toEqual([
      ['consent', 'revoke'],
      ['consent', 'grant'],
    ])
  })

  test('that is there already hears it at once', () => {
    const page: { fbq?: Fbq } = {}
    metaSnippet(page)
    const { follow, starts } = opened(page, metaPixel)
    follow(GRANTED)
    starts('meta-pixel')
    page.fbq?.('init', '1')
    expect(metaFile(page)).toEqual([
      ['consent', 'revoke'],
      ['consent', 'grant'],
      ['init', '1'],
    ])
  })

  test('whose snippet didn’t come is no error', async () => {
    const { follow, starts, errors } = opened({}, metaPixel)
    follow(GRANTED)
    starts('meta-pixel')
    await microtasks()
    expect(errors).toEqual([])
  })
})

test('a vendor without a consent call is held, and nothing else: LINE, Yahoo! JAPAN, X', () => {
  const { lineTag, yahooJapanAds, yahooJapanRetargeting, xPixel } = presets
  for (const each of [lineTag, yahooJapanAds, yahooJapanRetargeting, xPixel]) {
    expect(each).not.toHaveProperty('signal')
  }
})
