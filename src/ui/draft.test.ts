import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decideRecord } from '../core/decide.ts'
import { resolve } from '../core/resolve.ts'
import { fakeState } from '../core/state.fake.ts'
import type { Choice, ConsentState } from '../core/types.ts'
import { choicesOf, type Draft, draftOf, switched } from './draft.ts'

const CONFIG = {
  revision: 1,
  purposes: [{ id: 'necessary', required: true }, { id: 'analytics' }, { id: 'embeds' }],
  services: [
    { id: 'session', purpose: 'necessary' },
    { id: 'ga4', purpose: 'analytics' },
    { id: 'youtube', purpose: 'embeds' },
  ],
}

const IDS = ['necessary', 'session', 'analytics', 'embeds', 'ga4', 'youtube']

const state = (choices: Readonly<Record<string, Choice>>): ConsentState =>
  fakeState({ status: 'partial', choices })

const draft = (...on: readonly string[]): Draft =>
  Object.fromEntries(IDS.map((id) => [id, on.includes(id)]))

test('only what is granted is on: neither the denied nor the open', () => {
  const choices = { necessary: 'granted', analytics: 'granted', ga4: 'denied' } as const
  const drafted = draftOf(CONFIG, state(choices))
  expect(drafted).toMatchObject({ analytics: true, ga4: false, embeds: false, youtube: false })
})

test('a purpose takes its services along, on and off', () => {
  expect(switched(CONFIG, draft(), { id: 'analytics', on: true })).toEqual(
    draft('analytics', 'ga4'),
  )
  const off = switched(CONFIG, draft('analytics', 'ga4', 'youtube'), { id: 'analytics', on: false })
  expect(off).toEqual(draft('youtube'))
})

test('a service goes alone', () => {
  expect(switched(CONFIG, draft('analytics'), { id: 'ga4', on: true })).toEqual(
    draft('analytics', 'ga4'),
  )
})

test('every purpose gets a choice, and a service where it differs', () => {
  expect(choicesOf(CONFIG, draft('analytics', 'youtube'))).toEqual({
    analytics: 'granted',
    ga4: 'denied',
    embeds: 'denied',
    youtube: 'granted',
  })
})

test('what is required gets none, nor do its services', () => {
  expect(choicesOf(CONFIG, draft('session'))).toEqual({ analytics: 'denied', embeds: 'denied' })
})

test('any draft comes back as the state that its choices make', () => {
  fc.assert(
    fc.property(fc.subarray(['analytics', 'embeds', 'ga4', 'youtube']), (on) => {
      const choices = Object.entries(choicesOf(CONFIG, draft(...on)))
      const marks = choices.map(([id, choice]) => {
        return [id, { choice, day: 20780, revision: 1, source: 'preferences' as const }]
      })
      const record = { wording: 1, age: 'u', id: null, marks: Object.fromEntries(marks) }
      const back = draftOf(CONFIG, resolve(CONFIG, record, { today: 20780 }))
      expect(back).toEqual(draft('necessary', 'session', ...on))
    }),
  )
})

test('what the operator stops has no switch, and gets no choice: neither renewed nor refused', () => {
  const choices = { analytics: 'granted', ga4: 'denied', embeds: 'denied' } as const
  const stopped = draftOf(CONFIG, { ...state(choices), off: ['ga4'] })
  expect(stopped).not.toHaveProperty('ga4')
  expect(choicesOf(CONFIG, stopped)).toEqual({ analytics: 'granted', embeds: 'denied' })
  const refused = switched(CONFIG, stopped, { id: 'analytics', on: false })
  expect(choicesOf(CONFIG, refused)).toEqual({ analytics: 'denied', embeds: 'denied' })
})

test('what is stopped after its switch was drawn gets the choice that the visitor made', () => {
  const granted = draftOf(CONFIG, state({ analytics: 'granted', ga4: 'granted' }))
  const refused = switched(CONFIG, granted, { id: 'ga4', on: false })
  expect(choicesOf(CONFIG, refused)).toMatchObject({ analytics: 'granted', ga4: 'denied' })
})

test.each<Choice>(['denied', 'granted'])(
  'a grant that lapsed is no new one once saved while it is stopped, its purpose %s',
  (today) => {
    const mark = { day: 20780, revision: 1, source: 'banner' } as const
    const marks = {
      analytics: { ...mark, choice: 'denied' as const },
      embeds: { ...mark, choice: today },
      youtube: { ...mark, choice: 'granted' as const, day: 20780 - 210 },
    }
    const record = { wording: 1, age: 'u', id: null, marks }
    const stopped = draftOf(
      CONFIG,
      resolve(CONFIG, record, { today: 20780, off: new Set(['youtube']) }),
    )
    const saved = choicesOf(CONFIG, switched(CONFIG, stopped, { id: 'analytics', on: true }))
    expect(saved).toEqual({ analytics: 'granted', embeds: today })
    const next = decideRecord(CONFIG, record, {
      choices: Object.entries(saved) as [string, Choice][],
      source: 'preferences',
      day: 20780,
      gpc: false,
      off: ['youtube'],
      newId: () => 'newid123',
    })
    expect(next.marks.youtube).toEqual(today === 'granted' ? marks.youtube : undefined)
    expect(resolve(CONFIG, next, { today: 20780 }).choices.youtube).toBe(today)
  },
)
