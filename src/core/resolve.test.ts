import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { resolve } from './resolve.ts'
import type { Choice, ConsentState, CoreConfig, Mark, StoredRecord } from './types.ts'

const TODAY = 20780

interface Input {
  readonly config: CoreConfig
  readonly record: StoredRecord
  readonly today: number
  readonly noticed?: boolean
  readonly gpc?: boolean
}

const CONFIG: CoreConfig = {
  revision: 1,
  purposes: [{ id: 'necessary', required: true }, { id: 'analytics' }, { id: 'embeds' }],
  services: [
    { id: 'ga4', purpose: 'analytics' },
    { id: 'clarity', purpose: 'analytics' },
    { id: 'youtube', purpose: 'embeds' },
  ],
}

/** A first visit; a test says only what is different. */
const input = (change: Partial<Input> = {}): Input => ({
  config: CONFIG,
  record: null,
  today: TODAY,
  ...change,
})

const state = ({ config, record, today, ...signals }: Input): ConsentState =>
  resolve(config, record, { today, ...signals })

const mark = (choice: Choice, change: Partial<Mark> = {}): Mark => ({
  choice,
  day: TODAY,
  revision: 1,
  source: 'banner',
  ...change,
})

const marks = (all: Readonly<Record<string, Mark>>): StoredRecord => ({
  wording: 1,
  age: 'u',
  id: 'k3v9x2ab',
  marks: all,
})

const granted = mark('granted')
const denied = mark('denied')

describe('a first visitor', () => {
  test('has granted what is required and nothing else', () => {
    expect(state(input()).choices).toEqual({ necessary: 'granted' })
  })

  test('is asked about every purpose that can be refused, and about no service', () => {
    expect(state(input())).toMatchObject({ status: 'undecided', asks: ['analytics', 'embeds'] })
  })

  test('is asked nothing where everything is required', () => {
    const config = { revision: 1, purposes: [{ id: 'necessary', required: true }], services: [] }
    expect(state(input({ config }))).toEqual({
      status: 'decided',
      choices: { necessary: 'granted' },
      asks: [],
      reasons: [],
      gpc: false,
      reworded: false,
      off: [],
      age: 'unknown',
    })
  })

  test.each(['constructor', '__proto__'])(
    'has granted nothing to a purpose that is called like what every object inherits: %s',
    (id) => {
      const config = { revision: 1, purposes: [{ id }], services: [] }
      expect(Object.keys(state(input({ config })).choices)).toEqual([])
      expect(state(input({ config })).asks).toEqual([id])
    },
  )
})

describe('an answer', () => {
  test('to a purpose is the answer to its services', () => {
    const record = marks({ analytics: granted, embeds: denied })
    expect(state(input({ record }))).toEqual({
      status: 'decided',
      choices: {
        necessary: 'granted',
        analytics: 'granted',
        ga4: 'granted',
        clarity: 'granted',
        embeds: 'denied',
        youtube: 'denied',
      },
      asks: [],
      reasons: [],
      gpc: false,
      reworded: false,
      off: [],
      age: 'unknown',
    })
  })

  test('to some purposes leaves the others open', () => {
    const record = marks({ analytics: denied })
    expect(state(input({ record }))).toMatchObject({ status: 'partial', asks: ['embeds'] })
    expect(state(input({ record })).choices).not.toHaveProperty('embeds')
  })

  test('to a service wins over the one to its purpose', () => {
    const record = marks({ analytics: granted, embeds: denied, ga4: denied, youtube: granted })
    expect(state(input({ record })).choices).toMatchObject({
      analytics: 'granted',
      ga4: 'denied',
      clarity: 'granted',
      embeds: 'denied',
      youtube: 'granted',
    })
  })

  test('to one service of an open purpose runs that one, and the purpose stays open', () => {
    const result = state(input({ record: marks({ analytics: denied, youtube: granted }) }))
    expect(result.choices).toMatchObject({ youtube: 'granted' })
    expect(result).toMatchObject({ status: 'partial', asks: ['embeds'] })
  })

  test('can’t refuse what is required', () => {
    const record = marks({ necessary: denied, analytics: denied, embeds: denied })
    expect(state(input({ record })).choices).toMatchObject({ necessary: 'granted' })
  })

  test('to what the config doesn’t know is no answer', () => {
    const result = state(input({ record: marks({ weather: granted }) }))
    expect(result.choices).toEqual({ necessary: 'granted' })
    expect(result).toMatchObject({ status: 'partial', asks: ['analytics', 'embeds'] })
  })
})

