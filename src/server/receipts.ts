import { isReceipt } from '../core/is-receipt.ts'
import type { Receipt } from '../core/receipt.ts'

/** `known`: it was kept before. `other`: what was kept under its id differs, and stays. */
export type Kept = 'stored' | 'known' | 'other'

/** Where receipts are kept. `receipt-sink.contract.ts` is what every one of them passes. */
export interface ReceiptSink {
  /**
   * Keeps a receipt. Resolves once it would outlive a power cut; rejects when it can't be kept, and
   * then it may be given again.
   */
  put(receipt: Receipt): Promise<Kept>
  /** @returns whether there was one. It is gone for good when this resolves. */
  delete(receiptId: string): Promise<boolean>
}

export interface TakeReceiptOptions {
  readonly sink: ReceiptSink
  /** How many receipts the sink is given in a minute by this process. Default 600. */
  readonly perMinute?: number
  /** Hears why a receipt couldn't be kept. Default: the console. */
  readonly onError?: (error: unknown) => void
}

/** In bytes. One of METALIVE's has some 1,500. */
const MAX_BODY = 16_000
/** In seconds, from each that is put off: so they come again as far apart as they came. */
const LATER = { 'Retry-After': '60' }

/**
 * Takes the receipt that a page posts, and answers once the sink has it. The sink gets the receipt
 * and nothing else of the request: no address, no header. One that comes again changes nothing.
 * Doesn't throw.
 *
 * @returns 204 kept, now or before; 409 another receipt has its id; 400 no receipt; 403 from another
 *   site's page; 405, 413, 415 wrong in method, size or type; 429, 503 to be sent again, with
 *   `Retry-After`
 */
export async function takeReceipt(
  request: Request,
  { sink, perMinute = 600, onError = report }: TakeReceiptOptions,
): Promise<Response> {
  const refusal = refusalOf(request)
  if (refusal) return refusal
  const text = await readText(request)
  if (text === null) return answer(413)
  const receipt = parse(text)
  if (!isReceipt(receipt)) return answer(400)
  if (countIn(sink) > perMinute) return answer(429, LATER)
  try {
    return answer(statusOf(await sink.put(receipt)))
  } catch (error) {
    onError(error)
    return answer(503, LATER)
  }
}

function refusalOf({ method, headers }: Request): Response | null {
  if (method !== 'POST') return answer(405, { Allow: 'POST' })
  // Browsers from before 2023 say nothing of it. What they may send across sites is no JSON.
  if (headers.get('Sec-Fetch-Site') === 'cross-site') return answer(403)
  const isJson = /^application\/json\s*(?:;|$)/i.test(headers.get('Content-Type') ?? '')
  return isJson ? null : answer(415)
}

/** `null` if it is too long. One that breaks off, or is no UTF-8, is as good as empty. */
async function readText({ body }: Request): Promise<string | null> {
  try {
    return body ? await readFrom(body.getReader()) : ''
  } catch {
    return ''
  }
}

/** The rest of a text that turns out too long isn't waited for. */
async function readFrom(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string | null> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let size = 0
  for (let each = await reader.read(); !each.done; each = await reader.read()) {
    size += each.value.length
    if (size > MAX_BODY) {
      reader.cancel().catch(() => {})
      return null
    }
    text += decoder.decode(each.value, { stream: true })
  }
  return text + decoder.decode()
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const counts = new WeakMap<ReceiptSink, { readonly minute: number; readonly count: number }>()

/** @returns how many there were for the sink in the minute that runs, with this one */
function countIn(sink: ReceiptSink): number {
  const minute = Math.floor(Date.now() / 60_000)
  const last = counts.get(sink)
  const count = last?.minute === minute ? last.count + 1 : 1
  counts.set(sink, { minute, count })
  return count
}

function statusOf(kept: Kept): number {
  if (kept === 'stored' || kept === 'known') return 204
  if (kept === 'other') return 409
  throw new Error(`The sink says ${kept}`)
}

function answer(status: number, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status, headers: { 'Cache-Control': 'no-store', ...headers } })
}

function report(error: unknown): void {
  console.error('[consent]', error)
}
