import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { canonicalText, hashOf, type Receipt } from './core/receipt.ts'
import { fakeState } from './core/state.fake.ts'
import type { Choice, ConsentRecord, Mark } from './core/types.ts'
import type { Decided } from './core/world.ts'
import { metalive } from './metalive.ts'
import { type Note, OUTBOX, openNotes, RECEIPT } from './receipt-notes.ts'
import { openReceipts, type Receipts } from './receipts.ts'

/** What the server does with a request: its status, or none. */
type Server = (receipt: Receipt) => number | Promise<never>

interface Visit extends Receipts {
  /** What the server was sent. */
  readonly sent: readonly Receipt[]
  readonly requests: readonly RequestInit[]
  readonly errors: readonly string[]
}

const CONFIG = {
  ...metalive,
  receipt: { url: '/receipts' },
  services: metalive.services.map((service) =>
    service.id === 'meta-pixel' ? { ...service, joinsPerson: true } : service,
  ),
}

let count = 0

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 25, 9) })
  localStorage.clear()
  count = 0
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** A page view, as far as receipts go. */
function visit(server: Server = () => 204): Visit {
  const sent: Receipt[] = []
  const requests: RequestInit[] = []
  const errors: string[] = []
  vi.spyOn(window, 'fetch').mockImplementation(async (_url, init = {}) => {
    requests.push(init)
    const receipt = JSON.parse(String(init.body))
    const status = await server(receipt)
    if (status === 204) sent.push(receipt)
    return new Response(null, { status })
  })
  const receipts = openReceipts(CONFIG, { window, report: (error) => errors.push(String(error)) })
  /** With the second that a failure takes to be one. */
  const deliver = async (): Promise<void> => {
    let isDone = false
    receipts.deliver().finally(() => {
      isDone = true
    })
    // Hashes take real time, the rest goes by the clock of the test.
    while (!isDone) {
      await turn()
      await vi.advanceTimersByTimeAsync(50)
    }
  }
  return { ...receipts, deliver, sent, requests, errors }
}

function record(choice: Choice, id: string | null): ConsentRecord {
  const mark: Mark = { choice, day: 20782, revision: 1, source: 'banner' }
  return { wording: 1, age: 'u', id, marks: { advertising: mark } }
}

const granted = record('granted', 'k3v9x2abcd')
const denied = record('denied', null)
const SHOWN = {
  layer: 'banner',
  button: 'acceptAll',
  lang: 'ja',
  text: 'お選びください\n',
} as const

/** The visitor decides, a second after the last time. */
function decide(change: Partial<Decided> = {}, state: Partial<Pick<Note, 'granted'>> = {}): void {
  count++
  vi.setSystemTime(Date.now() + 1000)
  const { granted: ids = ['meta-pixel', 'line-tag'] } = state
  const choices = Object.fromEntries(ids.map((id) => [id, 'granted' as const]))
  const note = openNotes({
    window,
    consent: {
      state: fakeState({ age: 'adult', choices }),
      report: (error) => expect.unreachable(String(error)),
    },
    revision: 1,
    newId: () => `receipt${count}`,
    deliver: () => {},
  })
  note({ record: granted, before: null, source: 'banner', shown: SHOWN, ...change })
}

/** Whether a page that begins has something to deliver. */
function waits(): boolean {
  let asked = false
  const nobody = { state: fakeState({ age: 'adult' }), report: () => {} }
  const deliver = (): void => {
    asked = true
  }
  openNotes({ window, consent: nobody, revision: 1, newId: () => '', deliver })
  return asked
}

const stored = (): string[] => Object.keys(localStorage).filter((key) => key.startsWith(RECEIPT))

test('a decision is noted at once, and its receipt is delivered and kept', async () => {
  decide()
  expect(waits()).toBe(true)
  const { deliver, own, sent } = visit()
  await deliver()
  expect(sent).toEqual([
    {
      schema: 1,
      id: 'receipt1',
      record: 'k3v9x2abcd',
      previous: null,
      time: '2026-11-25T09:00:01.000Z',
      source: 'banner',
      shown: {
        layer: 'banner',
        button: 'acceptAll',
        lang: 'ja',
        hash: await hashOf('お選びください\n'),
      },
      marks: granted.marks,
      revision: 1,
      wording: 1,
      age: 'adult',
      gpc: false,
      controller: 'PRIME HOLDINGS 株式会社',
      policy: { href: '/privacy.html', revised: '2023-08-08' },
      joins: [expect.objectContaining({ service: 'meta-pixel' })],
      sdk: expect.stringMatching(/^\d+\.\d+\.\d+/),
    },
  ])
  expect(await own()).toEqual([{ receipt: sent[0], text: SHOWN.text, delivered: true }])
  expect(waits()).toBe(false)
})

test('L10, L16: the receipt of one that joins names its recipient, what it gets, and the text', async () => {
  decide()
  const { deliver, sent } = visit()
  await deliver()
  const [pixel] = CONFIG.services.filter(({ id }) => id === 'meta-pixel')
  expect(sent[0]?.joins).toEqual([
    { service: 'meta-pixel', recipient: pixel?.recipient.name, items: pixel?.sends },
  ])
  decide({ shown: { ...SHOWN, text: 'お選び下さい\n' } })
  await deliver()
  expect(sent[1]?.shown?.hash).toMatch(/^[0-9a-f]{64}$/)
  expect(sent[1]?.shown?.hash).not.toBe(sent[0]?.shown?.hash)
})

