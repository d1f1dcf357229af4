import { expect, test } from 'vitest'
import { type Errors, openErrors } from './errors.ts'

interface Ear {
  readonly heard: string[]
  readonly hear: (error: Error) => void
}

function ear(): Ear {
  const heard: string[] = []
  return { heard, hear: (error) => heard.push(error.message) }
}

function opened(): { readonly errors: Errors; readonly log: Ear } {
  const log = ear()
  return { errors: openErrors(log.hear), log }
}

test('an error that nobody listens for is logged', () => {
  const { errors, log } = opened()
  errors.report(new Error('broken'))
  expect(log.heard).toEqual(['broken'])
})

test('one that somebody listens for is not', () => {
  const { errors, log } = opened()
  const { heard, hear } = ear()
  errors.onError(hear)
  errors.report(new Error('broken'))
  expect([heard, log.heard]).toEqual([['broken'], []])
})

test('a message is handed on once', () => {
  const { errors, log } = opened()
  errors.report(new Error('broken'))
  errors.report('broken')
  errors.report(new Error('torn'))
  expect(log.heard).toEqual(['broken', 'torn'])
})

test('a late listener hears what came before, in its order', () => {
  const { errors } = opened()
  errors.report('first')
  errors.report('second')
  const { heard, hear } = ear()
  errors.onError(hear)
  expect(heard).toEqual(['first', 'second'])
})

test('a listener that has ended hears no more, and the log hears again', () => {
  const { errors, log } = opened()
  const { heard, hear } = ear()
  errors.onError(hear)()
  errors.report('broken')
  expect([heard, log.heard]).toEqual([[], ['broken']])
})

test('a listener that fails keeps no other from hearing', () => {
  const { errors, log } = opened()
  const { heard, hear } = ear()
  errors.onError(() => {
    throw new Error('deaf')
  })
  errors.onError(hear)
  errors.report('broken')
  expect(heard).toEqual(['broken'])
  expect(log.heard).toEqual(['broken'])
})

test('a page without a log, or with one that throws, is none that errors break', () => {
  const errors = openErrors(() => {
    throw new TypeError('console is undefined')
  })
  expect(() => errors.report('broken')).not.toThrow()
  const { heard, hear } = ear()
  errors.onError(hear)
  expect(heard).toEqual(['broken'])
})

test.each([
  ['a text', 'broken', 'broken'],
  ['nothing', undefined, 'undefined'],
  ['a number', 404, '404'],
  ['a symbol', Symbol('why'), 'Symbol(why)'],
])('%s that was thrown becomes an error', (_case, thrown, message) => {
  const { errors, log } = opened()
  errors.report(thrown)
  expect(log.heard).toEqual([message])
})

test('what was thrown and has no text is reported all the same', () => {
  const { errors, log } = opened()
  expect(() => errors.report(Object.create(null))).not.toThrow()
  expect(log.heard).toHaveLength(1)
})
