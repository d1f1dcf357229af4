import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boundedText, type Decision, decideRecord } from './decide.ts'
import { decodeRecord, encodeRecord, MAX_LENGTH } from './record.ts'
import { resolve } from './resolve.ts'
import type { Choice, ConsentRecord, CoreConfig, Mark, StoredRecord } from './types.ts'

const CONFIG: CoreConfig = {
  revision: 4,
  wording: 2,
  purposes: [{ id: 'analytics' }, { id: 'embeds' }],
  services: [
    { id: 'ga4', purpose: 'analytics' },
    { id: 'clarity', purpose: 'analytics' },
    { id: 'youtube', purpose: 'embeds' },
  ],
}

const OLD: Mark = { choice: 'granted', day: 20000, revision: 1, source: 'banner' }

const record = (change: Partial<ConsentRecord> = {}): ConsentRecord => ({
  wording: 1,
  age: 'u',
  id: 'oldid123',
  marks: { analytics: OLD },
  ...change,
})

const decide = (
  choices: Readonly<Record<string, Choice>>,
  stored: StoredRecord = null,
  change: Partial<Decision> = {},
): ConsentRecord =>
  decideRecord(CONFIG, stored, {
    choices: Object.entries(choices),
    source: 'banner',
    day: 20780,
    gpc: false,
    off: [],
    newId: () => 'newid123',
    ...change,
  })

describe('a decision', () => {
  test('in spite of GPC says so of grants, and of nothing else', () => {
    const choices = { analytics: 'granted', embeds: 'denied' } as const
    const { marks } = decide(choices, null, { gpc: true })
    expect(marks.analytics?.gpc).toBe(true)
    expect(marks.embeds).not.toHaveProperty('gpc')
    expect(decide(choices).marks.analytics).not.toHaveProperty('gpc')
  })

  test('marks what was decided with its day, its revision and where it was made', () => {
    expect(decide({ analytics: 'granted', embeds: 'denied' }).marks).toEqual({
      analytics: { choice: 'granted', day: 20780, revision: 4, source: 'banner' },
      embeds: { choice: 'denied', day: 20780, revision: 4, source: 'banner' },
    })
  })

  test('leaves every other mark as it was', () => {
    expect(decide({ embeds: 'denied' }, record()).marks).toMatchObject({ analytics: OLD })
  })

  test('to a purpose drops the marks of its services, and of no other', () => {
    const stored = record({ marks: { ga4: OLD, clarity: OLD, youtube: OLD } })
    const { marks } = decide({ analytics: 'denied' }, stored)
    expect(Object.keys(marks).sort()).toEqual(['analytics', 'youtube'])
  })

  test('to a purpose keeps the mark of a service that it names', () => {
    const stored = record({ marks: { ga4: OLD, clarity: OLD } })
    const { marks } = decide({ ga4: 'denied', analytics: 'granted' }, stored)
    expect(marks).toMatchObject({ analytics: { choice: 'granted' }, ga4: { choice: 'denied' } })
    expect(marks).not.toHaveProperty('clarity')
  })

  test('to a service leaves its purpose as it was', () => {
    expect(decide({ ga4: 'denied' }, record()).marks).toMatchObject({ analytics: OLD })
  })

  test('keeps what this config doesn’t know', () => {
    const stored = record({ marks: { weather: OLD }, age: 'over16' })
    expect(decide({ embeds: 'denied' }, stored)).toMatchObject({
      age: 'over16',
      marks: { weather: OLD },
    })
  })

  test('notes the wording that was shown', () => {
    expect(decide({ embeds: 'denied' }, record()).wording).toBe(2)
  })

  test('overwrites a record of a newer format', () => {
    expect(decide({ embeds: 'denied' }, 'newer')).toMatchObject({
      id: null,
      age: 'u',
      marks: { embeds: { choice: 'denied' } },
    })
  })

  test('doesn’t change the record it was made on', () => {
    const stored = record()
    decide({ analytics: 'denied' }, stored)
    expect(stored).toEqual(record())
  })
})

