/**
 * On a cookie jar that keeps the rules of a browser, so that each of them can be broken. What real
 * jars do is for the e2e specs to see.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cookieStore } from './cookie.ts'
import { decodeRecord, encodeRecord } from './core/record.ts'
import type { Choice, ConsentRecord } from './core/types.ts'
import type { Kept, RecordStore } from './core/world.ts'

interface Jar {
  /** As `document.cookie` gives them. Two of one name are possible: their paths or domains differ. */
  cookies: string[]
  /** What was written, with its attributes. */
  readonly written: string[]
  /** Whether the browser takes a cookie. */
  accepts: (written: string) => boolean
}

let jar: Jar

beforeEach(() => {
  jar = { cookies: [], written: [], accepts: () => true }
  onJar({ get: () => jar.cookies.join('; '), set: put })
})

afterEach(() => {
  vi.restoreAllMocks()
  for (const place of [...PROTOTYPES, document]) Reflect.deleteProperty(place, 'cookie')
})

/** In a browser the document's prototype inherits from the other one, in happy-dom it doesn't. */
const PROTOTYPES: readonly object[] = [Document.prototype, Object.getPrototypeOf(document)]

function onJar(accessor: {
  readonly get: () => string
  readonly set: (text: string) => void
}): void {
  for (const place of PROTOTYPES) {
    Object.defineProperty(place, 'cookie', { configurable: true, ...accessor })
  }
}

function put(written: string): void {
  jar.written.push(written)
  if (!jar.accepts(written)) return
  const [cookie = ''] = written.split('; ')
  const [name = ''] = cookie.split('=')
  const first = jar.cookies.findIndex((each) => each.startsWith(`${name}=`))
  if (first >= 0) jar.cookies.splice(first, 1)
  if (!isExpired(written)) jar.cookies.unshift(cookie)
}

function isExpired(written: string): boolean {
  const [, date] = /; expires=([^;]+)/i.exec(written) ?? []
  return date ? Date.parse(date) < Date.now() : /; max-age=-/i.test(written)
}

const HTTPS = { protocol: 'https:' }
const HTTP = { protocol: 'http:' }

interface Place {
  readonly location?: { readonly protocol: string }
  readonly isSecureContext?: boolean
}

/** The records that {@link textOf} wrote, by their texts. */
const RECORDS = new Map<string, ConsentRecord>()

interface TextStore extends Pick<RecordStore, 'read'> {
  write(text: string): Kept
}

function store({ location = HTTPS, isSecureContext = true }: Place = {}): TextStore {
  const { read, write } = cookieStore({ document, location, isSecureContext } as Window)
  return {
    read,
    write(text) {
      const record = RECORDS.get(text)
      if (!record) throw new Error(`No test made the record of ${text}`)
      return write(text, record)
    },
  }
}

function textOf(choices: Readonly<Record<string, Choice>>): string {
  const marks = Object.entries(choices).map(([id, choice]) => {
    return [id, { choice, day: 20780, revision: 1, source: 'banner' as const }]
  })
  const record = { wording: 1, age: 'u', id: 'k3v9x2ab', marks: Object.fromEntries(marks) }
  const text = encodeRecord(record)
  RECORDS.set(text, record)
  return text
}

const GRANTED = textOf({ analytics: 'granted' })
const DENIED = textOf({ analytics: 'denied' })
const TOO_LONG = textOf(
  Object.fromEntries(
    Array.from({ length: 40 }, (_, i) => [`a-purpose-with-a-long-name-${i}`, 'denied']),
  ),
)

const HOST_COOKIE = '__Host-metalive_consent'
const PLAIN_COOKIE = 'metalive_consent'

describe('the record’s cookie', () => {
  test('is one of this host alone, over https', () => {
    expect(store().write(GRANTED)).toBe('kept')
    expect(jar.cookies).toEqual([`${HOST_COOKIE}=${GRANTED}`])
    const [written = '', ...more] = jar.written
    expect(more).toEqual([])
    expect(written.toLowerCase()).toMatch(/; path=\/(;|$)/)
    expect(written.toLowerCase()).toMatch(/; secure(;|$)/)
    expect(written.toLowerCase()).toMatch(/; samesite=lax(;|$)/)
    expect(written.toLowerCase()).not.toContain('domain')
  })

  test('lives for 400 days', () => {
    store().write(GRANTED)
    const [, seconds] = /max-age=(\d+)/i.exec(jar.written[0] ?? '') ?? []
    expect(Number(seconds)).toBe(400 * 86_400)
  })

  test('is read back as the record that was written', () => {
    store().write(GRANTED)
    expect(store().read()).toEqual(decodeRecord(GRANTED))
  })

  test('is found among others, of which some have a name like it', () => {
    jar.cookies = ['a=1', `not${HOST_COOKIE}=x`, `${HOST_COOKIE}2=x`, `${HOST_COOKIE}=${GRANTED}`]
    expect(store().read()).toEqual(decodeRecord(GRANTED))
  })

  test('is written without the attributes that the page put on every object', () => {
    Object.defineProperty(Object.prototype, 'domain', {
      configurable: true,
      enumerable: true,
      writable: true,
      value: 'evil.test',
    })
    try {
      expect(store().write(GRANTED)).toBe('kept')
    } finally {
      Reflect.deleteProperty(Object.prototype, 'domain')
    }
    expect(jar.written.join()).not.toContain('evil.test')
  })

  test('is written and read where an element named “cookie” hides the jar', () => {
    Object.defineProperty(document, 'cookie', { configurable: true, value: document.body })
    expect(store().write(GRANTED)).toBe('kept')
    expect(jar.cookies).toEqual([`${HOST_COOKIE}=${GRANTED}`])
    expect(store().read()).toEqual(decodeRecord(GRANTED))
  })
})

