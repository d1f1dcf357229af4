/** What the words of a language pass, be they a locale's or a site's own. */
import { pieces, plainText } from '../ui/annotations.ts'

export type Tree = string | { readonly [key: string]: Tree }

/** Every text with the place where it stands, such as `banner.title`. */
export function textsOf(tree: Tree, path = ''): [path: string, text: string][] {
  if (typeof tree === 'string') return [[path, tree]]
  return Object.entries(tree).flatMap(([key, value]) =>
    textsOf(value, path ? `${path}.${key}` : key),
  )
}

/** A name that {@link fill} knows; annotations have a bar, and are none. */
export function placeholdersOf(text: string): readonly string[] {
  return (text.match(/\{\w*\}/g) ?? []).sort()
}

/** What is wrong with how a text is written, in any language. */
export function faults(text: string): readonly string[] {
  return [
    ...(text.trim() === '' ? ['is empty'] : []),
    ...(text.trim() === text ? [] : ['begins or ends with a space']),
    ...(/ {2}/.test(text) ? ['has two spaces in a row'] : []),
    ...(/[{}|]/.test(plainText(text).replace(/\{\w+\}/g, '')) ? ['has half an annotation'] : []),
    // A search, a reader and a copied text meet it as a character.
    ...(/\u200b/.test(text) ? ['has a break that nobody sees'] : []),
    ...(/^\{\|\}|\{\|\}$/.test(text) ? ['may be broken where it begins or ends'] : []),
  ]
}

const WORDS = new Intl.Segmenter('ja', { granularity: 'word' })
const PARTICLES = 'は が を に で へ と の も や か ね よ から まで より には では とは'.split(' ')

/** Whether Japanese lines end inside a word, or before a particle or a sign that belongs to it. */
export function partsPhrase(lines: readonly string[]): boolean {
  const found = [...WORDS.segment(lines.join(''))]
  const words = new Map(found.map(({ index, segment }) => [index, segment]))
  let at = 0
  return lines.some((line) => {
    // Verbs, which only dictionaries join with the particle before them.
    const word = words.get(at) ?? /^(?:ついて|よる)/.exec(line)?.[0]
    const isFirst = at === 0
    at += line.length
    return !isFirst && (!word || PARTICLES.includes(word) || /^[、。」)・ー]/.test(word))
  })
}

/** Words of laws and forms, which have a plainer one. */
const HARD = [
  ...[
    '取得',
    '送信',
    '受信',
    '通信',
    '識別',
    '閲覧',
    '視聴',
    '許可',
    '拒否',
    '端末',
    '停止',
    '委託',
  ],
  ...['外部', '提供', '利用', '選択', '保存', '表示', '確認', '消去', '取り消', '第三者', '保護者'],
  ...['必須', '任意', '規約', '撤回', '開示', '同社', '当社', 'お客様', '例外', '該当', '適切'],
]
const EASY_SENTENCE = 40
const HAN = /\p{Script=Han}/u

/** What is hard to read in a text of やさしい日本語. */
export function easyFaults(text: string): readonly string[] {
  const found = pieces(text)
  const words = plainText(text)
  const shown = words.replace(/\{\w+\}/g, '…')
  const unread = found.filter(({ text, reading }) => !reading && HAN.test(text))
  const misread = found.filter(({ text, reading }) => reading && !isReading(text, reading))
  const long = shown.split(/[。?]/).filter((sentence) => [...sentence].length > EASY_SENTENCE)
  return [
    ...unread.map(({ text }) => `has no reading: ${text}`),
    ...misread.map(({ text, reading }) => `isn't read so: ${text}, ${reading}`),
    ...long.map((sentence) => `is a long sentence: ${sentence}`),
    ...HARD.filter((word) => words.includes(word)).map((word) => `is a hard word: ${word}`),
    ...(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(words)
      ? []
      : ['is no Japanese']),
    ...(/など|その他|等/.test(words) ? ['hides something behind “and so on”'] : []),
    ...(/\S\{\|\}/.test(text.replace(/[、:(。]\{\|\}/g, '')) ? ['is broken inside a word'] : []),
  ]
}

function isReading(word: string, reading: string): boolean {
  return HAN.test(word) && /^\p{Script=Hiragana}+$/u.test(reading)
}

const ENGLISH_SENTENCE = 30

/** What is hard to read, or dishonest, in an English text. */
export function englishFaults(text: string): readonly string[] {
  const long = text
    .split(/[.?!](?= |$)/)
    .filter((sentence) => sentence.split(/\s+/).filter(Boolean).length > ENGLISH_SENTENCE)
  return [
    ...long.map((sentence) => `is a long sentence: ${sentence}`),
    ...(/[^\p{Script=Latin}\p{Script=Common}]/u.test(text) ? ['is no English'] : []),
    ...(/[A-Za-z]/.test(text) ? [] : ['is no English']),
    // In Japanese that is punctuation too, which Unicode counts as common to all.
    ...(/[\u3000-\u303f\u30fb\uff00-\uffef]/.test(text) ? ['has Japanese punctuation'] : []),
    ...(/\b(etc|and so on|and more|such as|other purposes)\b/i.test(text)
      ? ['hides something behind “and so on”']
      : []),
    ...(/(improve|enhance|better) (your|the|user) experience|anonym|cannot be identified/i.test(
      text,
    )
      ? ['promises something vague']
      : []),
    ...(/\{(n|days|others)\} \w/.test(text) ? ['is wrong for one of two numbers'] : []),
  ]
}
