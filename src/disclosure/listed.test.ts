import { expect, test } from 'vitest'
import { listed } from './listed.ts'

test.each([
  ['ja', 'A、B、C'],
  ['ja-x-easy', 'A、B、C'],
  ['en', 'A, B, C'],
])('names stand in a row as in %s: %s', (lang, expected) => {
  expect(listed(['A', 'B', 'C'], lang)).toBe(expected)
})
