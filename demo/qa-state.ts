import { decodeRecord, encodeRecord } from '../src/core/record.ts'
import type { Choice, ConsentRecord, Mark, Source } from '../src/core/types.ts'
import { metalive } from '../src/metalive.ts'
import type { Reply } from './reply.ts'
import type { Request } from './request.ts'

const NAME = 'metalive_consent'
const DAY = 86_400_000
const LIFETIME_SECONDS = 400 * 86_400

export type RecordName =
  | 'first'
  | 'accepted'
  | 'rejected'
  | 'partial'
  | 'mixed'
  | 'service'
  | 'in-spite'
  | 'unknown-age'
  | 'minor'
  | 'guardian'
  | 'grown'
  | 'aged'
  | 'junk'
  | 'newer'

/** The record's text for each state of a visitor; an empty one deletes the cookie. */
const STATES: Readonly<Record<RecordName, (today: number) => string>> = {
  first: () => '',
  accepted: (today) => record(all('granted'), { day: today }),
  rejected: (today) => record(all('denied'), { day: today }),
  partial: (today) => record({ functional: 'granted', analytics: 'denied' }, { day: today }),
  mixed: (today) =>
    record({ ...all('denied'), functional: 'granted', analytics: 'granted' }, { day: today }),
  service: (today) =>
    record({ ...all('denied'), analytics: 'granted', mixpanel: 'denied' }, { day: today }),
  'in-spite': (today) => record(all('granted'), { day: today, gpc: true, source: 'preferences' }),
  'unknown-age': (today) => record(all('granted'), { day: today, age: 'u' }),
  minor: (today) => record({}, { day: today, age: 'm' }),
  guardian: (today) => record(all('granted'), { day: today, age: 'g', source: 'guardian' }),
  grown: (today) => record({}, { day: today, age: `m.${today - 1}` }),
  aged: (today) => record(all('granted'), { day: today - 200 }),
  junk: () => '%7B%22categories%22%3A%5B%22analytics%22%5D%7D',
  // A whole record of a format that doesn't exist yet; the last field is the checksum.
  newer: () => '2~1~u~-~from-the-future~om0630',
}

const AGES = ['unknown', 'adult', 'minor', 'guardian'] as const

/**
 * Puts the browser into a state by `?state=accepted&to=/qa.html`, or changes nothing of the record it
 * has but the age by `?age=minor`.
 *
 * @param secure - Whether the site runs on https. On http the record also goes into the plain
 *   cookie, for browsers that take `__Host-` on https only.
 */
export function qaState({ entry, url }: Pick<Request, 'entry' | 'url'>, secure: boolean): Reply {
  const query = url.searchParams
  const text = textFor(query, entry.cookie)
  if (text === undefined) {
    const states = `States: ${Object.keys(STATES).join(', ')}`
    return { status: 404, body: `${states}\nAges: ${AGES.join(', ')}` }
  }
  const life = `Path=/; SameSite=Lax; Max-Age=${text ? LIFETIME_SECONDS : 0}`
  const cookies = [`__Host-${NAME}=${text}; Secure; ${life}`]
  if (!secure) cookies.push(`${NAME}=${text}; ${life}`)
  return { status: 303, body: '', headers: { location: path(query), 'set-cookie': cookies } }
}

function textFor(query: URLSearchParams, cookie: string): string | undefined {
  const state = query.get('state') ?? ''
  const textOf = Object.hasOwn(STATES, state) ? STATES[state as RecordName] : undefined
  if (textOf) return textOf(Math.floor(Date.now() / DAY))
  const age = AGES.find((each) => each === query.get('age'))
  return age && withAge(cookie, age[0] ?? '')
}

/** The visitor's record with another age; one that can't be read is replaced by an empty one. */
function withAge(cookie: string, age: string): string {
  const pairs = new Map(cookie.split('; ').map((pair) => pair.split('=', 2) as [string, string]))
  const found = decodeRecord(pairs.get(`__Host-${NAME}`) ?? pairs.get(NAME) ?? '')
  const kept = found === null || found === 'newer' ? EMPTY : found
  return encodeRecord({ ...kept, age })
}

const EMPTY: ConsentRecord = { wording: metalive.wording ?? 1, age: 'u', id: null, marks: {} }

function all(choice: Choice): Record<string, Choice> {
  const asked = metalive.purposes.filter(({ required }) => !required)
  return Object.fromEntries(asked.map(({ id }) => [id, choice]))
}

interface Circumstances {
  readonly day: number
  /** Default: an adult's, where something is granted. */
  readonly age?: string
  readonly source?: Source
  readonly gpc?: true
}

function record(choices: Readonly<Record<string, Choice>>, circumstances: Circumstances): string {
  const { day, source = 'banner', gpc } = circumstances
  const { revision } = metalive
  const marks: Record<string, Mark> = {}
  for (const [id, choice] of Object.entries(choices)) {
    marks[id] = { choice, day, revision, source, ...(gpc && { gpc }) }
  }
  const granted = Object.values(choices).includes('granted')
  const { age = granted ? 'a' : 'u' } = circumstances
  return encodeRecord({ ...EMPTY, age, id: granted ? 'qa00000001' : null, marks })
}

/** Only a path is taken from `to`, and `//host` is none: nobody is sent to another site. */
function path(query: URLSearchParams): string {
  return `/${(query.get('to') ?? 'qa.html').replace(/^[/\\]+|[^!-~]/g, '')}`
}
