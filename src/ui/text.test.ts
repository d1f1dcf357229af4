import { expect, test } from 'vitest'
import { fill, pieces, plainText } from './text.ts'

test('a name in braces gives way to its value, everywhere', () => {
  expect(fill('{service}と{service}、{n}社', { service: 'METALIVE', n: 7 })).toBe(
    'METALIVEとMETALIVE、7社',
  )
})

test('a value of nought is a value', () => {
  expect(fill('{n}社', { n: 0 })).toBe('0社')
})

test('a name without a value stays as it is', () => {
  expect(fill('{service}です', {})).toBe('{service}です')
})

test('a value is text: nothing in it is filled in again', () => {
  expect(fill('{a}{b}', { a: '{b}$&', b: '2' })).toBe('{b}$&2')
})

test('a word may have its reading, and a line a place where it is broken', () => {
  expect(pieces('{送|おく}るものを、{|}えらぶ')).toEqual([
    { text: '送', reading: 'おく' },
    { text: 'るものを、' },
    { text: '' },
    { text: 'えらぶ' },
  ])
  expect(plainText('{送|おく}るものを、{|}えらぶ')).toBe('送るものを、えらぶ')
})

test.each(['', '送る', 'A|B', '{n}社', '{a|b', '{{|}'])('what is no mark is text: %j', (text) => {
  expect(
    pieces(text)
      .map((piece) => piece.text)
      .join(''),
  ).toBe(text.replace('{|}', ''))
})

test('no text has no pieces', () => {
  expect(pieces('')).toEqual([])
})

test('a name is filled in within a word and its reading', () => {
  expect(fill('{{n}社|{n}しゃ}', { n: 7 })).toBe('{7社|7しゃ}')
})
