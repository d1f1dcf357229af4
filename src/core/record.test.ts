import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openConsent } from './consent.ts'
import { decodeRecord, encodeRecord, MAX_LENGTH, mergeRecords } from './record.ts'
import { resolve } from './resolve.ts'
import { fakeState } from './state.fake.ts'
import type { Choice, ConsentRecord, CoreConfig, Mark, Source, StoredRecord } from './types.ts'
import { fakeWorld } from './world.fake.ts'

const RUNS = { numRuns: 10_000 }

const SOURCES: readonly Source[] = [
  'banner',
  'preferences',
  'placeholder',
  'ask',
  'guardian',
  'api',
  'import',
  'host',
]

/** A second FNV-1a, written from its definition, so that the first isn't its own witness. */
function fnv1a(text: string): string {
  let hash = 2_166_136_261n
  for (const byte of Buffer.from(text, 'latin1')) {
    hash = ((hash ^ BigInt(byte)) * 16_777_619n) % 2n ** 32n
  }
  return hash.toString(36)
}

/** `body` with the checksum it deserves: only its shape can be wrong. */
const signed = (body: string): string => `${body}~${fnv1a(body)}`

const mark = (change: Partial<Mark> = {}): Mark => ({
  choice: 'granted',
  day: 20780,
  revision: 1,
  source: 'banner',
  ...change,
})

const record = (change: Partial<ConsentRecord> = {}): ConsentRecord => ({
  wording: 1,
  age: 'u',
  id: 'k3v9x2ab',
  marks: { analytics: mark(), advertising: mark({ choice: 'denied' }) },
  ...change,
})

