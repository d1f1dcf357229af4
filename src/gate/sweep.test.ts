/** Which cookies and keys are named for deleting; which of them go is for the e2e specs to see. */
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { type SweepOptions, type SweepService, sweep } from './sweep.ts'

interface Swept {
  readonly window: Window
  /** What was written to `document.cookie`. */
  readonly written: readonly string[]
  readonly databases: readonly string[]
  readonly caches: readonly string[]
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
  const deletedCaches: string[] = []
  const indexedDB = {
    databases: async () => ['mux', 'muxer', 'mp_a', 'own'].map((name) => ({ name })),
    deleteDatabase(name: string) {
      databases.push(name)
      const request = new EventTarget()
      queueMicrotask(() => request.dispatchEvent(new Event('success')))
      return request
    },
  }
  const caches = {
    keys: async () => ['tag-1', 'own'],
    delete: (name: string) => deletedCaches.push(name),
  }
  const location = { hostname, pathname }
  const window = { document, location, localStorage, sessionStorage, indexedDB, caches }
  return { window: window as unknown as Window, written, databases, caches: deletedCaches }
}

const swept = (
  one: SweepService,
  window: Window,
  options: Partial<SweepOptions> = {},
): ReturnType<typeof sweep> => sweep(one, window, { runs: false, granted: [], ...options })

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
  test('that are declared by name are expired, and no other', async () => {
    const { window, written } = at('metalive.test', '/')
    await swept(service({ cookies: [first('_ga')] }), window)
    expect(namesOf(written)).toEqual(['_ga'])
  })

  test('that are declared by their beginning are expired', async () => {
    const { window, written } = at('metalive.test', '/')
    await swept(service({ cookies: [first('_ga_*')] }), window)
    expect(namesOf(written)).toEqual(['_ga_ABC'])
  })

  test('of third parties are left: no page can delete them', async () => {
    const { window, written } = at('metalive.test', '/')
    await swept(service({ cookies: [{ name: '_ga', party: 'third' }] }), window)
    expect(written).toEqual([])
  })

  test('are expired on this host and each domain above it', async () => {
    const { window, written } = at('www.metalive.co.jp', '/', '_ga=1')
    await swept(service({ cookies: [first('_ga')] }), window)
    const domains = new Set(written.map((each) => /Domain=([^;]+)/.exec(each)?.[1]))
    expect([...domains]).toEqual([undefined, 'www.metalive.co.jp', 'metalive.co.jp', 'co.jp', 'jp'])
  })

  test('are expired as plain, as secure and as partitioned ones', async () => {
    const { window, written } = at('localhost', '/', '_ga=1')
    await swept(service({ cookies: [first('_ga')] }), window)
    const hostOnly = written.filter((each) => !each.includes('Domain'))
    expect(hostOnly).toEqual([
      '_ga=; Max-Age=0; Path=/',
      '_ga=; Max-Age=0; Path=/; Secure',
      '_ga=; Max-Age=0; Path=/; Secure; Partitioned',
    ])
  })

  test('are expired on every path above this page', async () => {
    const { window, written } = at('localhost', '/live/42', '_ga=1')
    await swept(service({ cookies: [first('_ga')] }), window)
    const paths = new Set(written.map((each) => /Path=([^;]+)/.exec(each)?.[1]))
    expect([...paths]).toEqual(['/', '/live', '/live/', '/live/42', '/live/42/'])
  })
})