describe('a grant', () => {
  const at = (day: number, change: Partial<Input> = {}): ConsentState =>
    state(
      input({ record: marks({ analytics: mark('granted', { day }), embeds: denied }), ...change }),
    )

  test('stands on its 180th day', () => {
    expect(at(TODAY - 180)).toMatchObject({ status: 'decided', choices: { ga4: 'granted' } })
  })

  test('lapses after it, and is asked about', () => {
    const lapsed = at(TODAY - 181)
    expect(lapsed).toMatchObject({ status: 'partial', asks: ['analytics'] })
    expect(lapsed.choices).not.toHaveProperty('analytics')
    expect(lapsed.choices).not.toHaveProperty('ga4')
  })

  test('lapses when the config says so', () => {
    const config = { ...CONFIG, maxAgeDays: { granted: 30, denied: 60 } }
    expect(at(TODAY - 30, { config }).asks).toEqual([])
    expect(at(TODAY - 31, { config }).asks).toEqual(['analytics'])
  })

  test('stands when the clock is a day behind', () => {
    expect(at(TODAY + 1).choices).toMatchObject({ analytics: 'granted' })
  })

  test('from further ahead is none, and is asked about', () => {
    expect(at(TODAY + 2).choices).not.toHaveProperty('analytics')
    expect(at(TODAY + 2).asks).toEqual(['analytics'])
  })

  test('lapses when its purpose has changed since', () => {
    const changed = { ...CONFIG, purposes: [{ id: 'analytics', since: 2 }, { id: 'embeds' }] }
    expect(at(TODAY, { config: { ...changed, revision: 2 } })).toMatchObject({
      status: 'partial',
      asks: ['analytics'],
    })
  })

  test('stands when only something else has changed since', () => {
    expect(at(TODAY, { config: { ...CONFIG, revision: 9 } }).asks).toEqual([])
  })

  test('of a service that lapsed gives way to what its purpose says', () => {
    const old = mark('granted', { day: TODAY - 181 })
    const under = (purpose: Mark): ConsentState =>
      state(input({ record: marks({ analytics: denied, embeds: purpose, youtube: old }) }))
    expect(under(granted).choices).toMatchObject({ youtube: 'granted' })
    expect(under(denied).choices).toMatchObject({ youtube: 'denied' })
  })

  test('of a service that lapsed under an open purpose is no grant', () => {
    const old = mark('granted', { day: TODAY - 181 })
    const result = state(input({ record: marks({ analytics: denied, youtube: old }) }))
    expect(result.choices).not.toHaveProperty('youtube')
    expect(result.asks).toEqual(['embeds'])
  })
})

describe('a denial', () => {
  const at = (day: number, change: Partial<Input> = {}): ConsentState =>
    state(
      input({ record: marks({ analytics: mark('denied', { day }), embeds: granted }), ...change }),
    )

  test('isn’t asked about again before a year is over', () => {
    expect(at(TODAY - 365)).toMatchObject({ status: 'decided', choices: { analytics: 'denied' } })
  })

  test('may be asked about again after a year, and stays a denial', () => {
    expect(at(TODAY - 366)).toMatchObject({
      status: 'partial',
      asks: ['analytics'],
      choices: { analytics: 'denied', ga4: 'denied', clarity: 'denied' },
    })
  })

  test('from the future stands, and nobody is asked', () => {
    expect(at(TODAY + 1000)).toMatchObject({ asks: [], choices: { analytics: 'denied' } })
  })

  test('stays one when its purpose has changed since', () => {
    const changed = { ...CONFIG, purposes: [{ id: 'analytics', since: 2 }, { id: 'embeds' }] }
    expect(at(TODAY, { config: { ...changed, revision: 2 } })).toMatchObject({
      asks: ['analytics'],
      choices: { analytics: 'denied', ga4: 'denied' },
    })
  })

  test('of a service never lapses under a granted purpose', () => {
    const old = mark('denied', { day: 0 })
    const record = marks({ analytics: granted, embeds: granted, ga4: old })
    expect(state(input({ record }))).toMatchObject({ asks: [], choices: { ga4: 'denied' } })
  })
})

