import { expect, test } from 'vitest'
import { missingIn } from './missing.ts'

test('whatever is between words, they stand there', () => {
  expect(missingIn(['すべて許可', 'すべて拒否'], 'お選びください すべて\n拒否 すべて許可')).toEqual(
    [],
  )
})

test('a word in a longer one doesn’t stand there by itself', () => {
  expect(missingIn(['広告', '広告以外を許可'], '広告以外を許可')).toEqual(['広告'])
  expect(missingIn(['広告', '広告以外を許可'], '広告 広告以外を許可')).toEqual([])
})

test('what was cut out joins nothing', () => {
  expect(missingIn(['許可', 'すべて拒否'], 'すべて許可拒否')).toEqual(['すべて拒否'])
})

test('one that several views of it share is needed once', () => {
  expect(missingIn(['Google LLC', 'Google LLC'], 'Google LLC')).toEqual([])
})
