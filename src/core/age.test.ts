import { expect, test } from 'vitest'
import { ageOf, ageText } from './age.ts'

const TODAY = 20780

test.each([
  ['u', 'unknown'],
  ['a', 'adult'],
  ['m', 'minor'],
  ['g', 'guardian'],
  ['m.20781', 'minor'],
  ['g.20781', 'guardian'],
  // The line is reached today.
  ['m.20780', 'unknown'],
  ['g.20780', 'unknown'],
  // A later version's.
  ['x', 'unknown'],
  ['constructor', 'unknown'],
])('what is kept as %s is %s today', (text, age) => {
  expect(ageOf(text, TODAY)).toBe(age)
})

test('the day on which the line is reached is kept as long as it matters', () => {
  expect(ageText('minor', 'u', 21000)).toBe('m.21000')
  expect(ageText('guardian', 'm.21000')).toBe('g.21000')
  expect(ageText('adult', 'm.21000')).toBe('a')
  expect(ageText('minor', 'u')).toBe('m')
})