describe('a service that is new since the answer', () => {
  const config: CoreConfig = {
    ...CONFIG,
    revision: 2,
    services: [...CONFIG.services, { id: 'mux', purpose: 'analytics', since: 2 }],
  }
  const under = (purpose: Mark, own: Readonly<Record<string, Mark>> = {}): ConsentState =>
    state(input({ config, record: marks({ analytics: purpose, embeds: denied, ...own }) }))

  test('is asked about where its purpose is granted, and held until then', () => {
    const result = under(granted)
    expect(result).toMatchObject({ status: 'partial', asks: ['mux'] })
    expect(result.choices).not.toHaveProperty('mux')
    expect(result.choices).toMatchObject({ ga4: 'granted' })
  })

  test('is denied silently where its purpose is denied', () => {
    expect(under(denied)).toMatchObject({ status: 'decided', asks: [], choices: { mux: 'denied' } })
  })

  test('isn’t asked about where its purpose was granted with it', () => {
    expect(under(mark('granted', { revision: 2 }))).toMatchObject({
      asks: [],
      choices: { mux: 'granted' },
    })
  })

  test('isn’t asked about once it has an answer of its own', () => {
    const own = { mux: mark('denied', { revision: 2 }) }
    expect(under(granted, own)).toMatchObject({ asks: [], choices: { mux: 'denied' } })
  })

  test('comes with its purpose where that is open', () => {
    expect(state(input({ config })).asks).toEqual(['analytics', 'embeds'])
  })
})

describe('a service that changed since its own answer', () => {
  const config: CoreConfig = {
    ...CONFIG,
    revision: 2,
    services: [{ id: 'ga4', purpose: 'analytics', since: 2 }],
  }
  const answered = (own: Mark): ConsentState =>
    state(input({ config, record: marks({ analytics: granted, embeds: denied, ga4: own }) }))

  test('is asked about, and a grant doesn’t stand meanwhile', () => {
    expect(answered(granted).asks).toEqual(['ga4'])
    expect(answered(granted).choices).not.toHaveProperty('ga4')
  })

  test('is asked about, and a denial stands meanwhile', () => {
    expect(answered(denied)).toMatchObject({ asks: ['ga4'], choices: { ga4: 'denied' } })
  })
})

describe('a basis', () => {
  const config: CoreConfig = {
    revision: 2,
    purposes: [{ id: 'analytics' }],
    services: [
      { id: 'held', purpose: 'analytics' },
      { id: 'consent', purpose: 'analytics', basis: 'consent' },
      { id: 'optout', purpose: 'analytics', basis: 'optout' },
      { id: 'notice', purpose: 'analytics', basis: 'notice' },
      { id: 'exempt', purpose: 'analytics', basis: 'exempt' },
    ],
  }
  const old = { day: TODAY - 181 }
  const ALWAYS = ['exempt']
  const NOTICED = ['optout', 'notice', 'exempt']
  const ALL = ['held', 'consent', 'optout', 'notice', 'exempt']

  /** Services that run, before the notice was painted and after. */
  test.each<[string, StoredRecord, before: readonly string[], after: readonly string[]]>([
    ['without an answer', null, ALWAYS, NOTICED],
    ['with a grant', marks({ analytics: granted }), ALL, ALL],
    ['with a grant that lapsed', marks({ analytics: mark('granted', old) }), ALWAYS, NOTICED],
    ['with a denial', marks({ analytics: denied }), ALWAYS, ALWAYS],
    [
      'with a denial of years ago',
      marks({ analytics: mark('denied', { day: 0 }) }),
      ALWAYS,
      ALWAYS,
    ],
    [
      'with a denial from a clock far ahead',
      marks({ analytics: mark('denied', { day: TODAY + 999 }) }),
      ALWAYS,
      ALWAYS,
    ],
    ['with one of them denied', marks({ optout: denied }), ALWAYS, ['notice', 'exempt']],
    ['with one of them granted', marks({ optout: granted }), ['optout', 'exempt'], NOTICED],
    [
      'with one of them denied under a granted purpose',
      marks({ analytics: granted, notice: denied }),
      ['held', 'consent', 'optout', 'exempt'],
      ['held', 'consent', 'optout', 'exempt'],
    ],
    ['with the exempt one denied', marks({ exempt: denied }), ALWAYS, NOTICED],
    ['with a record of a newer format', 'newer', ALWAYS, ALWAYS],
  ])('%s decides what runs, and when', (_case, record, before, after) => {
    const runs = (noticed: boolean): string[] =>
      ALL.filter((id) => state(input({ config, record, noticed })).choices[id] === 'granted')
    expect(runs(false)).toEqual(before)
    expect(runs(true)).toEqual(after)
  })

  test('leaves it open what is asked: a notice is no answer', () => {
    for (const noticed of [false, true]) {
      const { choices, ...rest } = state(input({ config, noticed }))
      expect(rest).toMatchObject({ status: 'undecided', asks: ['analytics'] })
      expect(choices).not.toHaveProperty('analytics')
    }
  })

  test('of a new service under a granted purpose holds it until the notice, and asks', () => {
    const services = config.services.map((each) => ({ ...each, since: 2 }))
    const runs = (noticed: boolean): ConsentState =>
      state(
        input({ config: { ...config, services }, record: marks({ analytics: granted }), noticed }),
      )
    expect(runs(false).choices).toEqual({ analytics: 'granted', exempt: 'granted' })
    expect(Object.keys(runs(true).choices).sort()).toEqual(['analytics', ...NOTICED].sort())
    expect(runs(true).asks).toEqual(['held', 'consent', 'optout', 'notice'])
  })

  test('asks nobody where everything is exempt', () => {
    const services = config.services.filter(({ basis }) => basis === 'exempt')
    expect(state(input({ config: { ...config, services } }))).toMatchObject({
      status: 'decided',
      asks: [],
    })
  })

  test('asks about purposes that only tags name', () => {
    expect(state(input({ config: { ...config, services: [] } })).asks).toEqual(['analytics'])
  })
})

