import type { Joining, Receipt, ShownProof } from './receipt.ts'
import type { Age, Choice, Mark } from './types.ts'

/**
 * Whether `value`, as JSON has it, is a receipt and no more than one: a field that there isn't, a
 * text or a list beyond its bounds, and a time or a day that never was are refused. Never throws.
 */
export function isReceipt(value: unknown): value is Receipt {
  return hasFields(value, RECEIPT)
}

type Check = (value: unknown) => boolean
type Fields<T> = Readonly<Record<keyof T, Check>>

/** Nothing that turns the direction of what follows, and no control characters. */
const isText = matches(/^[^\p{Cc}\u202a-\u202e\u2066-\u2069]{1,3000}$/u)
const isNewId = matches(/^[a-z0-9]{6,16}$/)
/** Of a purpose or service. */
const isId = matches(/^[a-z][a-z0-9-]{0,39}$/)
const isHash = matches(/^[0-9a-f]{64}$/)
/** Of a source or a layer, as in the cookie: a later version may know more of them. */
const isName = matches(/^[a-z]{3,11}$/)
const isCount = upTo(999_999_999)
/** The way there and back finds a 30th of February; the length, a year after 9999. */
const isTime: Check = (value) => {
  if (typeof value !== 'string' || value.length !== 24) return false
  const time = new Date(value)
  return !Number.isNaN(+time) && time.toISOString() === value
}

const MARK: Fields<Mark> = {
  choice: oneOf<Choice>('granted', 'denied'),
  day: upTo(999_999),
  revision: isCount,
  source: isName,
  gpc: oneOf(true),
}

const SHOWN: Fields<ShownProof> = {
  layer: isName,
  button: matches(/^[A-Za-z][\w.-]{0,63}$/),
  lang: matches(/^[a-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}$/),
  hash: isHash,
}

const POLICY: Fields<Receipt['policy']> = {
  href: matches(/^(?:https:\/\/|\/(?![/\\])|#)[^\s\p{Cc}\u202a-\u202e\u2066-\u2069]{0,2000}$/u),
  revised: (value) => typeof value === 'string' && isTime(`${value}T00:00:00.000Z`),
}

const JOINING: Fields<Joining> = {
  service: isId,
  recipient: isText,
  items: listOf(64, matches(/^[a-z][A-Za-z0-9]{0,39}$/)),
}

const RECEIPT: Fields<Receipt> = {
  schema: oneOf<Receipt['schema']>(1),
  id: isNewId,
  record: orNull(isNewId),
  previous: orNull(isHash),
  time: isTime,
  source: isName,
  shown: orNull((value) => hasFields(value, SHOWN)),
  marks: areMarks,
  revision: isCount,
  wording: isCount,
  age: oneOf<Age>('unknown', 'adult', 'minor', 'guardian'),
  gpc: oneOf(true, false),
  controller: isText,
  policy: (value) => hasFields(value, POLICY),
  joins: listOf(64, (value) => hasFields(value, JOINING)),
  sdk: matches(/^\d[\w.+-]{0,63}$/),
}

/** All of the fields and no other: no check is content with a field that is missing. */
function hasFields(value: unknown, fields: Readonly<Record<string, Check>>): boolean {
  const own: Readonly<Record<string, unknown>> = { ...(value as object) }
  const checks = Object.entries(fields)
  return Object.keys(own).length === checks.length && checks.every(([key, is]) => is(own[key]))
}

function areMarks(value: unknown): boolean {
  const marks = Object.entries({ ...(value as object) })
  const isEntry = ([id, mark]: [string, unknown]): boolean => isId(id) && isMark(mark)
  return marks.length > 0 && marks.length <= 256 && marks.every(isEntry)
}

/** Where a mark says nothing of GPC, nothing can be wrong with it. */
function isMark(value: unknown): boolean {
  return hasFields({ gpc: true, ...(value as object) }, MARK)
}

function matches(pattern: RegExp): Check {
  return (value) => typeof value === 'string' && pattern.test(value)
}

function oneOf<T>(...values: readonly T[]): Check {
  return (value) => values.includes(value as T)
}

function upTo(most: number): Check {
  return (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most
}

function orNull(is: Check): Check {
  return (value) => value === null || is(value)
}

function listOf(most: number, is: Check): Check {
  return (value) => Array.isArray(value) && value.length <= most && value.every(is)
}