test('each receipt knows the one before', async () => {
  decide()
  decide({ before: granted })
  const { deliver, sent } = visit()
  await deliver()
  expect(sent[1]?.previous).toBe(await hashOf(canonicalText(sent[0])))
})

test('nothing of the visitor goes along: no cookie, and a page that is left sends on', async () => {
  decide()
  const { deliver, requests } = visit()
  await deliver()
  expect(requests).toEqual([
    expect.objectContaining({ method: 'POST', credentials: 'omit', keepalive: true }),
  ])
})

describe('who refuses everything', () => {
  test('leaves no note, and nothing is sent', async () => {
    decide({ record: denied })
    expect(localStorage).toHaveLength(0)
    const { deliver, requests } = visit()
    await deliver()
    expect(requests).toEqual([])
  })

  test('after a grant has that proven by a last receipt without the record’s id, then no key is left', async () => {
    decide()
    decide({ record: denied, before: granted, source: 'api', shown: undefined }, { granted: [] })
    const { deliver, sent } = visit()
    await deliver()
    expect(sent[1]).toMatchObject({ record: null, shown: null, joins: [] })
    expect(sent[1]?.previous).toBe(await hashOf(canonicalText(sent[0])))
    expect(localStorage).toHaveLength(0)
  })
})

describe('a server that', () => {
  test.each<[string, Server]>([
    ['is down', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['answers 500', () => 500],
    ['has no such page', () => 404],
    ['has had too many', () => 429],
  ])(
    '%s is asked again later, less and less often, and a later page delivers',
    async (_what, server) => {
      decide()
      const { deliver, requests } = visit(server)
      await deliver()
      expect(requests).toHaveLength(1)
      await deliver()
      expect(requests).toHaveLength(1)
      await vi.advanceTimersByTimeAsync(30_000)
      expect(requests).toHaveLength(2)
      await vi.advanceTimersByTimeAsync(60_000)
      expect(requests).toHaveLength(2)
      await vi.advanceTimersByTimeAsync(1000)
      expect(requests).toHaveLength(3)

      await vi.advanceTimersByTimeAsync(86_400_000)
      const next = visit()
      await next.deliver()
      expect(next.sent).toHaveLength(1)
      expect(waits()).toBe(false)
    },
  )

  test('never answers is given up after ten seconds', async () => {
    decide()
    const { deliver } = visit()
    const signals: AbortSignal[] = []
    vi.spyOn(window, 'fetch').mockImplementation((_url, init) => {
      const signal = init?.signal as AbortSignal
      signals.push(signal)
      return new Promise((_done, fail) => signal.addEventListener('abort', () => fail(new Error())))
    })
    const delivered = deliver()
    await vi.waitFor(() => expect(signals).toHaveLength(1))
    await vi.advanceTimersByTimeAsync(10_000)
    await delivered
    expect(signals[0]?.aborted).toBe(true)
    expect(waits()).toBe(true)
  })

  test('fails as the page is left is asked again by the next page, at once', async () => {
    decide()
    const fetch = vi.spyOn(window, 'fetch').mockRejectedValue(new TypeError('Failed to fetch'))
    openReceipts(CONFIG, { window, report() {} }).deliver()
    await vi.waitFor(() => expect(fetch).toHaveBeenCalledOnce())
    vi.clearAllTimers()
    const next = visit()
    await next.deliver()
    expect(next.sent).toHaveLength(1)
  })

  test.each([400, 409, 413])('refuses one for good (%i) is not sent it again', async (status) => {
    decide()
    const { deliver, requests, errors, own } = visit(() => status)
    await deliver()
    await deliver()
    expect(requests).toHaveLength(1)
    expect(errors).toEqual(['receipt.url refuses a receipt for good: receipt1'])
    expect(await own()).toMatchObject([{ delivered: false }])
  })

  test('gets ten at most from one page, and the rest from the next', async () => {
    for (let i = 0; i < 30; i++) decide({ before: granted })
    for (const total of [10, 20, 30]) {
      const { deliver, sent } = visit()
      await deliver()
      expect(sent).toHaveLength(10)
      expect(sent.at(-1)?.id).toBe(`receipt${total}`)
    }
    expect(waits()).toBe(false)
    expect(stored()).toHaveLength(20)
  })
})

test('what comes while others are on their way is delivered, too', async () => {
  decide()
  const { deliver, sent } = visit()
  const first = deliver()
  decide({ before: granted })
  await Promise.all([first, deliver()])
  expect(sent.map(({ id }) => id)).toEqual(['receipt1', 'receipt2'])
})

test('what others left under such a key is let be', async () => {
  localStorage.setItem(`${RECEIPT}x`, '{"broken')
  localStorage.setItem(`${RECEIPT}y`, 'null')
  localStorage.setItem(`${RECEIPT}z`, '{"receipt":{}}')
  decide()
  const { deliver, sent, errors } = visit()
  await deliver()
  expect(sent).toHaveLength(1)
  expect(errors).toEqual([])
})

test('erasing while the server is asked sends nothing more, and leaves no key', async () => {
  for (let n = 0; n < 3; n++) decide({ before: granted })
  let erase = (): void => {}
  const receipts = visit(() => {
    erase()
    return 500
  })
  erase = receipts.erase
  await receipts.deliver()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(receipts.requests).toHaveLength(1)
  expect(localStorage).toHaveLength(0)
})

test('erasing leaves no key, and nothing comes back', async () => {
  decide()
  const { deliver, erase } = visit()
  const delivered = deliver()
  erase()
  await delivered
  await vi.advanceTimersByTimeAsync(60_000)
  expect(localStorage.getItem(OUTBOX)).toBeNull()
  expect(stored()).toEqual([])
})
