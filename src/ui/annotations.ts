/** Annotations in a text: `{送|おく}` is a word with its reading, `{|}` a place where a line may end. */

/** Of a text: words, a word with its reading, two signs on one line, or nothing, where a line may end. */
export interface Piece {
  readonly text: string
  readonly reading?: string
  /** Whether no line may end inside it. */
  readonly isWhole?: true
}

const ANNOTATION = /\{([^{}|]*)\|([^{}|]*)\}/
/** Annotations, and a particle behind a name: by any `word-break` a line could end between those. */
const PIECES = new RegExp(`${ANNOTATION.source}|([」.][ぁ-ん])`)
/**
 * Where a line of an annotated text may end without one, in what was filled in, too: after a comma, for
 * engines differ in it by `keep-all`, before a bracket, and where a word in katakana begins.
 */
const ENDS = /[、。](?=[^、。」()])(?!\{\|)|[ぁ-ん](?=[ァ-ヴ])|(?=\()/g

/** The pieces of a text, in their order. No text is none. */
export function pieces(text: string): readonly Piece[] {
  const found: Piece[] = []
  const add = (piece: Piece): void => {
    found[found.length] = piece
  }
  const parts = withEnds(text).split(PIECES)
  // What a pattern captures stands between what it splits: text, word, reading, particle, text, …
  for (let at = 0; at < parts.length; at += 4) {
    const plain = parts[at]
    const word = parts[at + 1]
    const reading = parts[at + 2]
    const whole = parts[at + 3]
    if (plain) add({ text: plain })
    if (word !== undefined) add(reading ? { text: word, reading } : { text: word })
    if (whole) add({ text: whole, isWhole: true })
  }
  return found
}

/** An annotated text, with the line ends that it needs no annotation for. */
function withEnds(text: string): string {
  return ANNOTATION.test(text) ? text.replace(ENDS, '$&{|}') : text
}

const ANNOTATIONS = new RegExp(ANNOTATION, 'g')

/** The text without its annotations, for where none can be drawn. */
export function plainText(text: string): string {
  return text.replace(ANNOTATIONS, '$1')
}

/** `value` with texts that can be drawn as they are: all in it without their annotations. */
export function withoutAnnotations<Value>(value: Value): Value {
  if (typeof value === 'string') return plainText(value) as Value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(withoutAnnotations) as Value
  const members = Object.entries(value).map(([name, each]) => [name, withoutAnnotations(each)])
  return Object.fromEntries(members) as Value
}