describe('the text of a record', () => {
  // This format is the first, so there is none before it to read. The second reads these.
  test.each([
    [
      'one decision is one group',
      record(),
      '1~1~u~k3v9x2ab~20780.1.banner:analytics.g:advertising.d~1fy6677',
    ],
    [
      'a grant in spite of GPC says so, and is a group of its own',
      record({
        marks: { analytics: mark({ gpc: true }), advertising: mark({ choice: 'denied' }) },
      }),
      signed('1~1~u~k3v9x2ab~20780.1.banner.gpc:analytics.g~20780.1.banner:advertising.d'),
    ],
    [
      'a refusal carries no id',
      record({ id: null, marks: { analytics: mark({ choice: 'denied' }) } }),
      '1~1~u~-~20780.1.banner:analytics.d~fw1g9z',
    ],
    [
      'decisions of other days, revisions and sources are groups of their own',
      record({
        wording: 3,
        marks: {
          analytics: mark(),
          ga4: mark({ day: 20781, revision: 2, source: 'preferences', choice: 'denied' }),
          youtube: mark({ day: 20781, revision: 2, source: 'placeholder' }),
          embeds: mark({ choice: 'denied' }),
        },
      }),
      '1~3~u~k3v9x2ab~20780.1.banner:analytics.g:embeds.d~20781.2.preferences:ga4.d~20781.2.placeholder:youtube.g~17stwro',
    ],
  ])('is what it was when it was written: %s', (_case, value, text) => {
    expect(encodeRecord(value)).toBe(text)
    expect(decodeRecord(text)).toEqual(value)
  })

  test('is made of characters that a cookie may hold unescaped', () => {
    fc.assert(
      fc.property(anyRecord(), (value) => {
        expect(encodeRecord(value)).toMatch(/^[!#-+\--:<-[\]-~]+$/)
      }),
    )
  })

  test('ends with the FNV-1a of all that stands before it', () => {
    const text = encodeRecord(record())
    expect(fnv1a('a')).toBe((0xe40c292c).toString(36))
    expect(signed(text.slice(0, text.lastIndexOf('~')))).toBe(text)
  })
})

describe('a text that is no record of ours', () => {
  const GROUP = '20780.1.banner:analytics.g'
  const NAMES = Array.from({ length: 100 }, (_, i) => `a-service-${i}`)

  test.each([
    ['nothing', ''],
    ['a space', ' '],
    ['a single separator', '~'],
    ['another tool’s JSON', '{"categories":["analytics"]}'],
    ['another tool’s escaped JSON', '%7B%22analytics%22%3Atrue%7D'],
    ['a truth', 'true'],
    ['a TCF string', 'CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA'],
    ['a checksum alone', signed('')],
    ['a record without its checksum', `1~1~u~k3v9x2ab~${GROUP}`],
    ['a record with another’s checksum', `1~1~u~k3v9x2ab~${GROUP}~1mjcg03`],
    ['a checksum in capitals', signed(`1~1~u~k3v9x2ab~${GROUP}`).toUpperCase()],
    ['something after the checksum', `${signed(`1~1~u~k3v9x2ab~${GROUP}`)} `],
    ['version 0', signed(`0~1~u~k3v9x2ab~${GROUP}`)],
    ['a version with a leading zero', signed(`02~1~u~k3v9x2ab~${GROUP}`)],
    ['a negative version', signed(`-2~1~u~k3v9x2ab~${GROUP}`)],
    ['a version that is no number', signed(`x~1~u~k3v9x2ab~${GROUP}`)],
    ['a version out of bounds', signed(`10000~1~u~k3v9x2ab~${GROUP}`)],
    ['a fractional version', signed(`1.5~1~u~k3v9x2ab~${GROUP}`)],
    ['a wording that is no number', signed(`1~one~u~k3v9x2ab~${GROUP}`)],
    ['a wording out of bounds', signed(`1~1234567890~u~k3v9x2ab~${GROUP}`)],
    ['no age', signed(`1~1~~k3v9x2ab~${GROUP}`)],
    ['an age that starts with a digit', signed(`1~1~16~k3v9x2ab~${GROUP}`)],
    ['an age out of bounds', signed(`1~1~${'u'.repeat(17)}~k3v9x2ab~${GROUP}`)],
    ['no id', signed(`1~1~u~~${GROUP}`)],
    ['an id that is too short', signed(`1~1~u~abc12~${GROUP}`)],
    ['an id that is too long', signed(`1~1~u~${'a'.repeat(17)}~${GROUP}`)],
    ['an id in capitals', signed(`1~1~u~K3V9X2AB~${GROUP}`)],
    ['an empty group of marks', signed('1~1~u~k3v9x2ab~')],
    ['an empty group', signed('1~1~u~k3v9x2ab~')],
    ['a group without marks', signed('1~1~u~k3v9x2ab~20780.1.banner')],
    ['a group without a day', signed('1~1~u~k3v9x2ab~1.banner:analytics.g')],
    ['a negative day', signed('1~1~u~k3v9x2ab~-1.1.banner:analytics.g')],
    ['a day out of bounds', signed('1~1~u~k3v9x2ab~1234567.1.banner:analytics.g')],
    ['a day in exponents', signed('1~1~u~k3v9x2ab~2e4.1.banner:analytics.g')],
    ['a revision that is no number', signed('1~1~u~k3v9x2ab~20780.x.banner:analytics.g')],
    ['a source with a capital', signed('1~1~u~k3v9x2ab~20780.1.Banner:analytics.g')],
    ['a source that is too short', signed('1~1~u~k3v9x2ab~20780.1.ab:analytics.g')],
    ['a choice that is neither', signed('1~1~u~k3v9x2ab~20780.1.banner:analytics.x')],
    ['a choice in full', signed('1~1~u~k3v9x2ab~20780.1.banner:analytics.granted')],
    ['a name with an underscore', signed('1~1~u~k3v9x2ab~20780.1.banner:__proto__.g')],
    ['a name with a capital', signed('1~1~u~k3v9x2ab~20780.1.banner:Analytics.g')],
    ['a name of 41 characters', signed(`1~1~u~k3v9x2ab~20780.1.banner:${'a'.repeat(41)}.g`)],
    ['a name without a choice', signed('1~1~u~k3v9x2ab~20780.1.banner:analytics')],
    ['an empty mark', signed(`1~1~u~k3v9x2ab~${GROUP}:`)],
    ['one name twice in a group', signed(`1~1~u~k3v9x2ab~${GROUP}:analytics.d`)],
    ['one name in two groups', signed(`1~1~u~k3v9x2ab~${GROUP}~20781.1.api:analytics.d`)],
    ['a line break', signed(`1~1~u~k3v9x2ab~${GROUP}\n`)],
    ['a full-width digit', signed(`1~1~u~k3v9x2ab~２0780.1.banner:analytics.g`)],
    [
      'a value beyond the bound',
      signed(`1~1~u~k3v9x2ab~20780.1.banner${NAMES.map((name) => `:${name}.g`).join('')}`),
    ],
  ])('reads as no record: %s', (_case, text) => {
    expect(decodeRecord(text)).toBeNull()
  })

  test('reads as newer when a later version wrote it whole', () => {
    expect(decodeRecord(signed('2~whatever.it:says'))).toBe('newer')
    expect(decodeRecord(signed('9999~x'))).toBe('newer')
  })

  test('reads as no record when a later version’s text was damaged', () => {
    expect(decodeRecord('2~whatever.it:says~1x0f3k9')).toBeNull()
  })

  test('may name a source or an age that a later version knows', () => {
    const text = signed('1~1~over16.self~k3v9x2ab~20780.1.kiosk:analytics.g')
    expect(decodeRecord(text)).toMatchObject({
      age: 'over16.self',
      marks: { analytics: { source: 'kiosk' } },
    })
  })

  test('gives marks that inherit nothing', () => {
    const { marks } = decodeRecord(encodeRecord(record())) as ConsentRecord
    expect(Object.getPrototypeOf(marks)).toBeNull()
  })
})

describe('any text', () => {
  test('is read without an error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), likeARecord()), (text) => {
        const read = decodeRecord(text)
        expect(read === null || read === 'newer' || typeof read.marks === 'object').toBe(true)
      }),
      RUNS,
    )
  })

  test('that a record became is read as that record', () => {
    fc.assert(
      fc.property(anyRecord(), (value) => {
        expect(decodeRecord(encodeRecord(value))).toEqual(value)
      }),
      RUNS,
    )
  })

  test('with one character changed, put in or taken out opens nothing that was shut', () => {
    fc.assert(
      fc.property(anyRecord(), anyDamage(), (value, damage) => {
        const read = decodeRecord(damage(encodeRecord(value)))
        expect(grantsOf(value)).toEqual(expect.arrayContaining(grantsOf(read)))
      }),
      RUNS,
    )
  })

  test('that was cut, anywhere, reads as no record', () => {
    fc.assert(
      fc.property(anyRecord(), fc.nat(), (value, n) => {
        const text = encodeRecord(value)
        expect(decodeRecord(text.slice(0, n % text.length))).toBeNull()
      }),
      RUNS,
    )
  })
})

