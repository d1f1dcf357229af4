/** Who may let things run: those above the line, a guardian for those below, and nobody unasked. */
import { describe, expect, test } from 'vitest'
import { type OpenConsent, openConsent } from './consent.ts'
import { decodeRecord, encodeRecord } from './record.ts'
import type { Age, AgeRule, Choices, ConsentRecord, CoreConfig, Layer, Source } from './types.ts'
import { type FakeWorld, fakeWorld } from './world.fake.ts'
import type { Decided } from './world.ts'

const PURPOSES = ['analytics', 'advertising'] as const
const CONFIG = {
  revision: 1,
  purposes: [{ id: 'necessary', required: true }, ...PURPOSES.map((id) => ({ id }))],
  services: [
    { id: 'session', purpose: 'necessary', basis: 'exempt' },
    { id: 'ga4', purpose: 'analytics' },
    { id: 'map', purpose: 'analytics', basis: 'notice' },
    { id: 'youtube', purpose: 'advertising' },
  ],
} as const satisfies CoreConfig

const ALL = { analytics: 'granted', advertising: 'granted' } as const
const NONE = { analytics: 'denied', advertising: 'denied' } as const
/** All that runs without anybody's answer. */
const NECESSARY = ['necessary', 'session']
const SHOWN = {
  layer: 'guardian',
  button: 'agree',
  lang: 'ja',
  text: '内容を確認しました。',
} as const

interface Visit {
  readonly consent: OpenConsent<string>
  readonly world: FakeWorld
  readonly asked: readonly Layer[]
  readonly decided: readonly Decided[]
  readonly errors: readonly string[]
  granted(): readonly string[]
  record(): ConsentRecord
}

interface VisitOptions {
  readonly age?: Partial<AgeRule> | undefined
  readonly text?: string
  readonly today?: () => number
}

function visit({ age = {}, text = '', today = () => 20780 }: VisitOptions = {}): Visit {
  const asked: Layer[] = []
  const decided: Decided[] = []
  const errors: string[] = []
  const world = fakeWorld(text, {
    today,
    show: (layer) => asked.push(layer),
    decided: (decision) => decided.push(decision),
    log: ({ message }) => errors.push(message),
  })
  const consent = openConsent<string, string>(
    { ...CONFIG, age: { line: 16, ask: 'grant', ...age } },
    world,
  )
  return {
    consent,
    world,
    asked,
    decided,
    errors,
    granted: () => Object.keys(consent.state.choices).filter((id) => consent.granted(id)),
    record: () => decodeRecord(world.text()) as ConsentRecord,
  }
}

/** What each button of ours comes to. */
const BUTTONS: Readonly<Record<string, readonly [choices: Choices, source: Source]>> = {
  すべて許可: [ALL, 'banner'],
  すべて拒否: [NONE, 'banner'],
  この設定を保存: [{ analytics: 'granted', advertising: 'denied' }, 'preferences'],
  'すべて許可, in the preferences': [ALL, 'preferences'],
  いつも表示: [{ youtube: 'granted' }, 'placeholder'],
  'a switch of the list': [{ ga4: 'granted' }, 'preferences'],
  'the site’s own': [ALL, 'api'],
}

const MATRIX = [13, 16].flatMap((line) =>
  [12, 13, 15, 16].flatMap((years) => Object.keys(BUTTONS).map((button) => [line, years, button])),
) as [number, number, string][]

test.each(MATRIX)('L15: line %i, %i years old, presses %s', (line, years, button) => {
  const { consent, granted } = visit({ age: { line } })
  const [choices, source]: readonly [Choices, Source] = BUTTONS[button] ?? [{}, 'api']
  consent.notice()
  consent.setAge(years)
  consent.decide(choices, { source })
  if (years < line) {
    expect(granted()).toEqual(NECESSARY)
    expect(consent.state.asks).toEqual([])
    return
  }
  const wanted = Object.keys(choices).filter((id) => choices[id] === 'granted')
  expect(granted()).toEqual(expect.arrayContaining([...NECESSARY, ...wanted]))
  expect(consent.state.age).toBe('adult')
})

