import { describe, expect, test } from 'vitest'
import type { Choices, CoreConfig, CoreService, GoogleOptions } from '../core/types.ts'
import { metalive } from '../metalive.ts'
import { ga4, googleAds, googleTagManager } from '../services.ts'
import type { Signals } from './engine.ts'
import { google } from './google.ts'

const NOTHING = {
  ad_storage: 'denied',
  ad_user_data: 'denied',
  ad_personalization: 'denied',
  analytics_storage: 'denied',
  functionality_storage: 'denied',
  personalization_storage: 'denied',
  security_storage: 'granted',
} as const
const ADS = {
  ad_storage: 'granted',
  ad_user_data: 'granted',
  ad_personalization: 'granted',
} as const
const ANALYSIS = { ...NOTHING, analytics_storage: 'granted' } as const
const UNASKED: Choices = { necessary: 'granted' }

interface Opened extends Signals {
  /** Commands, each as a list. */
  commands(): readonly (readonly unknown[])[]
  /** Its updates. */
  updates(): readonly unknown[]
  /** What containers trigger by. */
  events(): readonly unknown[]
  readonly page: Record<string, unknown>
  readonly errors: readonly unknown[]
}

interface Given {
  readonly services?: readonly CoreService[]
  readonly options?: GoogleOptions
  readonly page?: Record<string, unknown>
}

function opened({ services = [ga4], options, page = {} }: Given = {}): Opened {
  const errors: unknown[] = []
  const config: CoreConfig = { ...metalive, services, ...(options && { google: options }) }
  const { follow } = google(page as unknown as Window, config, (error) => errors.push(error))
  const layer = (): object[] => page[options?.dataLayer ?? 'dataLayer'] as object[]
  const commands = (): unknown[][] =>
    layer()
      .filter(isCommand)
      .map((each) => Array.from(each))
  return {
    follow,
    commands,
    updates: () => commands().flatMap(([, word, values]) => (word === 'update' ? [values] : [])),
    events: () => layer().filter((each) => !isCommand(each)),
    page,
    errors,
  }
}

/** gtag.js takes nothing else for a command. */
function isCommand(each: object): each is ArrayLike<unknown> {
  return Object.prototype.toString.call(each) === '[object Arguments]'
}

describe('the default', () => {
  test('denies all seven but security, before anything else', () => {
    expect(opened().commands()).toEqual([['consent', 'default', NOTHING]])
  })

  test('says how long tags wait, and where for longer, with all seven each time', () => {
    const regions = [{ region: ['JP', 'US-CA'], waitForUpdateMs: 900 }]
    expect(opened({ options: { waitForUpdateMs: 500, regions } }).commands()).toEqual([
      ['consent', 'default', { ...NOTHING, region: ['JP', 'US-CA'], wait_for_update: 900 }],
      ['consent', 'default', { ...NOTHING, wait_for_update: 500 }],
    ])
  })

  test('is followed by what is set besides', () => {
    const options = { adsDataRedaction: true, urlPassthrough: true }
    expect(opened({ options }).commands().slice(1)).toEqual([
      ['set', 'ads_data_redaction', true],
      ['set', 'url_passthrough', true],
    ])
  })

  test('goes into the queue that there is, after what is in it', () => {
    const dataLayer = ['before']
    opened({ page: { dataLayer } })
    expect(dataLayer).toHaveLength(2)
  })

  test('goes into a queue of another name', () => {
    const { page, commands } = opened({ options: { dataLayer: 'layer' } })
    expect(Object.keys(page)).toEqual(['layer'])
    expect(commands()).toHaveLength(1)
  })

  test.each([7, {}, 'text'])('finds a place where a page has something else: %j', (it) => {
    expect(opened({ page: { dataLayer: it } }).commands()).toHaveLength(1)
  })

  test('never throws into the page', () => {
    const push = (): never => {
      throw new Error('no')
    }
    const { errors, follow } = opened({ page: { dataLayer: { push } } })
    follow({ ...UNASKED, analytics: 'granted', ga4: 'granted' })
    expect(errors).toContainEqual(new Error('no'))
  })
})

