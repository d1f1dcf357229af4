/** What is wrong with a config, in words. */

export interface ConfigProblem {
  /** Such as `services[2].purpose`; empty for the config itself. */
  readonly path: string
  /** What stands there, as JSON of at most 60 characters; none where something is missing. */
  readonly value?: string
  readonly message: string
  /** What would do: a value, or what to do in words. */
  readonly suggestion: string
}

/** Everything that is wrong with a config, in `problems` and, a line each, in `message`. */
export class ConsentConfigError extends Error {
  override readonly name = 'ConsentConfigError'
  readonly problems: readonly ConfigProblem[]

  constructor(problems: readonly ConfigProblem[]) {
    const lines = problems.map((each) => `  ${problemLine(each)}`)
    super([`The config has ${counted(problems.length, 'problem')}:`, ...lines].join('\n'))
    this.problems = problems
  }
}

export function problemLine({ path, value, message, suggestion }: ConfigProblem): string {
  const place = value === undefined ? path || 'config' : `${path || 'config'} = ${value}`
  // A key or an id may hold what would turn the line around.
  return printable(`${place}: ${message}. Try: ${suggestion}`)
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** Characters that show a text otherwise than it is written, or not at all. */
const UNSEEN = /(?!\n)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

const MOST = 60

/** The value as JSON of at most 60 characters, in which nothing can turn a terminal's line around. */
export function shortJson(value: unknown): string {
  const json = printable(jsonOf(value))
  // Half of a character would be none.
  return json.length > MOST ? `${json.slice(0, MOST - 1).replace(/[\ud800-\udbff]$/, '')}…` : json
}

/** What JSON can't say (a function, a circle) as JavaScript names it. */
function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    // An object may have no way to be a text either.
    return Object.prototype.toString.call(value)
  }
}

/** The text with every character that isn't seen written out, but for line breaks. */
export function printable(text: string): string {
  return text.replace(UNSEEN, escaped)
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
