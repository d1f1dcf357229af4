import { expect, test } from 'vitest'
import { ageOf, ageText, holds } from './age.ts'
import type { Age, Mark } from './types.ts'

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

test.each<[Age, string[]]>([
  ['unknown', ['a host’s grant', 'a refusal']],
  ['adult', ['a host’s grant', 'a grant', 'a guardian’s grant', 'a refusal']],
  ['minor', []],
  ['guardian', ['a guardian’s grant', 'a refusal']],
])('where the age is asked for and is %s, these hold: %s', (age, held) => {
  const mark: Mark = { choice: 'granted', day: TODAY, revision: 1, source: 'banner' }
  const marks: Readonly<Record<string, Mark>> = {
    'a host’s grant': { ...mark, source: 'host' },
    'a grant': mark,
    'a guardian’s grant': { ...mark, source: 'guardian' },
    'a refusal': { ...mark, choice: 'denied' },
  }
  const names = Object.keys(marks).filter((name) => {
    return holds({ line: 16, ask: 'grant' }, age, marks[name] ?? mark)
  })
  expect(names).toEqual(held)
})
