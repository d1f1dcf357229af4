import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { encodeRecord } from './core/record.ts'
import type { Choice, ConsentRecord } from './core/types.ts'
import type { RecordStore } from './core/world.ts'
import { renewRecord } from './renewal.ts'

function recordOf(choice: Choice): ConsentRecord {
  const mark = { choice, day: 20780, revision: 1, source: 'banner' } as const
  return { wording: 1, age: 'u', id: null, marks: { analytics: mark } }
}

const [GRANTED, DENIED] = [recordOf('granted'), recordOf('denied')]
const [SENT, NEW] = [encodeRecord(GRANTED), encodeRecord(DENIED)]

let held: { text: string; record: ConsentRecord | null }
let changed: () => void
let answer: (response: Response) => void
const requests: { readonly url: string; readonly init: RequestInit }[] = []
const refresh = vi.fn()

const store: RecordStore = {
  read: () => held.record,
  stamp: () => held.text,
  write(text, record) {
    held = { text, record }
    return 'kept'
  },
}

/** What another tab, or this one, or a server's answer leaves in the jar. */
function put(text: string, record: ConsentRecord): void {
  held = { text, record }
  changed()
}

function renewed(url = '/renew'): Promise<void> {
  const follow = (listener: () => void): void => {
    changed = listener
  }
  return renewRecord({ window, consent: { refresh }, store, follow }, { url })
}

beforeEach(() => {
  vi.useFakeTimers()
  held = { text: SENT, record: GRANTED }
  requests.length = 0
  refresh.mockClear()
  vi.spyOn(window, 'fetch').mockImplementation((url, init = {}) => {
    requests.push({ url: String(url), init })
    return new Promise((fulfil, reject) => {
      answer = fulfil
      init.signal?.addEventListener('abort', () => reject(init.signal?.reason))
    })
  })
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  // biome-ignore lint/suspicious/noDocumentCookie: what the page used
  document.cookie = 'metalive_renewed=; Path=/; Max-Age=-1'
})

async function end(done: Promise<void>): Promise<void> {
  await vi.advanceTimersByTimeAsync(1000)
  await done
}

describe('the server is asked', () => {
  test('once, for a day', async () => {
    const first = renewed()
    answer(new Response(null, { status: 204 }))
    await end(first)
    await renewed()
    expect(requests.map(({ url, init }) => `${init.method} ${url}`)).toEqual([
      'POST https://metalive.test/renew',
    ])
  })

  test('not for a visitor without a record', async () => {
    held = { text: '', record: null }
    await renewed()
    expect(requests).toEqual([])
  })

  test.each(['https://else.test/renew', '//else.test/renew'])(
    'not at another site: %s',
    async (url) => {
      await expect(renewed(url)).rejects.toThrow('of another site')
      expect(requests).toEqual([])
    },
  )

  test('and an error of its is reported', async () => {
    const done = renewed()
    const said = expect(done).rejects.toThrow('renewal.url answered 500')
    answer(new Response(null, { status: 500 }))
    await vi.advanceTimersByTimeAsync(1000)
    await said
  })
})

describe('an answer of the visitor’s in the meantime', () => {
  test('ends the request', async () => {
    const done = renewed()
    put(NEW, DENIED)
    expect(requests[0]?.init.signal?.aborted).toBe(true)
    await end(done)
    expect(held.text).toBe(NEW)
    expect(refresh).not.toHaveBeenCalled()
  })

  test('outlives what the server sets all the same, as soon as that is seen', async () => {
    const done = renewed()
    put(NEW, DENIED)
    put(SENT, GRANTED)
    expect(held.text).toBe(NEW)
    expect(refresh).toHaveBeenCalledTimes(1)
    await end(done)
    expect(held.text).toBe(NEW)
  })

  test.each([
    ['with the request', 0],
    ['late', 900],
  ])('outlives it where no browser says that it came, %s', async (_when, ms) => {
    const done = renewed()
    put(NEW, DENIED)
    await vi.advanceTimersByTimeAsync(ms)
    held = { text: SENT, record: GRANTED }
    await end(done)
    expect(held.text).toBe(NEW)
    expect(refresh).toHaveBeenCalledTimes(1)
  })
})

test('without one, what the server sets again is left', async () => {
  const write = vi.spyOn(store, 'write')
  const done = renewed()
  answer(new Response(null, { status: 204 }))
  put(SENT, GRANTED)
  await end(done)
  expect(write).not.toHaveBeenCalled()
})

test('a page that is left waits for nothing', async () => {
  const done = renewed()
  window.dispatchEvent(new Event('pagehide'))
  expect(requests[0]?.init.signal?.aborted).toBe(true)
  await end(done)
})
