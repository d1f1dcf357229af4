import fc from 'fast-check'
import { expect, test } from 'vitest'
import { resolve } from '../core/resolve.ts'
import type { Choice, Choices, ConsentState } from '../core/types.ts'
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

const state = (choices: Readonly<Record<string, Choice>>): ConsentState => ({
  status: 'partial',
  choices,
  asks: [],
  reasons: [],
  gpc: false,
  reworded: false,
  off: [],
  age: 'unknown',
})

const draft = (...on: readonly string[]): Draft =>
  Object.fromEntries(IDS.map((id) => [id, on.includes(id)]))

test('only what is granted is on: neither the denied nor the open', () => {
  const choices = { necessary: 'granted', analytics: 'granted', ga4: 'denied' } as const
  const drafted = draftOf(CONFIG, { state: state(choices), record: null })
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
      const back = draftOf(CONFIG, { state: resolve(CONFIG, record, { today: 20780 }), record })
      expect(back).toEqual(draft('necessary', 'session', ...on))
    }),
  )
})

test.each<[Choice, Choice | undefined, Choices]>([
  ['granted', undefined, { analytics: 'granted', embeds: 'denied' }],
  ['granted', 'denied', { analytics: 'granted', ga4: 'denied', embeds: 'denied' }],
  ['denied', 'granted', { analytics: 'denied', ga4: 'granted', embeds: 'denied' }],
])('what the operator stops stays as the visitor left it: %s, itself %s', (all, own, choices) => {
  const mark = { day: 20780, revision: 1, source: 'banner' } as const
  const marks = {
    analytics: { ...mark, choice: all },
    embeds: { ...mark, choice: 'denied' as const },
    ...(own && { ga4: { ...mark, choice: own } }),
  }
  const record = { wording: 1, age: 'u', id: null, marks }
  const stopped = resolve(CONFIG, record, { today: 20780, off: ['ga4'] })
  expect(stopped.choices.ga4).toBe('denied')
  expect(choicesOf(CONFIG, draftOf(CONFIG, { state: stopped, record }))).toEqual(choices)
})