describe('what a visitor kept shut stays shut', () => {
  test('however their record was damaged', () => {
    const damages = fc.array(anyDamage(), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(anyAnswer(), damages, (value, damages) => {
        const text = damages.reduce((text, damage) => damage(text), encodeRecord(value))
        expect(runsBy(value)).toEqual(expect.arrayContaining(runsBy(decodeRecord(text))))
      }),
      RUNS,
    )
  })

  test('whatever lies beside their record, even another', () => {
    const other = fc.oneof(fc.string(), likeARecord(), anyAnswer().map(encodeRecord))
    fc.assert(
      fc.property(anyAnswer(), other, fc.boolean(), (value, other, isFirst) => {
        const both = [value, decodeRecord(other)]
        const merged = mergeRecords(isFirst ? both : both.reverse())
        // A day to come is no day of the visitor's.
        fc.pre(Object.values(value.marks).every(({ day }) => day <= TODAY + 1))
        expect(runsBy(value)).toEqual(expect.arrayContaining(runsBy(merged)))
      }),
      RUNS,
    )
  })

  test('in a later format, whatever that says; and only an answer overwrites it', () => {
    const later = fc.tuple(fc.integer({ min: 2, max: 9999 }), fc.string({ maxLength: 1000 }))
    fc.assert(
      fc.property(later, ([version, rest]) => {
        const text = signed(`${version}~${rest}`)
        const fake = fakeWorld(text)
        const consent = openConsent(CONFIG, fake)
        expect(consent.state).toEqual(NOTHING)
        consent.acknowledge()
        consent.notice()
        consent.setAge('adult')
        consent.refresh()
        expect(fake.text()).toBe(text)
        consent.decide({ embeds: 'granted' })
        expect(choicesOf(decodeRecord(fake.text()))).toEqual({ embeds: 'granted' })
      }),
      RUNS,
    )
  })

  const CONFIG: CoreConfig = {
    revision: 1,
    purposes: [{ id: 'analytics' }, { id: 'embeds' }],
    services: [
      { id: 'ga4', purpose: 'analytics' },
      { id: 'youtube', purpose: 'embeds' },
    ],
  }
  const TODAY = 20780
  const NOTHING = fakeState()

  function runsBy(stored: StoredRecord): string[] {
    const { choices } = resolve(CONFIG, stored, { today: TODAY })
    return Object.keys(choices).filter((id) => choices[id] === 'granted')
  }

  /** Of ids that the config knows, and of days that matter. */
  function anyAnswer(): fc.Arbitrary<ConsentRecord> {
    const each = fc.record({
      choice: fc.constantFrom<Choice>('granted', 'denied'),
      day: fc.constantFrom(TODAY, TODAY - 180, TODAY - 181, TODAY + 1, TODAY + 2),
      revision: fc.constant(1),
      source: fc.constantFrom(...SOURCES),
    })
    const id = fc.constantFrom('analytics', 'embeds', 'ga4', 'youtube')
    return fc.dictionary(id, each, { minKeys: 1 }).map((marks) => record({ marks }))
  }
})

