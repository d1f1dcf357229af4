import { describe, expect, test } from 'vitest'
import { ja } from './ja.ts'

type Tree = string | { readonly [key: string]: Tree }

/** Every text with the place where it stands, such as `banner.title`. */
function textsOf(tree: Tree, path = ''): [path: string, text: string][] {
  if (typeof tree === 'string') return [[path, tree]]
  return Object.entries(tree).flatMap(([key, value]) =>
    textsOf(value, path ? `${path}.${key}` : key),
  )
}

const TEXTS = textsOf(ja as unknown as Tree).filter(([path]) => path !== 'lang')

/** What `ui/text.ts` says that a text knows. */
const DOCUMENTED: Readonly<Record<string, readonly string[]>> = {
  'banner.intro': ['{service}'],
  'banner.joins': ['{recipient}', '{items}'],
  'reasons.changed': ['{date}'],
  'reasons.added': ['{n}'],
  'reasons.lapsed': ['{days}'],
  'banner.acceptOthers': ['{purposes}'],
  'preferences.acceptOthers': ['{purposes}'],
  'reasons.gpc': ['{purposes}'],
  'banner.recipients': ['{n}'],
  'preferences.recipients': ['{n}'],
  'preferences.allow': ['{purpose}'],
  'placeholder.body': ['{service}', '{recipient}', '{items}'],
  'placeholder.stopped': ['{service}'],
  'ask.title': ['{name}'],
  'ask.sends': ['{recipient}'],
  'ask.service': ['{recipient}', '{service}'],
  'ask.lost': ['{name}'],
  'withdrawal.leftOf': ['{service}', '{names}'],
  'withdrawal.contact': ['{legalName}', '{email}'],
  'age.body': ['{below}'],
  'age.adult': ['{line}'],
  'age.minor': ['{below}'],
  'age.guardianBody': ['{below}'],
  'record.number': ['{id}'],
  'record.version': ['{revision}', '{wording}'],
  'record.shown': ['{time}'],
  'record.contact': ['{legalName}', '{address}', '{email}', '{hours}'],
  'disclosure.intro': ['{service}'],
  'disclosure.own.days': ['{days}'],
  'disclosure.updated': ['{date}'],
  'disclosure.purposeOf': ['{purpose}'],
  'disclosure.serviceName': ['{service}'],
  'disclosure.home': ['{country}'],
  'disclosure.foreign': ['{country}'],
  'disclosure.optOut.lost': ['{lost}'],
  'disclosure.retention.device.cookies': ['{days}'],
  'disclosure.confirmed': ['{date}'],
  'disclosure.history.added': ['{names}'],
  'disclosure.history.removed': ['{names}'],
  'disclosure.history.changed': ['{names}', '{fields}'],
  'disclosure.contact': ['{legalName}', '{address}', '{email}', '{hours}'],
  'disclosure.live.allow': ['{service}'],
  'disclosure.live.talked': ['{n}', '{others}'],
}

/** Where the texts stand that break a rule. */
const breaking = (rule: (text: string, path: string) => boolean): string[] =>
  TEXTS.filter(([path, text]) => !rule(text, path)).map(([path]) => path)

describe('every text', () => {
  test('is there, and looked at here', () => {
    expect(TEXTS.length).toBeGreaterThan(50)
    expect(breaking((text) => text !== '' && text.trim() === text)).toEqual([])
  })

  test('is Japanese', () => {
    const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}、]/u
    expect(breaking((text) => japanese.test(text))).toEqual([])
  })

  test('has sentences of at most 60 characters', () => {
    expect(breaking((text) => text.split('。').every((each) => [...each].length <= 60))).toEqual([])
  })

  test('hides nothing behind “and so on”', () => {
    expect(breaking((text) => !/等|その他|など/.test(text))).toEqual([])
  })

  test('promises nothing vague', () => {
    const vague = /より良くするため|よりよくするため|個人を特定でき(ません|ない)/
    expect(breaking((text) => !vague.test(text))).toEqual([])
  })

  test('has the placeholders that are documented for it, all of them and no other', () => {
    const placeholders = (text: string): string => (text.match(/\{[^}]*\}?/g) ?? []).sort().join()
    const documented = (path: string): string => [...(DOCUMENTED[path] ?? [])].sort().join()
    expect(breaking((text, path) => placeholders(text) === documented(path))).toEqual([])
  })
})

test('the language is Japanese', () => {
  expect(ja.lang).toBe('ja')
})

test.each(['acceptAll', 'rejectAll', 'choose'] as const)(
  'the banner’s three choices are five characters each: %s',
  (key) => {
    expect([...ja.banner[key]]).toHaveLength(5)
  },
)

test('the choices are called the same in both layers', () => {
  expect(ja.preferences.acceptAll).toBe(ja.banner.acceptAll)
  expect(ja.preferences.rejectAll).toBe(ja.banner.rejectAll)
})

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

test('what the texts call プライバシー設定 is called so', () => {
  expect(ja.preferences.title).toBe('プライバシー設定')
  expect(ja.banner.afterwards).toContain('「プライバシー設定」')
  expect(ja.placeholder.afterwards).toContain('「プライバシー設定」')
  expect(ja.ask.afterwards).toContain('「プライバシー設定」')
})
