import { expect, test } from 'vitest'
import { fill } from './text.ts'

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

test('a name is filled in within a word and its reading', () => {
  expect(fill('{{n}社|{n}しゃ}', { n: 7 })).toBe('{7社|7しゃ}')
})
