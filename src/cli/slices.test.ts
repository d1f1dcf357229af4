import { describe, expect, test } from 'vitest'
import { resolve } from '../core/resolve.ts'
import { hasShape } from '../core/shape.ts'
import type { Config } from '../core/types.ts'
import { metalive } from '../metalive.ts'
import { ga4 } from '../services.ts'
import {
  againSlice,
  askSlice,
  bannerSlice,
  coreSlice,
  diagnosisSlice,
  disclosureSlice,
  embedsSlice,
  laterSlice,
  preferencesSlice,
} from './slices.ts'

/** METALIVE's config, with a service and a purpose that came later. */
const CHANGED: Config = {
  ...metalive,
  revision: 3,
  wording: 2,
  maxAgeDays: { granted: 90, denied: 120 },
  assets: 'https://cdn.test/consent/',
  purposes: metalive.purposes.map((each) => (each.id === 'embeds' ? { ...each, since: 3 } : each)),
  services: metalive.services.map((each) => (each.id === 'ga4' ? { ...each, since: 2 } : each)),
}

const text = (slice: object): string => JSON.stringify(slice)

describe('what everyone downloads', () => {
  test('holds ids, and no word that is shown', () => {
    expect(text(coreSlice(metalive))).not.toMatch(/[^ -~]/)
  })

  test('is a config that decides like the whole one', () => {
    const mark = { choice: 'granted', day: 20780, revision: 1, source: 'banner' } as const
    const marks = { analytics: mark, embeds: mark, advertising: mark }
    const record = { wording: 1, age: 'u', id: 'k3v9x2ab', marks }
    for (const today of [20780, 20900, 30000]) {
      const whole = resolve(CHANGED, record, { today })
      expect(resolve(coreSlice(CHANGED), record, { today })).toEqual(whole)
    }
    expect(hasShape(coreSlice(CHANGED))).toBe(true)
  })

  test('keeps what is switched off, and where to ask for more', () => {
    const [first, ...rest] = metalive.services
    const services = first ? [{ ...first, off: true }, ...rest] : rest
    const slice = coreSlice({ ...metalive, services, switches: { url: '/off.json' } })
    expect(slice).toMatchObject({ switches: { url: '/off.json' } })
    expect(resolve(slice, null, { today: 20780 }).off).toEqual([first?.id])
  })

  test('keeps what says where the rest lies, and which wording was shown', () => {
    expect(coreSlice(CHANGED)).toMatchObject({ wording: 2, assets: 'https://cdn.test/consent/' })
  })

  test('says what platforms are told, and where nothing hears it nothing', () => {
    const google = { mode: 'basic', waitForUpdateMs: 500 } as const
    const slice = coreSlice({ ...metalive, google })
    expect(slice.google).toEqual({ waitForUpdateMs: 500 })
    expect(slice.services.find(({ id }) => id === 'ga4')).toMatchObject({ google: true })
    expect(slice.services.find(({ id }) => id === 'meta-pixel')?.signal?.queue).toBe('fbq')

    const services = metalive.services.filter((each) => !each.signal && !each.google)
    expect(services.length).toBeGreaterThan(1)
    const silent = text(coreSlice({ ...metalive, google, services }))
    expect(silent).not.toMatch(/google(?:Signals)?":|signal|_storage|waitForUpdate/)
  })

  test('leaves out what has no value', () => {
    expect(Object.keys(coreSlice(metalive)).sort()).toEqual([
      'age',
      'languages',
      'purposes',
      'revision',
      'services',
    ])
  })
})

describe('the first layer’s part', () => {
  test('counts the companies of all services', () => {
    expect(bannerSlice(metalive).recipients).toBe(7)
  })

  test('says which layout it has, where the config says it', () => {
    expect(bannerSlice({ ...metalive, layout: 'bar' }).layout).toBe('bar')
    expect(bannerSlice(metalive)).not.toHaveProperty('layout')
  })

  test('names only services that can be asked about alone', () => {
    expect(bannerSlice(metalive).services).toEqual([])
    expect(bannerSlice(CHANGED).services).toEqual([{ id: 'ga4', purpose: 'analytics' }])
  })
})

describe('the second layer’s part', () => {
  test('has nothing that only platforms are told', () => {
    expect(text(preferencesSlice(metalive))).not.toMatch(/googleSignals|signal|_storage/)
  })

  test('has every purpose with its words, and every service with its company', () => {
    const { purposes, services } = preferencesSlice(metalive)
    expect(purposes.map(({ lost }) => lost)).toEqual(metalive.purposes.map(({ lost }) => lost))
    expect(services.map(({ recipient }) => recipient.name)).toEqual(
      metalive.services.map(({ recipient }) => recipient.name),
    )
  })
})

describe('a service of an app alone', () => {
  const app = { ...ga4, id: 'app-sdk', since: 2, platforms: ['ios', 'android'] } as const
  const config = { ...CHANGED, services: [...CHANGED.services, app] } as Config

  test('stands in the list, and counts there', () => {
    expect(text(disclosureSlice(config))).toContain('app-sdk')
    const other = { ...app, recipient: { ...app.recipient, name: 'Example Inc.' } }
    const more = { ...config, services: [...CHANGED.services, other] } as Config
    expect(bannerSlice(more).recipients).toBe(bannerSlice(CHANGED).recipients + 1)
  })

  test.each([
    ['held', coreSlice],
    ['asked about', bannerSlice],
    ['switched', preferencesSlice],
    ['told of', againSlice],
    ['asked about where it is needed', askSlice],
  ])('is not %s in a page', (_what, slice) => {
    expect(text(slice(config))).not.toContain('app-sdk')
  })
})

describe('the part for the sweep', () => {
  test('names every cookie and key, and whose it is', () => {
    const { services } = laterSlice(metalive)
    const cookies = services.flatMap((service) => service.cookies)
    const namesOf = (party: string): string[] =>
      cookies.filter((cookie) => cookie.party === party).map(({ name }) => name)
    expect(namesOf('first')).toEqual(
      expect.arrayContaining(['_ga', '_ga_*', '_clck', 'muxData', '_fbp']),
    )
    expect(namesOf('third')).toContain('IDE')
    expect(services.flatMap(({ storage }) => storage)).toContainEqual({
      area: 'local',
      key: '_yj*',
    })
  })
})

describe('the part for a question where it is needed', () => {
  const exempt = { ...ga4, id: 'exempt', basis: 'exempt', sends: ['purchase'] } as const
  const chat = metalive.services.filter(({ id }) => id === 'zendesk')
  const slice = askSlice({ ...metalive, services: [...chat, exempt] as Config['services'] })

  test('knows all that can be refused, and nothing else', () => {
    const optional = metalive.purposes.filter(({ required }) => !required)
    expect(slice.purposes.map(({ id }) => id)).toEqual(optional.map(({ id }) => id))
    expect(slice.services.map(({ id }) => id)).toEqual(['zendesk'])
  })

  test('has words for what that would send, and for nothing else', () => {
    const sent = slice.services.flatMap(({ sends }) => sends)
    expect(new Set(Object.keys(slice.texts.items))).toEqual(new Set(sent))
  })
})

describe('the part for placeholders', () => {
  test('has words for all that a placeholder names, and for nothing else', () => {
    const { services, texts } = embedsSlice(metalive)
    const sent = services.flatMap(({ sends }) => sends)
    expect(new Set(Object.keys(texts.items))).toEqual(new Set(sent))
    expect(services.map(({ id }) => id)).toEqual(['youtube', 'x-embed'])
  })
})

test('what looks at a page for mistakes knows hosts, and no word that visitors read', () => {
  const slice = diagnosisSlice({ ...metalive, cookie: { domain: 'site.example' } })
  expect(slice).toMatchObject({ cookie: { domain: 'site.example' } })
  expect(slice.services.map(({ hosts }) => hosts)).toEqual(metalive.services.map((it) => it.hosts))
  expect(slice.services[0]).toMatchObject({ id: 'ga4', purpose: 'analytics', google: true })
  expect(text(slice)).not.toMatch(/[^ -~]/)
})
