import { expect, test } from 'vitest'
import { canonicalText, hashOf } from './receipt.ts'

test('a receipt has one text, in whatever order its fields came', () => {
  const text = '{"a":[1,{"b":null,"c":"送信"}],"z":true}'
  expect(canonicalText({ z: true, a: [1, { c: '送信', b: null }] })).toBe(text)
  expect(canonicalText({ a: [1, { b: null, c: '送信' }], z: true })).toBe(text)
})

test('a hash is that of the UTF-8 text, and another for each character', async () => {
  expect(await hashOf('abc')).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  )
  expect(await hashOf('すべて許可')).not.toBe(await hashOf('すべて許可。'))
})
