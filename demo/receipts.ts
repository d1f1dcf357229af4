import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Receipt } from '../src/core/receipt.ts'
import { fileSink } from '../src/node.ts'
import { type ReceiptSink, takeReceipt } from '../src/server.ts'
import type { Reply } from './reply.ts'
import type { Request as Asked } from './request.ts'

export interface Receipts {
  readonly sink: ReceiptSink
  /** What is kept, in the order in which it came. */
  read(): Promise<readonly Receipt[]>
  close(): Promise<void>
}

/** @param path - Default: a file that goes with the site */
export async function openReceipts(path?: string): Promise<Receipts> {
  const folder = await mkdtemp(join(tmpdir(), 'consent-receipts-'))
  const file = path ?? join(folder, 'receipts.jsonl')
  const sink = fileSink(file, { retentionDays: 30 })
  return {
    sink,
    async read() {
      const text = await readFile(file, 'utf8').catch(() => '')
      const lines = text.split('\n').slice(0, -1)
      return lines.map((line) => JSON.parse(line).receipt)
    },
    async close() {
      await sink.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** What the site's server answers to a page that posts a receipt. */
export async function receiptReply(
  { entry, url, headers }: Asked,
  sink: ReceiptSink,
): Promise<Reply> {
  const { method, body } = entry
  const given = Object.entries(headers).map(([name, value]) => [name, String(value)] as const)
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const request = new Request(url, {
    method,
    headers: Object.fromEntries(given),
    ...(hasBody && { body }),
  })
  const answer = await takeReceipt(request, { sink })
  return { status: answer.status, body: '', headers: Object.fromEntries(answer.headers) }
}