describe('who hasn’t said how old they are', () => {
  test('is asked after a press that grants, and nothing is written before', () => {
    const { consent, asked, granted, world } = visit()
    consent.decide(ALL, { source: 'banner' })
    expect(asked).toEqual(['age'])
    expect(consent.waiting).toEqual(PURPOSES)
    expect(granted()).toEqual(NECESSARY)
    expect(world.text()).toBe('')
  })

  test('and refuses something by the same press has refused that at once', () => {
    const { consent, record, granted } = visit()
    const choices = { analytics: 'granted', ga4: 'denied', advertising: 'denied' } as const
    consent.decide(choices, { source: 'preferences' })
    expect(Object.keys(record().marks)).toEqual(['ga4', 'advertising'])
    consent.setAge('adult')
    expect(granted()).toContain('map')
    expect(granted()).not.toContain('ga4')
    expect(consent.state.choices.advertising).toBe('denied')
  })

  test('isn’t asked after a refusal', () => {
    const { consent, asked, record } = visit()
    consent.decide(NONE, { source: 'banner' })
    expect(asked).toEqual([])
    expect(record().age).toBe('u')
  })

  test('grants what was pressed by saying that they are old enough', () => {
    const { consent, granted, decided } = visit()
    consent.decide(ALL, { source: 'banner' })
    consent.setAge('adult')
    expect(granted()).toEqual(expect.arrayContaining([...PURPOSES]))
    expect(consent.waiting).toEqual([])
    expect(decided.map(({ source }) => source)).toEqual(['banner'])
  })

  test('who refuses before they say it has granted nothing by saying it', () => {
    const { consent, granted } = visit()
    consent.decide(ALL, { source: 'banner' })
    consent.withdraw()
    consent.setAge('adult')
    expect(granted()).toEqual(NECESSARY)
    expect(consent.waiting).toEqual([])
  })

  test('and wants it no more, grants nothing when the site learns that they are old enough', () => {
    const { consent, granted } = visit()
    consent.decide(ALL, { source: 'banner' })
    consent.decline()
    consent.setAge('adult')
    expect(granted()).toEqual(NECESSARY)
    expect(consent.waiting).toEqual([])
  })

  test('and answers in another tab has granted nothing here', () => {
    const { consent, granted, world } = visit()
    consent.decide(ALL, { source: 'banner' })
    const mark = { choice: 'denied', day: 20780, revision: 1, source: 'banner' } as const
    const denied = { wording: 1, age: 'u', id: null, marks: { analytics: mark } }
    world.store.write(encodeRecord(denied), denied)
    consent.refresh()
    expect(consent.waiting).toEqual([])
    consent.setAge('adult')
    expect(granted()).toEqual(NECESSARY)
  })

  test('isn’t asked again', () => {
    const { consent, asked } = visit({ age: { ask: 'grant' } })
    consent.decide(ALL)
    consent.setAge('adult')
    consent.decide({ ga4: 'denied' })
    consent.decide({ ga4: 'granted' })
    expect(asked).toEqual(['age'])
  })

  test('grants at once where the site says that it knows', () => {
    const { consent, asked, granted } = visit({ age: { ask: 'never' } })
    consent.decide(ALL)
    expect(asked).toEqual([])
    expect(granted()).toContain('analytics')
  })

  test('has granted nothing by a record from before ages were asked', () => {
    const mark = { choice: 'granted', day: 20780, revision: 1, source: 'banner' } as const
    const marks = { analytics: mark, advertising: { ...mark, choice: 'denied' } as const }
    const text = encodeRecord({ wording: 1, age: 'u', id: 'abcdef', marks })
    const { consent, granted } = visit({ text })
    expect(granted()).toEqual(NECESSARY)
    expect(consent.state).toMatchObject({ asks: ['analytics'], reasons: ['age'] })
    expect(consent.state.choices.advertising).toBe('denied')
  })
})