describe('GPC', () => {
  const config: CoreConfig = {
    revision: 1,
    purposes: [{ id: 'analytics' }, { id: 'advertising', honorsGpc: true }],
    services: [
      { id: 'ga4', purpose: 'analytics' },
      { id: 'shared', purpose: 'analytics', honorsGpc: true },
      { id: 'optout', purpose: 'analytics', basis: 'optout' },
      { id: 'ads', purpose: 'advertising' },
      { id: 'exempt', purpose: 'advertising', basis: 'exempt' },
    ],
  }
  const inSpite: Mark = { ...granted, gpc: true }
  const lapsed: Mark = { ...inSpite, day: TODAY - 181 }
  const IDS = ['ga4', 'shared', 'optout', 'ads', 'exempt']

  /** What runs without the signal, and with it; the notice was painted. */
  test.each<[string, StoredRecord, without: string[], withIt: string[]]>([
    ['no answer', null, ['optout', 'exempt'], ['exempt']],
    [
      'a grant of all from before',
      marks({ analytics: granted, advertising: granted }),
      IDS,
      ['ga4', 'exempt'],
    ],
    [
      'a grant of all in spite of it',
      marks({ analytics: inSpite, advertising: inSpite }),
      IDS,
      ['ga4', 'optout', 'ads', 'exempt'],
    ],
    [
      'a grant by the service’s own switch',
      marks({ analytics: denied, advertising: denied, shared: inSpite, ads: inSpite }),
      ['shared', 'ads', 'exempt'],
      ['shared', 'ads', 'exempt'],
    ],
    [
      'a grant by the service’s own switch from before',
      marks({ analytics: denied, advertising: denied, shared: granted, ads: granted }),
      ['shared', 'ads', 'exempt'],
      ['exempt'],
    ],
    [
      'such a grant that lapsed',
      marks({ analytics: denied, advertising: lapsed, shared: lapsed }),
      ['exempt'],
      ['exempt'],
    ],
    ['a denial', marks({ analytics: denied, advertising: denied }), ['exempt'], ['exempt']],
    ['a record of a newer format', 'newer', ['exempt'], ['exempt']],
  ])('after %s', (_case, record, without, withIt) => {
    const runs = (gpc: boolean): string[] => {
      const { choices } = state(input({ config, record, gpc, noticed: true }))
      return IDS.filter((id) => choices[id] === 'granted')
    }
    expect(runs(false)).toEqual(without)
    expect(runs(true)).toEqual(withIt)
  })

  test('is an answer: what it refuses is not asked about', () => {
    expect(state(input({ config })).asks).toEqual(['analytics', 'advertising'])
    const withIt = state(input({ config, gpc: true }))
    expect(withIt).toMatchObject({ asks: ['analytics'], gpc: true })
    expect(withIt.choices).toMatchObject({ advertising: 'denied' })
  })

  test('changes nothing where nothing honors it', () => {
    expect(state(input({ gpc: true }))).toEqual(state(input()))
  })
})