describe('on plain http', () => {
  const refusesPrefix = (written: string): boolean => !written.startsWith('__Host-')

  test('the cookie has the plain name', () => {
    jar.accepts = refusesPrefix
    store({ location: HTTP, isSecureContext: false }).write(GRANTED)
    expect(jar.cookies).toEqual([`${PLAIN_COOKIE}=${GRANTED}`])
    expect(jar.written.join().toLowerCase()).not.toContain('; secure')
  })

  test('on localhost it has the safe one, where the browser takes that', () => {
    store({ location: HTTP }).write(GRANTED)
    expect(jar.cookies).toEqual([`${HOST_COOKIE}=${GRANTED}`])
  })

  test('on localhost it has the plain one, where the browser doesn’t', () => {
    jar.accepts = refusesPrefix
    store({ location: HTTP }).write(GRANTED)
    expect(jar.cookies).toEqual([`${PLAIN_COOKIE}=${GRANTED}`])
  })

  test('the try leaves nothing behind', () => {
    store({ location: HTTP })
    expect(jar.written.length).toBeGreaterThan(0)
    expect(jar.cookies).toEqual([])
  })
})

describe('cookies that someone else planted', () => {
  test('under the plain name are never believed on https', () => {
    jar.cookies = [`${PLAIN_COOKIE}=${GRANTED}`]
    expect(store().read()).toBeNull()
  })

  test.each([
    ['first', [DENIED, GRANTED]],
    ['last', [GRANTED, DENIED]],
  ])('as a twin can’t grant what the other denies, when the refusal comes %s', (_place, twins) => {
    jar.accepts = () => false
    jar.cookies = twins.map((text) => `${PLAIN_COOKIE}=${text}`)
    const { marks } = store({ location: HTTP }).read() as ConsentRecord
    expect(marks.analytics?.choice).toBe('denied')
  })

  test('as a twin that is junk don’t count beside a record', () => {
    jar.accepts = () => false
    jar.cookies = [`${PLAIN_COOKIE}=junk`, `${PLAIN_COOKIE}=${DENIED}`]
    expect(store({ location: HTTP }).read()).toEqual(decodeRecord(DENIED))
  })

  test.each(['', 'junk', '%', '1~1~u', `${GRANTED.slice(0, -1)}`, `${GRANTED}${GRANTED}`])(
    'as junk are no record: %s',
    (text) => {
      jar.cookies = [`${HOST_COOKIE}=${text}`]
      expect(store().read()).toBeNull()
    },
  )
})

describe('a write that is refused', () => {
  test('is kept for the page view, and said to be', () => {
    jar.accepts = () => false
    const refused = store()
    expect(refused.write(GRANTED)).toBe('memory')
    expect(refused.read()).toEqual(decodeRecord(GRANTED))
  })

  test('outranks, for the page view, the older answer that lies in the jar', () => {
    const refused = store()
    refused.write(GRANTED)
    jar.accepts = () => false
    refused.write(DENIED)
    expect(refused.read()).toEqual(decodeRecord(DENIED))
  })

  test('is over with the next one that is taken', () => {
    jar.accepts = () => false
    const refused = store()
    refused.write(GRANTED)
    jar.accepts = () => true
    expect(refused.write(DENIED)).toBe('kept')
    expect(refused.read()).toEqual(decodeRecord(DENIED))
  })

  test('in a sandboxed frame, where the jar throws, is kept for the page view', () => {
    const refuse = (): never => {
      throw new Error('sandboxed')
    }
    onJar({ get: refuse, set: refuse })
    const refused = store()
    expect(refused.read()).toBeNull()
    expect(refused.write(DENIED)).toBe('memory')
    expect(refused.read()).toEqual(decodeRecord(DENIED))
  })
})

describe('a jar that says once more what a later write replaced', () => {
  const AGAIN = textOf({ analytics: 'granted', embeds: 'denied' })

  test('is not believed for a second', () => {
    const now = vi.spyOn(performance, 'now').mockReturnValue(5000)
    const { read, write } = store()
    for (const text of [GRANTED, AGAIN, DENIED]) write(text)
    for (const echo of [GRANTED, AGAIN]) {
      jar.cookies = [`${HOST_COOKIE}=${echo}`]
      now.mockReturnValue(5999)
      expect(read()).toEqual(decodeRecord(DENIED))
      now.mockReturnValue(6000)
      expect(read()).toEqual(decodeRecord(echo))
    }
  })

  test('is believed when it says what was never written here, or nothing', () => {
    const { read, write } = store()
    for (const text of [GRANTED, DENIED]) write(text)
    jar.cookies = [`${HOST_COOKIE}=${AGAIN}`]
    expect(read()).toEqual(decodeRecord(AGAIN))
    jar.cookies = []
    expect(read()).toBeNull()
  })

  test('is believed of what was written anew', () => {
    const { read, write } = store()
    for (const text of [GRANTED, DENIED, GRANTED]) write(text)
    expect(read()).toEqual(decodeRecord(GRANTED))
  })
})

describe('a record too long for a cookie', () => {
  test('isn’t written, and the answer before it doesn’t come back', () => {
    const before = textOf({ analytics: 'granted' })
    store().write(before)
    store().write(TOO_LONG)
    expect(TOO_LONG.length).toBeGreaterThan(1024)
    expect(jar.cookies).toEqual([])
    expect(store().read()).toBeNull()
  })

  test('is said to be refused', () => {
    expect(store().write(TOO_LONG)).toBe('memory')
  })

  test('is kept for the page view', () => {
    const refused = store()
    refused.write(TOO_LONG)
    const { marks } = (refused.read() ?? { marks: {} }) as ConsentRecord
    expect(Object.keys(marks)).toHaveLength(40)
  })
})
