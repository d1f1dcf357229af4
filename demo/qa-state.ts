import { encodeRecord } from '../src/core/record.ts'
import type { Choice, Mark } from '../src/core/types.ts'
import { metalive } from '../src/metalive.ts'
import type { Reply } from './reply.ts'

const NAME = 'metalive_consent'
const DAY = 86_400_000
const LIFETIME_SECONDS = 400 * 86_400

/** The record's text for each state of a visitor; an empty one deletes the cookie. */
const STATES: Readonly<Record<string, (today: number) => string>> = {
  first: () => '',
  accepted: (today) => record(all('granted'), today),
  rejected: (today) => record(all('denied'), today),
  partial: (today) => record({ functional: 'granted', analytics: 'denied' }, today),
  aged: (today) => record(all('granted'), today - 200),
  junk: () => '%7B%22categories%22%3A%5B%22analytics%22%5D%7D',
  // A whole record of a format that doesn't exist yet; the last field is the checksum.
  newer: () => '2~1~u~-~from-the-future~om0630',
}

/**
 * Puts the browser into a state by `?state=accepted&to=/qa.html`.
 *
 * @param secure - Whether the site runs on https. On http the record also goes into the plain
 *   cookie, for browsers that take `__Host-` on https only.
 */
export function qaState(query: URLSearchParams, secure: boolean): Reply {
  const state = query.get('state') ?? ''
  const textOf = Object.hasOwn(STATES, state) ? STATES[state] : undefined
  if (!textOf) return { status: 404, body: `States: ${Object.keys(STATES).join(', ')}` }
  const text = textOf(Math.floor(Date.now() / DAY))
  const life = `Path=/; SameSite=Lax; Max-Age=${text ? LIFETIME_SECONDS : 0}`
  const cookies = [`__Host-${NAME}=${text}; Secure; ${life}`]
  if (!secure) cookies.push(`${NAME}=${text}; ${life}`)
  return { status: 303, body: '', headers: { location: path(query), 'set-cookie': cookies } }
}

function all(choice: Choice): Record<string, Choice> {
  const asked = metalive.purposes.filter(({ required }) => !required)
  return Object.fromEntries(asked.map(({ id }) => [id, choice]))
}

function record(choices: Readonly<Record<string, Choice>>, day: number): string {
  const { revision, wording = 1 } = metalive
  const marks: Record<string, Mark> = {}
  for (const [id, choice] of Object.entries(choices)) {
    marks[id] = { choice, day, revision, source: 'banner' }
  }
  const granted = Object.values(choices).includes('granted')
  return encodeRecord({
    wording,
    age: granted ? 'a' : 'u',
    id: granted ? 'qa00000001' : null,
    marks,
  })
}

/** Only a path is taken from `to`, and `//host` is none: nobody is sent to another site. */
function path(query: URLSearchParams): string {
  return `/${(query.get('to') ?? 'qa.html').replace(/^[/\\]+|[^!-~]/g, '')}`
}
