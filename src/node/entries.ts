/**
 * Receipts as lines of a file, in the order in which they came:
 *
 *     {"receipt":{…},"taken":"2026-11-25T08:54:41.226Z"}
 *                             └ when it was written, by the server's clock
 */
import type { FileHandle } from 'node:fs/promises'
import { isReceipt } from '../core/is-receipt.ts'
import { canonicalText, type Receipt } from '../core/receipt.ts'

export interface Entry {
  readonly receipt: Receipt
  /** ISO 8601, UTC. */
  readonly taken: string
}

const CHUNK = 65_536
const NEWLINE = 0x0a

export function entryLine(entry: Entry): string {
  return `${canonicalText(entry)}\n`
}

/** @returns `null` for what isn't one: damaged, or of a version to come */
export function readEntry(line: Uint8Array): Entry | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(line)
    const { receipt, taken } = JSON.parse(text)
    return isReceipt(receipt) && Date.parse(taken) > 0 ? { receipt, taken } : null
  } catch {
    return null
  }
}

/** From a byte on, each line with its end; the last one may lack it. */
export async function* linesOf(file: FileHandle, start: number): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0)
  for (let at = start; ; ) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(CHUNK), 0, CHUNK, at)
    if (bytesRead === 0) break
    at += bytesRead
    rest = Buffer.concat([rest, buffer.subarray(0, bytesRead)])
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE)) {
      yield rest.subarray(0, end + 1)
      rest = rest.subarray(end + 1)
    }
  }
  if (rest.length > 0) yield rest
}

export function isWhole(line: Uint8Array): boolean {
  return line.at(-1) === NEWLINE
}