describe('the result', () => {
  test('says what is gone', async () => {
    localStorage.setItem('_yjr', '1')
    const storage = [{ area: 'local', key: '_yj*' }] as const
    expect(await swept(service({ storage }), at('metalive.test', '/').window)).toEqual({
      deleted: [{ service: 'ga4', area: 'local', name: '_yjr' }],
      left: [],
    })
  })

  test('says what was still there when it was looked for', async () => {
    const { window } = at('metalive.test', '/', '_ga=1; own=2')
    const storage = [{ area: 'indexedDB', key: 'mux' }] as const
    const { deleted, left } = await swept(service({ cookies: [first('_ga')], storage }), window)
    expect(deleted).toEqual([])
    expect(left).toEqual([
      { service: 'ga4', area: 'cookie', name: '_ga', reason: 'kept' },
      { service: 'ga4', area: 'indexedDB', name: 'mux', reason: 'in-use' },
    ])
  })

  test('waits for no database of which the browser tells nothing', async () => {
    const { window } = at('metalive.test', '/')
    Object.assign(window.indexedDB, { deleteDatabase: () => new EventTarget() })
    const storage = [{ area: 'indexedDB', key: 'mux' }] as const
    expect((await swept(service({ storage }), window)).left).toEqual([
      { service: 'ga4', area: 'indexedDB', name: 'mux', reason: 'in-use' },
    ])
  })

  test('names what no page can see, without knowing whether it is there', async () => {
    const { window, written } = at('metalive.test', '/', '_ga=1')
    const cookies = [
      { name: 'IDE', party: 'third' },
      { name: '_ga', party: 'first', httpOnly: true },
    ] as const
    const { left } = await swept(service({ cookies }), window)
    expect(left.map(({ name, reason }) => [name, reason])).toEqual([
      ['IDE', 'third-party'],
      ['_ga', 'http-only'],
    ])
    expect(written).toEqual([])
  })
})

describe('storage', () => {
  test('loses the keys that are declared, by name or beginning, and keeps the rest', async () => {
    for (const key of ['_yjad', '_yjr', 'volume', 'y']) localStorage.setItem(key, '1')
    for (const key of ['_cltk', 'tab']) sessionStorage.setItem(key, '1')
    const storage = [
      { area: 'local', key: '_yj*' },
      { area: 'session', key: '_cltk' },
    ] as const
    await swept(service({ storage }), at('metalive.test', '/').window)
    expect(Object.keys(localStorage).sort()).toEqual(['volume', 'y'])
    expect(Object.keys(sessionStorage)).toEqual(['tab'])
  })

  test('loses the databases and caches that are declared, by name or beginning', async () => {
    const { window, databases, caches } = at('metalive.test', '/')
    const storage = [
      { area: 'indexedDB', key: 'mux' },
      { area: 'indexedDB', key: 'mp_*' },
      { area: 'cache', key: 'tag-*' },
    ] as const
    await swept(service({ storage }), window)
    await vi.waitFor(() => expect([...databases].sort()).toEqual(['mp_a', 'mux']))
    await vi.waitFor(() => expect(caches).toEqual(['tag-1']))
  })

  test('that the browser refuses keeps nothing else from being swept', async () => {
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
    await swept(service({ cookies: [first('_ga')], storage }), refusing)
    expect(namesOf(written)).toEqual(['_ga'])
    expect(Object.keys(sessionStorage)).toEqual([])
  })
})

test('the vendor’s own note of a refusal stays while its code is on the page', async () => {
  localStorage.setItem('__mp_opt_in_out_1', '0')
  const { window } = at('example.com', '/')
  const mixpanel = service({
    storage: [{ area: 'local', key: '__mp_opt_in_out_*', optOut: true }],
  })
  const name = '__mp_opt_in_out_1'
  expect(await swept(mixpanel, window, { runs: true })).toEqual({
    deleted: [],
    left: [{ service: 'ga4', area: 'local', name, reason: 'in-use' }],
  })
  expect(localStorage.getItem(name)).toBe('0')
  await swept(mixpanel, window)
  expect(localStorage.getItem(name)).toBeNull()
})

test('what a granted service declares too is left to it', async () => {
  const { window, written } = at('example.com', '/')
  const other = service({ id: 'google-ads', cookies: [first('_ga_*')] })
  const result = await swept(service({ cookies: [first('_ga_*'), first('_gat')] }), window, {
    granted: [other],
  })
  expect(new Set(written.map((text) => text.split('=')[0]))).toEqual(new Set(['_gat']))
  expect(result.left.map(({ name }) => name)).not.toContain('_ga_ABC')
})
