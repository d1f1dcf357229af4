/** What all languages have in common: a visitor is told the same in each. */
import { describe, expect, test } from 'vitest'
import { proposePolicy } from '../cli/policy.ts'
import type { Config, Translation } from '../core/types.ts'
import { toCsv } from '../disclosure/csv.ts'
import { disclose } from '../disclosure/document.ts'
import { toMarkdown } from '../disclosure/markdown.ts'
import { toHtml } from '../disclosure/page.tsx'
import { lintWording } from '../disclosure/wording.ts'
import { metalive } from '../metalive.ts'
import { metaliveEn } from '../metalive-en.ts'
import { metaliveJaEasy } from '../metalive-ja-easy.ts'
import { translate } from '../translate.ts'
import { pieces, plainText } from '../ui/annotations.ts'
import type { Texts } from '../ui/text.ts'
import { en } from './en.ts'
import { ja } from './ja.ts'
import { jaEasy } from './ja-easy.ts'
import {
  easyFaults,
  englishFaults,
  faults,
  placeholdersOf,
  type Tree,
  textsOf,
} from './words.contract.ts'

/** What `ui/text.ts` says that a text knows. */
const DOCUMENTED: Readonly<Record<string, readonly string[]>> = {
  'banner.intro': ['{service}'],
  'banner.joins': ['{recipient}', '{items}'],
  'banner.afterwards': ['{service}'],
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

/** Not for reading: a tag, and what stands between words. */
const NO_SENTENCE = ['lang', 'listSeparator']
const wordsOf = (texts: Texts): [path: string, text: string][] =>
  textsOf(texts as unknown as Tree).filter(([path]) => !NO_SENTENCE.includes(path))

const LOCALES = [ja, en, jaEasy].map((texts) => [texts.lang, texts] as const)
const TRANSLATIONS = [metaliveEn, metaliveJaEasy].map((each) => [each.texts.lang, each] as const)
const LINTED: Readonly<Record<string, (text: string) => readonly string[]>> = {
  en: englishFaults,
  'ja-x-easy': easyFaults,
}

/** Every text in which a rule finds a fault, with what it found. */
function faultsIn(
  words: readonly (readonly [path: string, text: string])[],
  rule: (text: string, path: string) => readonly string[],
): string[] {
  return words.flatMap(([path, text]) => rule(text, path).map((fault) => `${path} ${fault}`))
}

describe.each(LOCALES)('%s', (_lang, texts) => {
  test('says everything that Japanese says, and nothing else', () => {
    const paths = (of: Texts): readonly string[] => wordsOf(of).map(([path]) => path)
    expect(paths(texts)).toEqual(paths(ja))
    expect(paths(texts).length).toBeGreaterThan(200)
  })

  test('leaves no text empty or half marked', () => {
    expect(faultsIn(wordsOf(texts), faults)).toEqual([])
  })

  test('has the placeholders that are documented for a text, all of them and no other', () => {
    const documented = (path: string): string => [...(DOCUMENTED[path] ?? [])].sort().join()
    const rule = (text: string, path: string): readonly string[] => {
      const has = [...new Set(placeholdersOf(text))].join()
      return has === documented(path) ? [] : [`has ${has}, not ${documented(path)}`]
    }
    expect(faultsIn(wordsOf(texts), rule)).toEqual([])
  })

  test('calls a choice the same in both layers', () => {
    const { banner, preferences } = texts
    expect(preferences.acceptAll).toBe(banner.acceptAll)
    expect(preferences.acceptOthers).toBe(banner.acceptOthers)
    expect(preferences.rejectAll).toBe(banner.rejectAll)
    expect(preferences.recipients).toBe(banner.recipients)
  })

  test('words both answers alike, and neither as a threat or an honour', () => {
    const { acceptAll, rejectAll, choose } = texts.banner
    const lengths = [acceptAll, rejectAll, choose].map((text) => [...plainText(text)].length)
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(4)
    const loaded =
      /ok|agree|best|recommend|only|warning|unfortunately|sorry|おすすめ|残念|注意|だけ/i
    expect([acceptAll, rejectAll, choose].filter((text) => loaded.test(text))).toEqual([])
  })

  test('calls the preferences by their name wherever it sends a visitor there', () => {
    const name = new RegExp(`[「“]${plainText(texts.preferences.title)}[」”]`)
    const { banner, placeholder, reasons, disclosure } = texts
    const leading = [banner.afterwards, placeholder.afterwards, reasons.gpc, disclosure.stopHere]
    for (const text of leading) expect(plainText(text)).toMatch(name)
  })

  test('ties the press that allows to consent, which is the law’s word', () => {
    for (const text of [texts.banner.held.all, texts.banner.held.some]) {
      expect(plainText(text)).toMatch(/\((同意|consent to)\)/)
    }
  })

  test('is a language that browsers know', () => {
    expect(Intl.getCanonicalLocales(texts.lang)).toEqual([texts.lang])
  })
})

test.each([en, jaEasy].map((texts) => [texts.lang, texts] as const))(
  '%s is plain',
  (lang, texts) => {
    expect(faultsIn(wordsOf(texts), LINTED[lang] ?? (() => ['is not looked at']))).toEqual([])
  },
)

describe.each(TRANSLATIONS)('METALIVE in %s', (lang, translation) => {
  const { purposes, services, operator } = translation as Translation
  const words = textsOf({ purposes, services, operator } as unknown as Tree)

  test('has every purpose, with what a refusal costs', () => {
    expect(Object.keys(purposes)).toEqual(metalive.purposes.map(({ id }) => id))
    for (const { id, lost } of metalive.purposes) {
      expect(Boolean(purposes[id]?.lost)).toBe(Boolean(lost))
    }
  })

  test('has every service, with each text that it has in Japanese', () => {
    expect(Object.keys(services ?? {}).sort()).toEqual(metalive.services.map(({ id }) => id).sort())
    for (const { id, title, retention } of metalive.services) {
      const texts = services?.[id]
      expect(texts).toMatchObject({
        name: expect.any(String),
        ourPurpose: expect.any(String),
        theirPurpose: expect.any(String),
      })
      expect(Boolean(texts?.title)).toBe(Boolean(title))
      expect(Boolean(texts?.retention)).toBe(Boolean(retention))
      expect(texts?.ourPurpose).not.toBe(texts?.theirPurpose)
    }
  })

  test('names the operator’s hours', () => {
    expect(plainText(operator?.hours ?? '')).toMatch(/10.+18/)
  })

  test('is written well, and plain', () => {
    expect(words.length).toBeGreaterThan(40)
    expect(faultsIn(words, faults)).toEqual([])
    expect(faultsIn(words, LINTED[lang] ?? (() => ['is not looked at']))).toEqual([])
    expect(words.flatMap(([, text]) => placeholdersOf(text))).toEqual([])
  })
})

describe('やさしい日本語', () => {
  const { purposes, services, operator } = metaliveJaEasy
  const all = [
    ...wordsOf(jaEasy),
    ...textsOf({ purposes, services, operator } as unknown as Tree),
  ].map(([, text]) => text)

  test('reads a word the same wherever it stands', () => {
    const readings = new Map<string, Set<string>>()
    for (const { text, reading } of all.flatMap(pieces)) {
      if (reading) readings.set(text, (readings.get(text) ?? new Set()).add(reading))
    }
    const several = [...readings].filter(([, each]) => each.size > 1)
    // ひ and にち, as a day of the month; け(す) and き(える).
    expect(several.map(([word]) => word).sort()).toEqual(['日', '消'])
  })

  test('has no word of the law without saying what it is', () => {
    const explained = /(言う|言うと|言います)[^。]*同意|同意[^。]*言う/
    expect(plainText(jaEasy.banner.held.all)).toMatch(explained)
    expect(plainText(jaEasy.age.guardianList)).toMatch(explained)
    expect(plainText(jaEasy.age.declaration)).toContain('親の かわりの 人(法定代理人)')
  })
})

describe('where no annotations can be drawn', () => {
  const config = inEasyJapanese()
  const list = disclose(config)
  const texts = jaEasy.disclosure

  test.each([
    ['a sheet', toCsv(list, texts)],
    ['Markdown', toMarkdown(list, texts)],
    ['a proposal for the policy', proposePolicy(config)],
    [
      'the page’s title',
      toHtml({ document: list, texts }).match(/<title>.*?<\/title>/)?.[0] ?? '{',
    ],
    [
      'the names of narrow cells',
      (toHtml({ document: list, texts }).match(/data-label="[^"]*"/g) ?? ['{']).join(),
    ],
  ])('%s has none', (_where, written) => {
    expect(written).toMatch(/会社|目的|プログラム/)
    expect(written).not.toMatch(/[{}]/)
  })

  test('the wording lint counts words without their readings', () => {
    expect(lintWording(config).filter(({ message }) => !message.includes('in common'))).toEqual([])
  })
})

/** METALIVE's config in やさしい日本語 alone. */
function inEasyJapanese(): Config {
  const both: Config = { ...metalive, translations: [metaliveJaEasy] }
  const { translations: _japanese, ...easy } = translate(both, metaliveJaEasy.texts.lang)
  return easy
}

describe('the lint finds', () => {
  test.each([
    ['送る', 'has no reading: 送る'],
    ['{送|オク}る', "isn't read so: 送, オク"],
    ['{お|お}くる', "isn't read so: お, お"],
    ['{許可|きょか}する', 'is a hard word: 許可'],
    [`${'あ'.repeat(41)}。`, `is a long sentence: ${'あ'.repeat(41)}`],
    ['OK', 'is no Japanese'],
    ['ページなど', 'hides something behind “and so on”'],
    ['えら{|}ぶ', 'is broken inside a word'],
  ])('in やさしい日本語: %s', (text, fault) => {
    expect(easyFaults(text)).toEqual([fault])
  })

  test.each([
    [`${'word '.repeat(31)}.`, /long/],
    ['送る', /no English/],
    ['A、B', /punctuation/],
    ['Videos, posts etc.', /and so on/],
    ['Used to improve your experience.', /vague/],
    ['{n} companies', /number/],
  ])('in English: %s', (text, fault) => {
    expect(englishFaults(text).join()).toMatch(fault)
  })

  test.each(['', ' a', 'a  b', 'a\u200bb', '{送|おく', '{|}a'])('in every language: %j', (text) => {
    expect(faults(text)).not.toEqual([])
  })
})