describe('beside a service that is off, a decision to its purpose', () => {
  const denial: Mark = { ...OLD, choice: 'denied' }
  const decideBeside = (own: Mark, choice: Choice): ConsentRecord['marks'] => {
    const stored = record({ marks: { ga4: own, clarity: OLD } })
    return decide({ analytics: choice }, stored, { off: ['ga4'] }).marks
  }

  test.each([
    ['grant', OLD],
    ['denial', denial],
  ])('that grants leaves its %s as it was, and takes the others along', (_what, own) => {
    const marks = decideBeside(own, 'granted')
    expect(marks.ga4).toEqual(own)
    expect(marks).not.toHaveProperty('clarity')
  })

  test('that refuses takes its grant, too', () => {
    expect(Object.keys(decideBeside(OLD, 'denied'))).toEqual(['analytics'])
    expect(
      decide({ analytics: 'denied' }, record({ marks: { ga4: OLD } }), { off: ['ga4'] }).id,
    ).toBe(null)
  })

  test('that refuses leaves its denial as it was', () => {
    expect(decideBeside(denial, 'denied')).toMatchObject({ ga4: denial })
  })

  test('changes its mark where it names it', () => {
    const { marks } = decide(
      { analytics: 'granted', ga4: 'denied' },
      record({ marks: { ga4: OLD } }),
      {
        off: ['ga4'],
      },
    )
    expect(marks.ga4).toMatchObject({ choice: 'denied', day: 20780 })
  })
})

describe('the id', () => {
  test('is drawn when something is granted first', () => {
    expect(decide({ analytics: 'granted' }).id).toBe('newid123')
  })

  test('is kept from one decision to the next', () => {
    expect(decide({ embeds: 'granted' }, record()).id).toBe('oldid123')
  })

  test('isn’t given to who refuses everything', () => {
    expect(decide({ analytics: 'denied', embeds: 'denied' }).id).toBeNull()
  })

  test('is taken away with the last grant', () => {
    expect(decide({ analytics: 'denied' }, record()).id).toBeNull()
  })

  test('stays with the grant of one service', () => {
    const stored = record({ marks: { analytics: OLD, youtube: OLD } })
    expect(decide({ analytics: 'denied' }, stored).id).toBe('oldid123')
  })
})

describe('a record too long for its bound', () => {
  const services = Array.from({ length: 40 }, (_, i) => ({
    id: `a-service-with-a-long-name-${i}`,
    purpose: 'analytics',
  }))
  const config: CoreConfig = { ...CONFIG, services }
  const denial: Mark = { ...OLD, choice: 'denied' }
  const long = record({
    marks: {
      analytics: denial,
      ...Object.fromEntries(services.map(({ id }, i) => [id, i % 3 === 0 ? denial : OLD])),
    },
  })
  const marksOf = (text: string): ConsentRecord['marks'] =>
    (decodeRecord(text) as ConsentRecord).marks

  test('loses grants of services until it fits', () => {
    const text = boundedText(config, long)
    expect(encodeRecord(long).length).toBeGreaterThan(MAX_LENGTH)
    expect(text.length).toBeLessThanOrEqual(1024)
    expect(Object.keys(marksOf(text)).length).toBeLessThan(41)
  })

  test('keeps every denial', () => {
    const denials = (marks: ConsentRecord['marks']): string[] =>
      Object.keys(marks).filter((id) => marks[id]?.choice === 'denied')
    expect(denials(marksOf(boundedText(config, long)))).toEqual(denials(long.marks))
  })

  test('loses no more than it has to', () => {
    const text = boundedText(config, long)
    const longestMark = `:${services.at(-1)?.id}.g`
    expect(text.length + longestMark.length).toBeGreaterThan(1024)
  })

  test('loses grants of what this config doesn’t know, and at last of purposes, before any denial', () => {
    const gone = Array.from({ length: 40 }, (_, i): [string, Mark] => [
      `service-of-an-old-config-${i}`,
      { choice: 'granted', day: 20780, revision: 1, source: 'banner' },
    ])
    const refused = { choice: 'denied', day: 20780, revision: 1, source: 'banner' } as const
    const marks = { ...Object.fromEntries(gone), analytics: refused, embeds: refused }
    const text = boundedText(CONFIG, { wording: 1, age: 'u', id: null, marks })
    expect(text.length).toBeLessThanOrEqual(1024)
    expect(marksOf(text)).toMatchObject({ analytics: refused, embeds: refused })
  })

  test('is shortened for nothing else', () => {
    expect(boundedText(CONFIG, record())).toBe(encodeRecord(record()))
  })
})