describe('the reasons for asking again', () => {
  const reasons = (record: StoredRecord, change: Partial<CoreConfig> = {}): readonly string[] =>
    state(input({ record, config: { ...CONFIG, ...change } })).reasons
  const answered = (change: Partial<Mark> = {}): StoredRecord =>
    marks({ analytics: mark('granted', change), embeds: denied })

  test.each<[string, readonly string[], readonly string[]]>([
    ['a first visit has none', reasons(null), []],
    ['nor has an answer that stands', reasons(answered()), []],
    ['nor has what was never answered', reasons(marks({ analytics: granted })), []],
    ['an old grant', reasons(answered({ day: TODAY - 181 })), ['lapsed']],
    ['an old denial', reasons(answered({ choice: 'denied', day: TODAY - 366 })), ['lapsed']],
    [
      'a changed purpose',
      reasons(answered(), {
        revision: 2,
        purposes: [{ id: 'analytics', since: 2 }, { id: 'embeds' }],
      }),
      ['changed'],
    ],
    [
      'a new service under a grant',
      reasons(answered(), {
        revision: 2,
        services: [{ id: 'mux', purpose: 'analytics', since: 2 }],
      }),
      ['added'],
    ],
    [
      'a new service under a denial has none',
      reasons(answered({ choice: 'denied' }), {
        revision: 2,
        services: [{ id: 'mux', purpose: 'analytics', since: 2 }],
      }),
      [],
    ],
    [
      'all at once',
      reasons(
        marks({ analytics: mark('granted', { day: TODAY - 181 }), embeds: granted, news: granted }),
        {
          revision: 2,
          purposes: [{ id: 'analytics' }, { id: 'embeds' }, { id: 'news', since: 2 }],
          services: [{ id: 'vimeo', purpose: 'embeds', since: 2 }],
        },
      ),
      ['lapsed', 'changed', 'added'],
    ],
  ])('%s', (_case, given, expected) => {
    expect(given).toEqual(expected)
  })
})

describe('other words', () => {
  const config = { ...CONFIG, wording: 2 }
  const record = marks({ analytics: granted, embeds: denied })

  test('are told, and ask nothing', () => {
    expect(state(input({ config, record }))).toMatchObject({
      status: 'decided',
      asks: [],
      reworded: true,
    })
  })

  test.each<[string, Partial<Input>]>([
    ['to a first visitor', { config }],
    ['to one who is asked anyway', { config, record: marks({ analytics: granted }) }],
    ['to one whose record is of a newer format', { config, record: 'newer' }],
    ['to one who has seen them', { record }],
  ])('are not told %s', (_case, change) => {
    expect(state(input(change)).reworded).toBe(false)
  })
})

describe('what the operator has switched off', () => {
  const config: CoreConfig = {
    revision: 2,
    purposes: [{ id: 'necessary', required: true }, { id: 'analytics' }],
    services: [
      { id: 'session', purpose: 'necessary', basis: 'exempt' },
      { id: 'ga4', purpose: 'analytics', since: 2, off: true },
      { id: 'clarity', purpose: 'analytics', basis: 'notice' },
    ],
  }
  const off = ['session', 'clarity', 'nobody']
  const record = marks({ analytics: granted, ga4: mark('granted', { gpc: true, revision: 2 }) })

  test('is denied, whatever was answered, and isn’t asked about', () => {
    const answered = state({ ...input({ config, record }), noticed: true })
    expect(answered.choices).toMatchObject({ analytics: 'granted', ga4: 'denied' })
    expect(answered).toMatchObject({ asks: [], off: ['ga4'] })
  })

  test('is denied before it is exempt, or runs by notice', () => {
    const { choices, ...rest } = resolve(config, null, {
      today: TODAY,
      noticed: true,
      off: new Set(off),
    })
    expect(choices).toEqual({
      necessary: 'granted',
      session: 'denied',
      ga4: 'denied',
      clarity: 'denied',
    })
    expect(rest.off).toEqual(['session', 'ga4', 'clarity'])
  })

  test('leaves the rest as it was', () => {
    const without = resolve(config, record, { today: TODAY })
    const { choices } = resolve(config, record, { today: TODAY, off: new Set(['session']) })
    expect(choices).toEqual({ ...without.choices, session: 'denied' })
  })
})