describe('several records under one name', () => {
  const granted = record()
  const denied = record({ id: null, marks: { analytics: mark({ choice: 'denied', day: 20000 }) } })

  test.each([
    ['first', [denied, granted]],
    ['last', [granted, denied]],
  ] as const)('deny what any of them denies, when the refusal comes %s', (_place, records) => {
    expect(choicesOf(mergeRecords(records))).toEqual({ analytics: 'denied', advertising: 'denied' })
  })

  test('grant only what each of them grants, from the earlier day on', () => {
    const earlier = mark({ day: 20000 })
    const other = record({ marks: { analytics: earlier, embeds: mark() } })
    const { analytics, ...others } = (mergeRecords([other, granted]) as ConsentRecord).marks
    expect(analytics).toEqual(earlier)
    expect(Object.values(others).filter(({ choice }) => choice === 'granted')).toEqual([])
  })

  test('let no service run whose purpose was refused in one of them', () => {
    const planted = record({ marks: { ga4: mark(), clarity: mark() } })
    const marks = Object.keys((mergeRecords([denied, planted]) as ConsentRecord).marks)
    expect(marks).toEqual(['analytics'])
  })

  test.each([
    [['a', 'm'], 'm'],
    [['m.21000', 'a'], 'm.21000'],
    [['g', 'a'], 'g'],
    [['a', 'u'], 'u'],
    [['a', 'a'], 'a'],
    // One whose day is past is no minor any more.
    [['m.1', 'm'], 'm'],
    [['m', 'm.1'], 'm'],
    [['m.1', 'g'], 'g'],
    [['g.21000', 'm.20900'], 'g.21000'],
  ])('of the ages %j the one counts that may grant least: %s', (ages, age) => {
    const records = ages.map((each) => ({ ...granted, age: each }))
    expect(mergeRecords(records)).toMatchObject({ age })
  })

  test('leave out one that can’t be read beside one that can', () => {
    expect(mergeRecords([null, granted, null])).toEqual(granted)
  })

  test('are newer when one of them is', () => {
    expect(mergeRecords([granted, 'newer'])).toBe('newer')
  })

  test('are no record when there is none', () => {
    expect(mergeRecords([])).toBeNull()
    expect(mergeRecords([null, null])).toBeNull()
  })
})

function choicesOf(stored: StoredRecord): Record<string, string> {
  const { marks } = stored as ConsentRecord
  return Object.fromEntries(Object.entries(marks).map(([id, { choice }]) => [id, choice]))
}

function grantsOf(stored: StoredRecord): string[] {
  if (stored === null || stored === 'newer') return []
  return Object.entries(choicesOf(stored))
    .filter(([, choice]) => choice === 'granted')
    .map(([id]) => id)
}

function anyMark(): fc.Arbitrary<Mark> {
  return fc
    .record({
      choice: fc.constantFrom<Choice>('granted', 'denied'),
      day: fc.integer({ min: 0, max: 999_999 }),
      revision: fc.integer({ min: 0, max: 999_999_999 }),
      source: fc.constantFrom(...SOURCES),
      inSpite: fc.boolean(),
    })
    .map(({ inSpite, ...each }) => {
      return inSpite && each.choice === 'granted' ? { ...each, gpc: true as const } : each
    })
}

function anyRecord(): fc.Arbitrary<ConsentRecord> {
  const name = fc.oneof(
    fc.stringMatching(/^[a-z][a-z0-9-]{0,11}$/),
    fc.constantFrom('constructor', 'a'.repeat(40)),
  )
  const value = fc.record({
    wording: fc.integer({ min: 0, max: 999_999_999 }),
    age: fc.stringMatching(/^[a-z][a-z0-9.]{0,15}$/),
    id: fc.oneof(fc.constant(null), fc.stringMatching(/^[a-z0-9]{6,16}$/)),
    marks: fc.dictionary(name, anyMark(), { minKeys: 1, maxKeys: 12 }),
  })
  return value.filter((each) => encodeRecord(each).length <= MAX_LENGTH)
}

/** Text of the right alphabet and checksum, in any order: it gets past the first checks. */
function likeARecord(): fc.Arbitrary<string> {
  const pieces = fc.constantFrom('1', '2', '~', '.', ':', '-', 'u', 'g', 'd', 'banner', 'k3v9x2ab')
  return fc.array(pieces).map((all) => signed(all.join('')))
}

function anyDamage(): fc.Arbitrary<(text: string) => string> {
  const character = fc.oneof(
    fc.constantFrom(...'~.:-gd019'),
    fc.string({ minLength: 1, maxLength: 1 }),
  )
  return fc
    .record({
      at: fc.nat(),
      put: fc.oneof(character, fc.constant('')),
      taken: fc.constantFrom(0, 1),
    })
    .map(({ at, put, taken }) => (text: string) => {
      const start = at % text.length
      return text.slice(0, start) + put + text.slice(start + taken)
    })
}

test('a record may keep an age alone, of one who has answered nothing', () => {
  const record = { wording: 1, age: 'm.21000', id: null, marks: {} }
  expect(decodeRecord(encodeRecord(record))).toEqual(record)
})