describe('an update', () => {
  test('doesn’t come before an answer', () => {
    const { follow, updates } = opened()
    follow(UNASKED)
    follow({})
    expect(updates()).toEqual([])
  })

  test('comes with an answer from before, the default still first', () => {
    const { follow, commands } = opened()
    follow({ ...UNASKED, analytics: 'granted', ga4: 'granted', advertising: 'denied' })
    expect(commands()).toEqual([
      ['consent', 'default', NOTHING],
      ['consent', 'update', ANALYSIS],
    ])
  })

  test('comes with a refusal, too, and says all seven', () => {
    const { follow, updates } = opened()
    follow(UNASKED)
    follow({ ...UNASKED, analytics: 'denied', ga4: 'denied' })
    expect(updates()).toEqual([NOTHING])
  })

  test('comes again for each answer that differs, and for no other', () => {
    const { follow, updates } = opened()
    const yes = { ...UNASKED, analytics: 'granted', ga4: 'granted' } as const
    const no = { ...UNASKED, analytics: 'denied', ga4: 'denied' } as const
    for (const choices of [UNASKED, yes, yes, no, { ...no, embeds: 'granted' } as const, yes, no]) {
      follow(choices)
    }
    expect(updates()).toEqual([ANALYSIS, NOTHING, ANALYSIS, NOTHING])
  })

  test('grants what each purpose of METALIVE’s stands for', () => {
    const services = [ga4, googleAds]
    const { follow, updates } = opened({ services })
    follow({ ...UNASKED, functional: 'granted' })
    follow({ ...UNASKED, advertising: 'granted', 'google-ads': 'granted' })
    expect(updates()).toEqual([
      { ...NOTHING, functionality_storage: 'granted', personalization_storage: 'granted' },
      { ...NOTHING, ...ADS },
    ])
  })
})

describe('a signal', () => {
  const told = (services: readonly CoreService[], choices: Choices): unknown => {
    const { follow, updates } = opened({ services })
    follow(UNASKED)
    follow({ ...UNASKED, ...choices })
    return updates().at(-1) ?? 'nothing'
  }

  test('is denied where one of Google’s own is refused alone', () => {
    expect(told([ga4], { analytics: 'granted', ga4: 'denied' })).toEqual(NOTHING)
    const services = [googleAds, googleTagManager]
    const one = { 'google-ads': 'denied', 'google-tag-manager': 'granted' } as const
    expect(told(services, { advertising: 'granted', ...one })).toEqual(NOTHING)
  })

  test('is granted where one of them is granted alone', () => {
    expect(told([ga4], { analytics: 'denied', ga4: 'granted' })).toEqual(ANALYSIS)
  })

  test.each(['notice', 'optout'] as const)(
    'is denied while another of them runs by the basis %s alone, without an answer',
    (basis) => {
      const services = [{ ...googleTagManager, basis }, googleAds]
      const both = { 'google-ads': 'granted', 'google-tag-manager': 'granted' } as const
      expect(told(services, both)).toBe('nothing')
      expect(told(services, { ...both, advertising: 'granted' })).toEqual({ ...NOTHING, ...ADS })
    },
  )

  test('is granted where another of them is unasked, and doesn’t run', () => {
    const services = [{ ...googleTagManager, basis: 'notice' as const }, googleAds]
    expect(told(services, { 'google-ads': 'granted' })).toEqual({ ...NOTHING, ...ADS })
  })

  test('is granted by the purpose where none of Google’s is of it', () => {
    expect(told([ga4], { advertising: 'granted' })).toEqual({ ...NOTHING, ...ADS })
  })

  test.each(['notice', 'optout', 'exempt'] as const)(
    'isn’t granted by the basis %s: only by an answer',
    (basis) => {
      const services = [{ ...ga4, basis }]
      expect(told(services, { ga4: 'granted' })).toBe('nothing')
      expect(told(services, { ga4: 'granted', analytics: 'granted' })).toEqual(ANALYSIS)
    },
  )
})

describe('what containers trigger by', () => {
  test('carries every choice, and what has changed', () => {
    const { follow, events } = opened()
    follow(UNASKED)
    expect(events()).toEqual([])
    follow({ ...UNASKED, analytics: 'granted', ga4: 'granted' })
    follow({ ...UNASKED, analytics: 'granted', ga4: 'denied' })
    const choices = { functional: 'unasked', analytics: 'granted', advertising: 'unasked' }
    expect(events()).toEqual([
      {
        event: 'metalive_consent',
        metalive_consent: {
          choices: { ...choices, embeds: 'unasked', ga4: 'granted' },
          changed: 'analytics,ga4',
        },
      },
      {
        event: 'metalive_consent',
        metalive_consent: {
          choices: { ...choices, embeds: 'unasked', ga4: 'denied' },
          changed: 'ga4',
        },
      },
    ])
  })

  test('comes after the update that it goes with', () => {
    const { follow, page } = opened()
    follow({ ...UNASKED, analytics: 'granted', ga4: 'granted' })
    expect((page.dataLayer as object[]).map(isCommand)).toEqual([true, true, false])
  })
})
