import { expect, test } from 'vitest'
import { ask, choicesIn, isAsk, stateOf } from './host-message.ts'

const STATE = { type: 'metalive-consent:state', format: 1 }

test('a question is one, and an answer says what is granted', () => {
  expect(isAsk(structuredClone(ask))).toBe(true)
  const choices = { analytics: 'granted', embeds: 'denied' } as const
  expect(choicesIn(structuredClone(stateOf(choices)))).toEqual(choices)
})

test('an answer is its choices and nothing else', () => {
  expect(stateOf({ analytics: 'granted' })).toEqual({ ...STATE, choices: { analytics: 'granted' } })
})

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['a text', 'granted'],
  ['a list', [STATE]],
  ['a question', ask],
  ['no choices', STATE],
  ['choices that are null', { ...STATE, choices: null }],
  ['choices that are a text', { ...STATE, choices: 'granted' }],
  ['a choice that is none', { ...STATE, choices: { analytics: 'granted', embeds: true } }],
  ['a later format', { ...STATE, format: 2, choices: { analytics: 'granted' } }],
  ['another’s message', { type: 'consent', format: 1, choices: { analytics: 'granted' } }],
  [
    'more choices than any config has',
    {
      ...STATE,
      choices: Object.fromEntries(Array.from({ length: 501 }, (_, i) => [i, 'granted'])),
    },
  ],
])('%s is no answer', (_what, message) => {
  expect(choicesIn(message)).toBeUndefined()
})

test.each([
  undefined,
  null,
  'ask',
  {},
  { type: 'metalive-consent:ask' },
  { ...STATE, choices: {} },
])('what asks nothing is no question: %j', (message) => {
  expect(isAsk(message)).toBe(false)
})
