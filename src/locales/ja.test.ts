import { describe, expect, test } from 'vitest'
import { plainText } from '../ui/annotations.ts'
import { ja } from './ja.ts'
import { partsPhrase, type Tree, textsOf } from './words.contract.ts'

const TEXTS = textsOf(ja as unknown as Tree)
  .filter(([path]) => path !== 'lang')
  .map(([path, text]) => [path, plainText(text)] as const)

/** Whether a line may end where it should not. */
const isMisbroken = (text: string): boolean => partsPhrase(text.split('{|}'))

/** Where the texts stand that break a rule. */
const breaking = (rule: (text: string, path: string) => boolean): string[] =>
  TEXTS.filter(([path, text]) => !rule(text, path)).map(([path]) => path)

describe('every text', () => {
  test('is Japanese', () => {
    const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}、]/u
    expect(breaking((text) => japanese.test(text))).toEqual([])
  })

  test('has sentences of at most 60 characters', () => {
    expect(breaking((text) => text.split('。').every((each) => [...each].length <= 60))).toEqual([])
  })

  test('may be broken between phrases alone', () => {
    const marked = textsOf(ja as unknown as Tree).filter(([, text]) => text.includes('{|}'))
    expect(marked.length).toBeGreaterThan(15)
    expect(marked.filter(([, text]) => isMisbroken(text))).toEqual([])
    expect(['送{|}信する', '送信{|}を', '送る{|}。'].filter(isMisbroken)).toHaveLength(3)
  })

  test('hides nothing behind “and so on”', () => {
    expect(breaking((text) => !/等|その他|など/.test(text))).toEqual([])
  })

  test('promises nothing vague', () => {
    const vague = /より良くするため|よりよくするため|個人を特定でき(ません|ない)/
    expect(breaking((text) => !vague.test(text))).toEqual([])
  })
})

test('the language is Japanese', () => {
  expect(ja.lang).toBe('ja')
})

test.each(['acceptAll', 'rejectAll', 'choose'] as const)(
  'the banner’s three choices are five characters each: %s',
  (key) => {
    expect([...plainText(ja.banner[key])]).toHaveLength(5)
  },
)

test('許可 is tied to 同意 where the banner says what is held, and nowhere else', () => {
  const tied = TEXTS.filter(([, text]) => text.includes('許可(同意)')).map(([path]) => path)
  expect(tied).toEqual(['banner.held.all', 'banner.held.some'])
  const bare = TEXTS.filter(([, text]) => /(?<!許可\()同意/.test(text)).map(([path]) => path)
  // The law's own word, and a guardian's.
  expect(bare).toEqual([
    'age.guardianList',
    'age.declaration',
    'age.agree',
    'age.goOn',
    'record.sources.guardian',
    'disclosure.groups.exempt',
  ])
})
