/** Which cookies and keys are named for deleting; which of them go is for the e2e specs to see. */
import { beforeEach, describe, expect, test } from 'vitest'
import { type SweepService, sweep } from './sweep.ts'

interface Swept {
  readonly window: Window
  /** What was written to `document.cookie`. */
  readonly written: readonly string[]
  readonly databases: readonly string[]
}

beforeEach(() => {
  localStorage.clear()
  sessionStorage.clear()
})

function at(hostname: string, pathname: string, cookie = '_ga=1; _ga_ABC=2; own=3; _gat=4'): Swept {
  const written: string[] = []
  const databases: string[] = []
  const document = Object.defineProperty({}, 'cookie', {
    get: () => cookie,
    set: (text: string) => written.push(text),
  })
  const indexedDB = { deleteDatabase: (name: string) => databases.push(name) }
  const location = { hostname, pathname }
  const window = { document, location, localStorage, sessionStorage, indexedDB }
  return { window: window as unknown as Window, written, databases }
}

const service = (change: Partial<SweepService> = {}): SweepService => ({
  id: 'ga4',
  cookies: [],
  storage: [],
  ...change,
})

const first = (name: string) => ({ name, party: 'first' as const })

const namesOf = (written: readonly string[]): string[] => [
  ...new Set(written.map((each) => each.slice(0, each.indexOf('=')))),
]

describe('cookies', () => {
  test('that are declared by name are expired, and no other', () => {
    const { window, written } = at('metalive.test', '/')
    sweep(service({ cookies: [first('_ga')] }), window)
    expect(namesOf(written)).toEqual(['_ga'])
  })

  test('that are declared by their beginning are expired', () => {
    const { window, written } = at('metalive.test', '/')
    sweep(service({ cookies: [first('_ga_*')] }), window)
    expect(namesOf(written)).toEqual(['_ga_ABC'])
  })

  test('of third parties are left: no page can delete them', () => {
    const { window, written } = at('metalive.test', '/')
    sweep(service({ cookies: [{ name: '_ga', party: 'third' }] }), window)
    expect(written).toEqual([])
  })

  test('are expired on this host and each domain above it', () => {
    const { window, written } = at('www.metalive.co.jp', '/', '_ga=1')
    sweep(service({ cookies: [first('_ga')] }), window)
    expect(written).toEqual([
      '_ga=; Max-Age=0; Path=/',
      '_ga=; Max-Age=0; Path=/; Secure',
      '_ga=; Max-Age=0; Path=/; Domain=www.metalive.co.jp',
      '_ga=; Max-Age=0; Path=/; Domain=metalive.co.jp',
      '_ga=; Max-Age=0; Path=/; Domain=co.jp',
      '_ga=; Max-Age=0; Path=/; Domain=jp',
    ])
  })

  test('are expired on every path above this page', () => {
    const { window, written } = at('localhost', '/live/42', '_ga=1')
    sweep(service({ cookies: [first('_ga')] }), window)
    const paths = new Set(written.map((each) => /Path=([^;]+)/.exec(each)?.[1]))
    expect([...paths]).toEqual(['/', '/live', '/live/', '/live/42', '/live/42/'])
  })
})

describe('storage', () => {
  test('loses the keys that are declared, by name or beginning, and keeps the rest', () => {
    for (const key of ['_yjad', '_yjr', 'volume', 'y']) localStorage.setItem(key, '1')
    for (const key of ['_cltk', 'tab']) sessionStorage.setItem(key, '1')
    const storage = [
      { area: 'local', key: '_yj*' },
      { area: 'session', key: '_cltk' },
    ] as const
    sweep(service({ storage }), at('metalive.test', '/').window)
    expect(Object.keys(localStorage).sort()).toEqual(['volume', 'y'])
    expect(Object.keys(sessionStorage)).toEqual(['tab'])
  })

  test('loses the databases that are declared', () => {
    const { window, databases } = at('metalive.test', '/')
    sweep(service({ storage: [{ area: 'indexedDB', key: 'mux' }] }), window)
    expect(databases).toEqual(['mux'])
  })

  test('that the browser refuses keeps nothing else from being swept', () => {
    const { window, written } = at('metalive.test', '/', '_ga=1')
    const refusing = Object.defineProperty(window, 'localStorage', {
      get() {
        throw new Error('refused')
      },
    })
    sessionStorage.setItem('_cltk', '1')
    const storage = [
      { area: 'local', key: 'a' },
      { area: 'session', key: '_cltk' },
    ] as const
    sweep(service({ cookies: [first('_ga')], storage }), refusing)
    expect(namesOf(written)).toEqual(['_ga'])
    expect(Object.keys(sessionStorage)).toEqual([])
  })
})
