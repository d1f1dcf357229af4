import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { receipt } from '../core/receipt.fake.ts'
import { type MemorySink, memorySink } from './memory-sink.fake.ts'
import { describeSink } from './receipt-sink.contract.ts'
import { type ReceiptSink, takeReceipt } from './receipts.ts'

describeSink('the tests’ own', async () => memorySink())

const BODY = JSON.stringify(receipt())

interface Asked {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: BodyInit | null
}

function post({ method = 'POST', headers = {}, body = BODY }: Asked = {}): Request {
  return new Request('https://site.example/consent/receipts', {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    ...(method !== 'GET' && method !== 'HEAD' && { body, duplex: 'half' }),
  })
}

let sink: MemorySink

beforeEach(() => {
  sink = memorySink()
})

afterEach(() => {
  vi.useRealTimers()
})

test('a receipt is kept, and no cache keeps the answer', async () => {
  const answer = await takeReceipt(post(), { sink })
  expect(answer.status).toBe(204)
  expect(answer.headers.get('Cache-Control')).toBe('no-store')
  expect(sink.receipts).toEqual([receipt()])
})

test('one that comes again is kept once, and another under its id never', async () => {
  await takeReceipt(post(), { sink })
  expect((await takeReceipt(post(), { sink })).status).toBe(204)
  const other = post({ body: JSON.stringify(receipt({ gpc: true })) })
  expect((await takeReceipt(other, { sink })).status).toBe(409)
  expect(sink.receipts).toEqual([receipt()])
})

test('the sink is given the receipt alone', async () => {
  const put = vi.fn<ReceiptSink['put']>(async () => 'stored')
  const headers = { 'X-Forwarded-For': '192.0.2.1', 'User-Agent': 'TV', Cookie: 'a=1' }
  await takeReceipt(post({ headers }), { sink: { ...sink, put } })
  expect(put.mock.calls).toEqual([[receipt()]])
})

test('it isn’t acknowledged before the sink has it', async () => {
  let store: (kept: 'stored') => void = () => {}
  const put = (): Promise<'stored'> => new Promise((resolve) => (store = resolve))
  const answered = vi.fn()
  const answer = takeReceipt(post(), { sink: { ...sink, put } }).then(answered)
  await new Promise((done) => setTimeout(done, 20))
  expect(answered).not.toHaveBeenCalled()
  store('stored')
  await answer
  expect(answered).toHaveBeenCalled()
})

describe('nothing is stored', () => {
  const streamed = (...pieces: readonly (string | Uint8Array)[]): ReadableStream<Uint8Array> =>
    new ReadableStream({
      start(controller) {
        const encoder = new TextEncoder()
        for (const each of pieces) {
          controller.enqueue(typeof each === 'string' ? encoder.encode(each) : each)
        }
        controller.close()
      },
    })
  const brokenOff = (): ReadableStream<Uint8Array> =>
    new ReadableStream({
      pull(controller) {
        controller.error(new Error('The page went away'))
      },
    })

  test.each<[string, Asked, number]>([
    ['by a link', { method: 'GET' }, 405],
    ['by a look', { method: 'HEAD' }, 405],
    ['by a preflight', { method: 'OPTIONS' }, 405],
    ['from another site’s page', { headers: { 'Sec-Fetch-Site': 'cross-site' } }, 403],
    ['from a form', { headers: { 'Content-Type': 'text/plain' } }, 415],
    ['of a type that only begins alike', { headers: { 'Content-Type': 'application/jsonp' } }, 415],
    ['of nothing', { body: null }, 400],
    ['of no JSON', { body: '{"schema":1' }, 400],
    ['of two receipts', { body: `[${BODY},${BODY}]` }, 400],
    ['of more than a receipt', { body: JSON.stringify({ ...receipt(), ip: '192.0.2.1' }) }, 400],
    ['of no UTF-8', { body: streamed(BODY.slice(0, -2), Uint8Array.of(0xff), '"}') }, 400],
    ['of one that broke off', { body: brokenOff() }, 400],
    ['of one that is too long', { body: `${BODY}${' '.repeat(16_000)}` }, 413],
    ['of one that turns out too long', { body: streamed(BODY, ' '.repeat(16_000)) }, 413],
  ])('%s', async (_case, asked, status) => {
    const answer = await takeReceipt(post(asked), { sink })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(answer.headers.get('Allow')).toBe(status === 405 ? 'POST' : null)
    expect(sink.receipts).toEqual([])
  })

  test('of one without end, of which no more is read than fits', async () => {
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1000
        controller.enqueue(new Uint8Array(1000).fill(0x20))
      },
    })
    expect((await takeReceipt(post({ body }), { sink })).status).toBe(413)
    expect(sent).toBeLessThan(20_000)
  })
})