describe('a minor', () => {
  const minor = (options: VisitOptions = {}): Visit => {
    const visited = visit(options)
    visited.consent.setAge('minor')
    return visited
  }

  test('leaves nothing but that, and no id', () => {
    const { consent, world } = minor()
    consent.decide(ALL, { source: 'banner' })
    expect(world.text()).toMatch(/^1~1~m~-~[a-z0-9]+$/)
  })

  test('is not asked, and nothing runs by notice', () => {
    const { consent, granted } = minor()
    consent.notice()
    expect(consent.state).toMatchObject({ status: 'decided', asks: [], age: 'minor' })
    expect(granted()).toEqual(NECESSARY)
  })

  test('gets what a guardian agrees to, in the guardian’s name', () => {
    const { consent, granted, record, decided } = minor()
    consent.decide(ALL, { source: 'banner' })
    consent.setAge('guardian', { shown: SHOWN })
    expect(granted()).toEqual(expect.arrayContaining([...PURPOSES]))
    expect(record()).toMatchObject({ age: 'g', marks: { analytics: { source: 'guardian' } } })
    expect(decided).toMatchObject([{ source: 'guardian', shown: SHOWN }])
  })

  test('grants nothing more alone, and takes back alone', () => {
    const { consent, granted, asked } = minor()
    consent.decide({ analytics: 'granted' })
    consent.setAge('guardian')
    consent.decide({ advertising: 'granted' }, { source: 'preferences' })
    expect(granted()).toEqual(expect.arrayContaining(['analytics']))
    expect(granted()).not.toContain('advertising')
    const times = asked.length
    consent.withdraw()
    expect(granted()).toEqual(NECESSARY)
    expect(asked).toHaveLength(times)
  })

  test('is unasked again from the day on which the line is reached', () => {
    let today = 20780
    const { consent, granted, record } = visit({ today: () => today })
    consent.setAge('minor', { until: '2027-01-01' })
    consent.decide(ALL)
    consent.setAge('guardian')
    expect(record().age).toBe('g.20819')
    today = 20818
    consent.refresh()
    expect(granted()).toContain('analytics')
    today = 20819
    consent.refresh()
    expect(granted()).toEqual(NECESSARY)
    expect(consent.state).toMatchObject({ age: 'unknown', asks: PURPOSES, reasons: ['age'] })
  })

  test('of a site that never asks grants nothing either', () => {
    const { consent, granted, asked } = minor({ age: { ask: 'never' } })
    consent.decide(ALL)
    expect(granted()).toEqual(NECESSARY)
    expect(asked).toEqual(['age'])
  })

  test('can’t use what an adult granted in the same browser, who finds it again', () => {
    const { consent, granted } = visit()
    consent.setAge('adult')
    consent.decide(ALL)
    consent.setAge('minor')
    expect(granted()).toEqual(NECESSARY)
    consent.setAge('guardian')
    expect(granted()).toEqual(NECESSARY)
    consent.setAge('adult')
    expect(granted()).toContain('analytics')
  })
})

describe('setAge()', () => {
  test.each([
    ['a day of birth', '2012-04-01', 'm'],
    ['no day', 'soon', 'm'],
    ['a day to come', '2027-01-01', 'm.20819'],
  ])('with %s keeps no day of birth', (_what, until, kept) => {
    const { consent, record } = visit()
    consent.setAge('minor', { until })
    expect(record().age).toBe(kept)
  })

  test.each([[Number.NaN], [-1], [0]])('takes %d years for a minor', (years) => {
    const { consent } = visit()
    consent.setAge(years)
    expect(consent.state.age).toBe('minor')
  })

  test('says what it doesn’t know, and changes nothing', () => {
    const { consent, errors, world } = visit()
    consent.setAge('child' as Age)
    expect(errors).toEqual(['setAge(): "child" is no age of this config.'])
    expect(world.text()).toBe('')
  })

  test('is none of a config without ages', () => {
    const errors: string[] = []
    const world = fakeWorld('', { log: ({ message }) => errors.push(message) })
    const consent = openConsent<string, string>(CONFIG, world)
    consent.setAge('minor')
    consent.decide(ALL)
    expect(consent.granted('analytics')).toBe(true)
    expect(errors).toHaveLength(1)
  })
})

test('what is shown once waits for the age like a grant, and is shown after', () => {
  const { consent, asked } = visit()
  const shown: string[] = []
  consent.permit(['youtube'], () => shown.push('youtube'))
  expect([asked, shown]).toEqual([['age'], []])
  consent.setAge('adult')
  expect(shown).toEqual(['youtube'])
})
