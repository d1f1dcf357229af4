import { expect, test } from 'vitest'
import { metalive } from '../metalive.ts'
import { metaliveJaEasy } from '../metalive-ja-easy.ts'
import { translate } from '../translate.ts'
import { pieces, plainText, withoutAnnotations } from './annotations.ts'

test('a word may have its reading, and a line a place where it is broken', () => {
  expect(pieces('{送|おく}るものを、{|}えらぶ')).toEqual([
    { text: '送', reading: 'おく' },
    { text: 'るものを、' },
    { text: '' },
    { text: 'えらぶ' },
  ])
  expect(plainText('{送|おく}るものを、{|}えらぶ')).toBe('送るものを、えらぶ')
})

test.each(['', '送る', 'A|B', '{n}社', '{a|b', '{{|}'])(
  'what is no annotation is text: %j',
  (text) => {
    expect(
      pieces(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text.replace('{|}', ''))
  },
)

test('no text has no pieces', () => {
  expect(pieces('')).toEqual([])
})

test('an annotated text may end a line after a comma, before a bracket, and where katakana begins', () => {
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
  const plain = withoutAnnotations(config)
  expect(config.texts.banner.acceptAll).toBe('ぜんぶ {|}{送|おく}る')
  expect(plain.texts.banner.acceptAll).toBe('ぜんぶ 送る')
  expect(JSON.stringify(plain)).not.toMatch(/\{[^{}|"]*\|[^{}|"]*\}/)
  expect({ ...plain, texts: 0 }).toMatchObject({ revision: config.revision, age: config.age })
  expect(plain.services.map(({ hosts }) => hosts)).toEqual(
    config.services.map(({ hosts }) => hosts),
  )
})