describe('whatever was decided before, a partial answer', () => {
  const ids = ['analytics', 'embeds', 'ga4', 'clarity', 'youtube', 'gone']
  const mark = fc.record({
    choice: fc.constantFrom<Choice>('granted', 'denied'),
    day: fc.integer({ min: 0, max: 30_000 }),
    revision: fc.integer({ min: 1, max: 9 }),
    source: fc.constantFrom('banner', 'preferences', 'placeholder'),
  })
  const answers = fc.dictionary(
    fc.constantFrom(...ids.slice(0, 5)),
    fc.constantFrom<Choice>('granted', 'denied'),
    { minKeys: 1, maxKeys: 2 },
  )

  test('renews no other mark, and takes none away but those of a decided purpose’s services', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...ids), mark), answers, (marks, choices) => {
        const after = decide(choices, record({ marks: marks as Record<string, Mark> })).marks
        const covered = CONFIG.services.filter(({ purpose }) => purpose in choices)
        const kept = Object.keys(marks).filter(
          (id) => !(id in choices) && !covered.some((service) => service.id === id),
        )
        for (const id of kept) expect(after[id]).toEqual(marks[id])
        expect(Object.keys(after).sort()).toEqual(
          [...new Set([...kept, ...Object.keys(choices)])].sort(),
        )
      }),
      { numRuns: 10_000 },
    )
  })

  test('lets nothing run, on whatever day it is looked at, that was granted neither then nor now', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...ids), mark),
        answers,
        fc.integer({ min: -1000, max: 40_000 }),
        (marks, choices, today) => {
          const next = decide(choices, record({ marks: marks as Record<string, Mark> }))
          const { choices: state } = resolve(CONFIG, next, { today })
          for (const { id, purpose } of CONFIG.services) {
            if (state[id] !== 'granted') continue
            const sources = [next.marks[id], next.marks[purpose]]
            expect(sources.some((each) => each?.choice === 'granted')).toBe(true)
          }
        },
      ),
      { numRuns: 10_000 },
    )
  })

  test('that refuses lets nothing run that wouldn’t have run, nor anything of what it refuses', () => {
    const runs = (stored: ConsentRecord, today: number): string[] => {
      const { choices } = resolve(CONFIG, stored, { today })
      return Object.keys(choices).filter((id) => choices[id] === 'granted')
    }
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...ids), mark),
        fc.constantFrom(...ids.slice(0, 5)),
        fc.integer({ min: -1000, max: 40_000 }),
        fc.subarray(ids.slice(2, 5)),
        (marks, id, today, off) => {
          const before = record({ marks: marks as Record<string, Mark> })
          const after = runs(decide({ [id]: 'denied' }, before, { off }), today)
          expect(runs(before, today)).toEqual(expect.arrayContaining(after))
          const refused = CONFIG.services.filter(({ purpose }) => purpose === id)
          for (const each of [id, ...refused.map(({ id }) => id)]) expect(after).not.toContain(each)
        },
      ),
      { numRuns: 10_000 },
    )
  })
})
