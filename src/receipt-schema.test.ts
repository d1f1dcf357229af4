/** The page's server, the schema and another's reading of it: whether something is a receipt. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isReceipt } from './core/is-receipt.ts'
import { receipt } from './core/receipt.fake.ts'
import type { Receipt } from './core/receipt.ts'
import { metalive } from './metalive.ts'
import { receiptSchema, schema } from './receipt-schema.ts'

const validate = new Ajv2020({ validateFormats: false }).compile(receiptSchema())

const MARK = { choice: 'granted', day: 20780, revision: 1, source: 'banner' } as const

function marks(size: number): Receipt['marks'] {
  return Object.fromEntries(Array.from({ length: size }, (_each, n) => [`id-${n}`, MARK]))
}

/** What all three say of it; they must agree. */
function verdict(value: unknown): boolean {
  const own = isReceipt(value)
  expect([schema.safeParse(value).success, validate(value)]).toEqual([own, own])
  return own
}

const of = (pattern: RegExp): fc.Arbitrary<string> => fc.stringMatching(pattern)
const newId = of(/^[a-z0-9]{6,16}$/)
const id = of(/^[a-z][a-z0-9-]{0,39}$/)
const hash = of(/^[0-9a-f]{64}$/)
const code = of(/^[a-z][A-Za-z0-9]{0,39}$/)
const text = of(/^[\p{L}\p{N} ・]{1,40}$/u)
const count = fc.nat(999_999_999)
const time = fc.date({
  min: new Date('0000-01-01T00:00:00.000Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
})
const source = fc.constantFrom<Receipt['source']>('banner', 'preferences', 'api', 'host')

const mark = fc.record(
  {
    choice: fc.constantFrom('granted', 'denied'),
    day: fc.nat(999_999),
    revision: count,
    source,
    gpc: fc.constant<true>(true),
  },
  { requiredKeys: ['choice', 'day', 'revision', 'source'] },
)

const shown = fc.record({
  layer: fc.constantFrom('banner', 'preferences', 'placeholder', 'disclosure', 'guardian'),
  button: of(/^[A-Za-z][\w.-]{0,63}$/),
  lang: fc.constantFrom('ja', 'ja-easy', 'en', 'zh-Hant-TW'),
  hash,
})

const receipts = fc.record({
  schema: fc.constant(1),
  id: newId,
  record: fc.option(newId),
  previous: fc.option(hash),
  time: time.map((date) => date.toISOString()),
  source,
  shown: fc.option(shown),
  marks: fc.dictionary(id, mark, { minKeys: 1, maxKeys: 12 }),
  revision: count,
  wording: count,
  age: fc.constantFrom('unknown', 'adult', 'minor', 'guardian'),
  gpc: fc.boolean(),
  controller: text,
  policy: fc.record({
    href: fc.constantFrom('/privacy.html', 'https://site.example/プライバシー', '#privacy'),
    revised: time.map((date) => date.toISOString().slice(0, 10)),
  }),
  joins: fc.array(
    fc.record({ service: id, recipient: text, items: fc.array(code, { maxLength: 9 }) }),
    {
      maxLength: 5,
    },
  ),
  sdk: fc.constantFrom('0.1.0', '1.20.3-next.1', '12.0.0+build'),
})

test('any receipt is one', () => {
  fc.assert(
    fc.property(receipts, (value) => {
      expect(verdict(JSON.parse(JSON.stringify(value)))).toBe(true)
    }),
    { numRuns: 500 },
  )
}, 20_000)

describe('what became of a receipt', () => {
  /** A value that may stand anywhere: near the bounds, of another kind, or nothing like it. */
  const junk = fc.oneof(
    fc.constantFrom<unknown>(
      null,
      '',
      0,
      -1,
      1.5,
      1e9,
      'granted',
      'BANNER',
      'a'.repeat(17),
      'A1'.repeat(32),
      '2026-02-30',
      '2026-11-25T08:54:41.226+09:00',
      '2026-11-25T24:00:00.000Z',
      '+012026-11-25T08:54:41.226Z',
      'javascript:alert(1)',
      '//other.example',
      '/\\other.example',
      `/${'a'.repeat(2001)}`,
      'あ\u202eい',
      'line\n',
      '😀'.repeat(1501),
      'x'.repeat(3001),
      [],
      {},
      [['2023-08-08']],
      ['2023-08-08'],
      Array(65).fill('url'),
    ),
    fc.jsonValue(),
  )
  const change = fc.record({
    place: fc.nat(),
    act: fc.constantFrom('replace', 'remove', 'add'),
    name: fc.constantFrom('extra', 'gpc', 'constructor', '0', 'ip'),
    value: junk,
  })
  type Change = typeof change extends fc.Arbitrary<infer T> ? T : never

  function changed(whole: unknown, { place, act, name, value }: Change): unknown {
    const copy = JSON.parse(JSON.stringify(whole))
    const places = placesIn(copy)
    const [object, key] = places[place % places.length] ?? [copy, 'id']
    if (act === 'replace') object[key] = value
    if (act === 'remove') delete object[key]
    if (act === 'add') object[name] = value
    return JSON.parse(JSON.stringify(copy))
  }

  /** Every field and every entry there is, at whatever depth. */
  function placesIn(value: unknown): [object: Record<string, unknown>, key: string][] {
    if (typeof value !== 'object' || value === null) return []
    const own = value as Record<string, unknown>
    return Object.keys(own).flatMap((key) => [[own, key], ...placesIn(own[key])])
  }

  test('is judged alike by the check, the schema and its JSON', () => {
    let refused = 0
    fc.assert(
      fc.property(receipts, change, (value, how) => {
        if (!verdict(changed(value, how))) refused++
      }),
      { numRuns: 2000 },
    )
    expect(refused).toBeGreaterThan(1000)
  }, 20_000)

  test.each<[string, object]>([
    ['a field that there isn’t', { ip: '192.0.2.1' }],
    ['another version', { schema: 2 }],
    ['an id as long as it likes', { id: 'a'.repeat(17) }],
    ['an id that could be a path', { id: '../../etc' }],
    ['a day that never was', { time: '2026-02-30T08:54:41.226Z' }],
    ['a time without its zone', { time: '2026-11-25T08:54:41.226' }],
    ['a hash in capitals', { previous: 'AB'.repeat(32) }],
    ['no marks', { marks: {} }],
    ['a mark with more in it', { marks: { ga4: { ...MARK, user: 'x' } } }],
    ['a mark without its day', { marks: { ga4: { ...MARK, day: undefined } } }],
    ['GPC said to be off', { marks: { ga4: { ...MARK, gpc: false } } }],
    ['a name that no id can be', { marks: { 'GA 4': MARK } }],
    ['more marks than a cookie holds', { marks: marks(257) }],
    ['a list of a policy’s days', { policy: { href: '/privacy.html', revised: ['2023-08-08'] } }],
    ['a link to a script', { policy: { href: 'javascript:x', revised: '2023-08-08' } }],
    ['a text that turns the direction', { controller: 'A\u202eB' }],
    ['a text without end', { controller: 'x'.repeat(3001) }],
    ['a list without end', { joins: Array(65).fill(receipt().joins[0]) }],
  ])('%s is none', (_case, fields) => {
    expect(verdict(JSON.parse(JSON.stringify(receipt(fields))))).toBe(false)
  })

  test('a name that objects have is no field of one', () => {
    const text = JSON.stringify(receipt())
    expect(isReceipt(JSON.parse(text.replace('{', '{"__proto__":{},')))).toBe(false)
    const marks = text.replace('"marks":{', '"marks":{"__proto__":{},')
    expect(isReceipt(JSON.parse(marks))).toBe(false)
  })

  test.each([null, undefined, 1, 'receipt', [], [receipt()], () => {}])('%j is none', (value) => {
    expect(isReceipt(value)).toBe(false)
  })
})

test('a receipt at its bounds is one', () => {
  expect(verdict(receipt({ marks: marks(256), controller: '😀'.repeat(3000) }))).toBe(true)
  expect(
    verdict(receipt({ record: null, previous: 'ab'.repeat(32), shown: null, joins: [] })),
  ).toBe(true)
})

test('a source or a layer that only a later version knows is let be, as in the cookie', () => {
  const source = 'later' as 'api'
  const shown = { layer: 'later' as 'banner', button: 'ok', lang: 'ja', hash: 'ab'.repeat(32) }
  expect(verdict(receipt({ source, shown }))).toBe(true)
  expect(verdict(receipt({ marks: { ga4: { ...MARK, source } } }))).toBe(true)
})

test('METALIVE’s own policy and services fit into one', () => {
  const { operator, services } = metalive
  const { href, revised } = metalive.policy
  const joins = services.map(({ id: service, recipient, sends: items }) => {
    return { service, recipient: recipient.name, items }
  })
  expect(
    verdict(receipt({ controller: operator.legalName, policy: { href, revised }, joins })),
  ).toBe(true)
})

test('every field says what it is to ISO/IEC TS 27560', () => {
  const { properties } = receiptSchema() as { properties: Record<string, { description?: string }> }
  expect(Object.keys(properties)).toEqual(Object.keys(receipt()))
  const words = Object.values(properties).map(({ description }) => description)
  expect(words).not.toContain(undefined)
  expect(words.join()).toMatch(/schema_version.*receipt_id.*record_id.*event_time.*pii_controllers/)
})
