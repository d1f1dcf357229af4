/** Server and browser decide by the same cookies: each case here is put to both. */
import { describe, expect, test, vi } from 'vitest'
import { cookieStore } from '../cookie.ts'
import { encodeRecord } from '../core/record.ts'
import { resolve } from '../core/resolve.ts'
import type { Age, Choice, ConsentState, CoreConfig, Mark } from '../core/types.ts'
import { metalive } from '../metalive.ts'
import { sharedCookie } from '../shared-cookie.ts'
import { readConsent } from './read.ts'

const TODAY = 20780

function text(
  choices: Readonly<Record<string, Choice>>,
  change: Partial<Mark> = {},
  age = 'a',
): string {
  const marks = Object.entries(choices).map(([id, choice]): [string, Mark] => [
    id,
    { choice, day: TODAY, revision: 1, source: 'banner', ...change },
  ])
  return encodeRecord({ wording: 1, age, id: 'abcdefghij', marks: Object.fromEntries(marks) })
}

const ALL = {
  functional: 'granted',
  analytics: 'granted',
  advertising: 'granted',
  embeds: 'granted',
} as const
const granted = text(ALL)
const [HOST, PLAIN] = ['__Host-metalive_consent', 'metalive_consent']

interface Case {
  readonly secure: boolean
  readonly gpc: boolean
  readonly cookie?: CoreConfig['cookie']
}

const SHARED = { domain: 'site.example' }

/** What the browser makes of these cookies. */
function inBrowser(cookies: string, { secure, gpc, cookie }: Case): ConsentState {
  class FakeDocument {
    get cookie(): string {
      return cookies
    }
  }
  vi.stubGlobal('Document', FakeDocument)
  const page = {
    document: new FakeDocument(),
    location: { protocol: secure ? 'https:' : 'http:', hostname: 'www.site.example' },
    isSecureContext: secure,
  }
  const share = cookie && sharedCookie
  const record = cookieStore(page as unknown as Window, share, cookie?.domain).read()
  vi.unstubAllGlobals()
  return resolve(metalive, record, { today: TODAY, gpc })
}

const CASES: readonly (readonly [what: string, cookies: string])[] = [
  ['no cookie', ''],
  ['another’s cookie', 'a=1; b=2'],
  ['a grant of all', `a=1; ${HOST}=${granted}; b=2`],
  ['a refusal', `${HOST}=${text({ analytics: 'denied', advertising: 'denied' })}`],
  ['a grant that lapsed', `${HOST}=${text(ALL, { day: TODAY - 181 })}`],
  ['a grant from the future', `${HOST}=${text(ALL, { day: TODAY + 2 })}`],
  ['a grant in spite of GPC', `${HOST}=${text(ALL, { gpc: true })}`],
  ['a grant without an age', `${HOST}=${text(ALL, {}, 'u')}`],
  ['a minor’s grant', `${HOST}=${text(ALL, {}, 'm')}`],
  ['a guardian’s grant', `${HOST}=${text(ALL, { source: 'guardian' }, 'g.20800')}`],
  ['a guardian’s grant for one who isn’t young any more', `${HOST}=${text(ALL, {}, 'g.20780')}`],
  ['a cut record', `${HOST}=${granted.slice(0, -3)}`],
  ['a newer format', `${HOST}=2~1~u~-~from-the-future~om0630`],
  ['twins of the plain name', `${PLAIN}=${granted}; ${PLAIN}=${text({ analytics: 'denied' })}`],
  ['both names', `${PLAIN}=${granted}; ${HOST}=${text({ analytics: 'denied' })}`],
  ['a name that only ends alike', `x${HOST}=${granted}`],
  ['a value with an equals sign', `${HOST}=a=${granted}`],
]

describe.each(CASES)('%s', (_what, cookies) => {
  test.each([
    { secure: true, gpc: false },
    { secure: true, gpc: true },
    { secure: false, gpc: false },
    { secure: false, gpc: true },
    { secure: true, gpc: false, cookie: SHARED },
    { secure: false, gpc: true, cookie: SHARED },
  ] satisfies Case[])('means the same to both: %j', (each: Case) => {
    const { secure, gpc, cookie } = each
    const config = { ...metalive, ...(cookie && { cookie }) }
    const here = readConsent(cookies, config, { secure, today: TODAY, gpc })
    expect(here).toEqual(inBrowser(cookies, each))
  })
})

test('the cases tell something apart', () => {
  const states = CASES.map(([, cookies]) => readConsent(cookies, metalive, { today: TODAY }))
  expect(new Set(states.map((state) => JSON.stringify(state))).size).toBeGreaterThan(4)
  expect(readConsent(`${HOST}=${granted}`, metalive, { today: TODAY }).choices.ga4).toBe('granted')
})

test('on https the plain cookie is never believed', () => {
  const { status, choices } = readConsent(`${PLAIN}=${granted}`, metalive, { today: TODAY })
  expect(status).toBe('undecided')
  expect(choices.analytics).toBeUndefined()
})

test('with a shared domain it is, beside this host’s own', () => {
  const config = { ...metalive, cookie: SHARED }
  const both = `${PLAIN}=${granted}; ${HOST}=${text({ analytics: 'denied', embeds: 'granted' })}`
  const choicesOf = (cookies: string): ConsentState['choices'] =>
    readConsent(cookies, config, { today: TODAY }).choices
  expect(choicesOf(`${PLAIN}=${granted}`)).toMatchObject({ analytics: 'granted' })
  expect(choicesOf(both)).toMatchObject({ analytics: 'denied', embeds: 'granted' })
})

test('a host outside the shared domain has a record of its own', () => {
  const config = { ...metalive, cookie: SHARED }
  const statusOn = (host: string): string =>
    readConsent(`${PLAIN}=${granted}`, config, { today: TODAY, host }).status
  expect(statusOn('www.site.example:8080')).toBe('decided')
  expect(statusOn('site.example')).toBe('decided')
  expect(statusOn('other.example')).toBe('undecided')
  expect(statusOn('badsite.example')).toBe('undecided')
})

test.each([[null], [undefined], ['']])(
  'a request with no cookies grants nothing: %j',
  (cookies) => {
    expect(readConsent(cookies, metalive).choices).toEqual({ necessary: 'granted' })
  },
)

test('an age that the site knows stands before the record’s', () => {
  const cookies = `${HOST}=${granted}`
  const choicesOf = (age: Age): ConsentState['choices'] =>
    readConsent(cookies, metalive, { today: TODAY, age }).choices
  expect(choicesOf('adult')).toMatchObject({ analytics: 'granted' })
  expect(choicesOf('minor')).toMatchObject({ analytics: 'denied', necessary: 'granted' })
})

test('a broken config grants nothing', () => {
  const broken = { revision: 'one' } as never
  expect(readConsent(`${HOST}=${granted}`, broken, { today: TODAY }).choices).toEqual({})
})