test('a record of a newer format grants nothing and asks nothing', () => {
  expect(state(input({ record: 'newer' }))).toEqual({
    status: 'decided',
    choices: { necessary: 'granted' },
    asks: [],
    reasons: [],
    gpc: false,
    reworded: false,
    off: [],
    age: 'unknown',
  })
})

describe('whatever the record, the clock and the revisions', () => {
  const runs = { numRuns: 10_000 }
  const ids = ['necessary', 'analytics', 'embeds', 'ga4', 'clarity', 'youtube']

  test('a refusal in place of a grant lets nothing run that didn’t', () => {
    fc.assert(
      fc.property(anyInput(), fc.constantFrom(...ids), (given, id) => {
        const before = grantsOf(given)
        expect(before).toEqual(expect.arrayContaining(grantsOf(refusing(given, id))))
      }),
      runs,
    )
  })

  test('whatever is switched off, nothing runs that didn’t', () => {
    fc.assert(
      fc.property(anyInput(), fc.subarray(ids), (given, off) => {
        const { config, record, ...rest } = given
        const { choices } = resolve(config, record, { ...rest, off: new Set(off) })
        const runs = Object.keys(choices).filter((id) => choices[id] === 'granted')
        expect(grantsOf(given)).toEqual(expect.arrayContaining(runs))
        expect(
          runs.filter((id) => off.includes(id) && config.services.some((s) => s.id === id)),
        ).toEqual([])
      }),
      runs,
    )
  })

  test('a purpose that was refused isn’t granted', () => {
    fc.assert(
      fc.property(anyInput(), fc.constantFrom('analytics', 'embeds'), (given, id) => {
        expect(state(refusing(given, id)).choices[id]).toBe('denied')
      }),
      runs,
    )
  })

  test('nothing runs but what is required or was granted, itself or its purpose', () => {
    fc.assert(
      fc.property(anyInput(), (given) => {
        const { marks: all } = given.record as Exclude<StoredRecord, 'newer' | null>
        const without = input({ ...given, record: marks(refusals(all)) })
        expect(grantsOf(without)).toEqual(['necessary'])
      }),
      runs,
    )
  })

  function refusing(given: Input, id: string): Input {
    const { marks: all } = given.record as Exclude<StoredRecord, 'newer' | null>
    const refused: Mark = { ...mark('denied'), ...all[id], choice: 'denied' }
    return { ...given, record: marks({ ...all, [id]: refused }) }
  }

  function refusals(all: Readonly<Record<string, Mark>>): Record<string, Mark> {
    const entries = Object.entries(all).map(([id, each]) => [id, { ...each, choice: 'denied' }])
    return Object.fromEntries(entries)
  }

  function grantsOf(given: Input): string[] {
    const { choices } = state(given)
    return ids.filter((id) => choices[id] === 'granted')
  }

  function anyInput(): fc.Arbitrary<Input> {
    const since = fc.constantFrom(1, 2, 3)
    const each = fc.record({
      choice: fc.constantFrom<Choice>('granted', 'denied'),
      day: fc.constantFrom(0, TODAY - 366, TODAY - 181, TODAY - 180, TODAY, TODAY + 1, TODAY + 2),
      revision: fc.constantFrom(1, 2, 3),
      source: fc.constant('banner' as const),
    })
    return fc
      .record({
        marks: fc.dictionary(fc.constantFrom(...ids), each),
        since: fc.array(since, { minLength: 5, maxLength: 5 }),
      })
      .map(({ marks: all, since: from }) =>
        input({ config: configSince(from), record: marks(all) }),
      )
  }

  function configSince(since: readonly number[]): CoreConfig {
    const [purposes, services] = [CONFIG.purposes, CONFIG.services]
    return {
      revision: 3,
      purposes: purposes.map((each, i) => ({ ...each, since: since[i] ?? 1 })),
      services: services.map((each, i) => ({ ...each, since: since[i + 2] ?? 1 })),
    }
  }
})
