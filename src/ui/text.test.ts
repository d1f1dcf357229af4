import { expect, test } from 'vitest'
import { metalive } from '../metalive.ts'
import { metaliveJaEasy } from '../metalive-ja-easy.ts'
import { translate } from '../translate.ts'
import { fill, pieces, plainText, withoutMarks } from './text.ts'

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

test('a text with marks may end a line after a comma, before a bracket, and where katakana begins', () => {
  const drawn = (text: string): string =>
    pieces(text)
      .map((piece) => piece.text || '/')
      .join('')
  expect(drawn('はい、{|}送ります。(同意)「はい、。」')).toBe(
    'はい、/送ります。/(同意)「はい、。」',
  )
  expect(drawn('Z(問い合わせウィジェット){|}へ')).toBe('Z/(問い合わせ/ウィジェット)/へ')
  expect(drawn('はい、送ります。(同意)')).toBe('はい、送ります。(同意)')
})

test.each(['「設定」で{|}やめる', '「設定」で、やめる', 'X Corp.へ送る'])(
  'a particle stays with the name before it: %s',
  (text) => {
    const [, whole] = pieces(text)
    expect(whole).toEqual({ text: expect.stringMatching(/^[」.][でへ]$/), isWhole: true })
  },
)

test('an app gets words alone, and all else as it is', () => {
  const config = translate({ ...metalive, translations: [metaliveJaEasy] }, 'ja-x-easy')
  const plain = withoutMarks(config)
  expect(config.texts.banner.acceptAll).toBe('ぜんぶ {|}{送|おく}る')
  expect(plain.texts.banner.acceptAll).toBe('ぜんぶ 送る')
  expect(JSON.stringify(plain)).not.toMatch(/\{[^{}|"]*\|[^{}|"]*\}/)
  expect({ ...plain, texts: 0 }).toMatchObject({ revision: config.revision, age: config.age })
  expect(plain.services.map(({ hosts }) => hosts)).toEqual(
    config.services.map(({ hosts }) => hosts),
  )
})