test.each([
  ['same-origin', 'application/json'],
  ['same-site', 'application/json; charset=utf-8'],
  ['none', 'Application/JSON ; charset=utf-8'],
])('a page of the site is heard: %s, %s', async (from, type) => {
  const headers = { 'Sec-Fetch-Site': from, 'Content-Type': type }
  expect((await takeReceipt(post({ headers }), { sink })).status).toBe(204)
})

test('a body that something else reads is none', async () => {
  const request = post()
  request.body?.getReader()
  expect((await takeReceipt(request, { sink })).status).toBe(400)
})

test('a body in pieces, cut within a character, is one', async () => {
  const bytes = new TextEncoder().encode(BODY)
  const cut = BODY.indexOf('株') + 1
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes.slice(0, cut))
      controller.enqueue(bytes.slice(cut))
      controller.close()
    },
  })
  expect((await takeReceipt(post({ body }), { sink })).status).toBe(204)
  expect(sink.receipts).toEqual([receipt()])
})

describe('a sink that fails', () => {
  test.each<[string, () => Promise<'stored'>]>([
    ['rejects', () => Promise.reject(new Error('No space'))],
    [
      'throws',
      () => {
        throw new Error('No space')
      },
    ],
    ['says nothing', async () => undefined as never],
  ])('makes the page try again later, and is told of: it %s', async (_case, put) => {
    const onError = vi.fn()
    const answer = await takeReceipt(post(), { sink: { ...sink, put }, onError })
    expect(answer.status).toBe(503)
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(onError).toHaveBeenCalledOnce()
  })
})

describe('what comes too fast', () => {
  const statuses = async (
    count: number,
    to: ReceiptSink,
    perMinute?: number,
  ): Promise<number[]> => {
    const all: number[] = []
    for (let n = 0; n < count; n++) {
      const body = JSON.stringify(receipt({ id: `quick${n}` }))
      const options = perMinute === undefined ? { sink: to } : { sink: to, perMinute }
      all.push((await takeReceipt(post({ body }), options)).status)
    }
    return all
  }

  test('is put off to the next minute, in which there is room again', async () => {
    vi.useFakeTimers({ now: new Date('2026-11-25T09:00:18Z'), toFake: ['Date'] })
    expect(await statuses(3, sink, 3)).toEqual([204, 204, 204])
    const late = await takeReceipt(post(), { sink, perMinute: 3 })
    expect(late.status).toBe(429)
    expect(late.headers.get('Retry-After')).toBe('60')
    expect(sink.receipts).toHaveLength(3)
    vi.setSystemTime(new Date('2026-11-25T09:01:00Z'))
    expect((await takeReceipt(post(), { sink, perMinute: 3 })).status).toBe(204)
  })

  test('is counted by sink, and only if it is a receipt', async () => {
    const [one, two] = [memorySink(), memorySink()]
    await takeReceipt(post({ body: '{}' }), { sink: one, perMinute: 1 })
    expect(await statuses(1, one, 1)).toEqual([204])
    expect(await statuses(1, two, 1)).toEqual([204])
  })

  test('is more than 600, unless it is said', async () => {
    vi.useFakeTimers({ now: new Date('2026-11-25T09:00:18Z'), toFake: ['Date'] })
    const all = await statuses(601, sink)
    expect(all.indexOf(429)).toBe(600)
  })
})
