import type { Config, Purpose, Service } from '../core/types.ts'
import { plainText } from '../ui/annotations.ts'
import type { Finding } from './changes.ts'

/** A sentence longer than this isn't read (guideline chapter 7 wants plain wording). */
const LONGEST = 60

/** 等 by itself, and not the one of 平等, 均等, 同等, 対等, 高等, 初等, 中等教育, 等級 or 等しい. */
const VAGUE = /(?<![平均同対高初])(?<!中(?=等[教学部]))等(?![級しぶ])|その他|など/
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u
const ASSURANCE =
  /(?:個人|お客様|あなた)[^。]{0,4}(?:特定|識別)[^。]*?(?:ない|ません)|個人情報[^。]*?含(?:まない|みません|まれない|まれません)/
const EMPTY_PURPOSE = /^(?:サービスを?)?(?:より)?(?:良|よ)くするため/

/** What is sent under a key or number that belongs to an account. */
const ACCOUNT_ITEMS: readonly string[] = ['memberIdHash', 'emailHash', 'purchase']

interface Sentence {
  readonly path: string
  readonly text: string
}

/**
 * What is wrong with the words that visitors read of purposes and services: vague catch-alls, words
 * that aren't Japanese, purposes of one side only, long sentences, assurances that don't hold, and
 * services that their purpose's text doesn't cover. Empty where the config's language isn't Japanese.
 */
export function lintWording(config: Config): readonly Finding[] {
  if (!/^ja\b/.test(config.texts.lang)) return []
  const drawn = [
    ...config.purposes.flatMap(purposeSentences),
    ...config.services.flatMap(serviceSentences),
    ...Object.entries(config.texts.items).map(([item, text]) => {
      return { path: `texts.items.${item}`, text }
    }),
  ]
  return [
    ...drawn.map(spoken).flatMap(lintText),
    ...config.services.flatMap((service, index) => [
      ...oneSided(service, index),
      ...falseAssurance(service, index),
      ...notCovered(service, index, config.purposes),
    ]),
  ]
}

function purposeSentences({ title, description, lost }: Purpose, index: number): Sentence[] {
  const at = `purposes[${index}]`
  return [
    { path: `${at}.title`, text: title },
    { path: `${at}.description`, text: description },
    ...(lost ? [{ path: `${at}.lost`, text: lost }] : []),
  ]
}

function serviceSentences(service: Service, index: number): Sentence[] {
  const { ourPurpose, theirPurpose, retention, exemption, optOutEffect, cookies } = service
  const optional: readonly (readonly [field: string, text: string | undefined])[] = [
    ['ourPurpose', ourPurpose],
    ['theirPurpose', theirPurpose],
    ['retention', retention],
    ['exemption.reason', exemption?.reason],
    ['optOutEffect.lost', optOutEffect?.lost],
    ...cookies.map(({ purpose }, i) => [`cookies[${i}].purpose`, purpose] as const),
  ]
  return optional.flatMap(([field, text]) => {
    return text === undefined ? [] : [{ path: `services[${index}].${field}`, text }]
  })
}

/** A reading isn't read besides its word. */
function spoken({ path, text }: Sentence): Sentence {
  return { path, text: plainText(text) }
}

function lintText({ path, text }: Sentence): readonly Finding[] {
  const [vague] = VAGUE.exec(text) ?? []
  const long = text.split('。').filter((sentence) => [...sentence].length > LONGEST)
  return [
    ...(vague ? [{ path, message: `「${vague}」 hides what is meant: name it` }] : []),
    ...(JAPANESE.test(text) ? [] : [{ path, message: 'has no Japanese in it' }]),
    ...(EMPTY_PURPOSE.test(text) ? [{ path, message: 'says nothing: say what for' }] : []),
    ...long.map((sentence) => {
      const { length } = [...sentence]
      return { path, message: `a sentence has ${length} characters, more than ${LONGEST}` }
    }),
  ]
}

/** Two purposes in the same words say one side's at best (規則 第22条の2の29). */
function oneSided({ ourPurpose, theirPurpose }: Service, index: number): readonly Finding[] {
  if (ourPurpose !== theirPurpose) return []
  const message = "is the site's own purpose again: say what the recipient does with it"
  return [{ path: `services[${index}].theirPurpose`, message }]
}

function falseAssurance(service: Service, index: number): readonly Finding[] {
  const tied = service.joinsPerson || service.sends.some((item) => ACCOUNT_ITEMS.includes(item))
  if (!tied) return []
  return serviceSentences(service, index)
    .map(spoken)
    .filter(({ text }) => ASSURANCE.test(text))
    .map(({ path }) => {
      return { path, message: 'what is sent is tied to an account, so nobody can promise this' }
    })
}

/**
 * Visitors agree to a purpose's text, so it must be about what its services do. No program can read;
 * this one sees whether the two have a word of substance in common.
 */
function notCovered(
  { purpose, ourPurpose }: Service,
  index: number,
  purposes: readonly Purpose[],
): readonly Finding[] {
  const { title, description } = purposes.find(({ id }) => id === purpose) ?? {}
  if (!title) return []
  const covered = wordsOf(`${title}。${description}`)
  if ([...wordsOf(ourPurpose)].some((word) => covered.has(word))) return []
  const message = `has no word in common with the text of purpose "${purpose}", so that doesn't cover it`
  return [{ path: `services[${index}].ourPurpose`, message }]
}

const SEGMENTER = new Intl.Segmenter('ja', { granularity: 'word' })
/** Two or more Kanji or Katakana, a stem with its ending, or a long word in Hiragana. */
const SUBSTANCE =
  /^(?:[\p{Script=Han}々]{2,}|[\p{Script=Katakana}ー]{2,}|\p{Script=Han}+\p{Script=Hiragana}+|\p{Script=Hiragana}{4,})$/u
/** What every such sentence has. */
const COMMON: readonly string[] = ['サービス', '使い', '使う', '当社', '外部', '会社']

function wordsOf(text: string): ReadonlySet<string> {
  const words = [...SEGMENTER.segment(plainText(text))].map(({ segment }) => segment)
  return new Set(words.filter((word) => SUBSTANCE.test(word) && !COMMON.includes(word)))
}
