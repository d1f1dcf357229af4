import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { canonicalText, type Receipt } from '../core/receipt.ts'
import type { Kept } from '../server/receipts.ts'
import { type Entry, entryLine, isWhole, linesOf, readEntry } from './entries.ts'

/** Whoever calls has the lock: all of it is for one at a time, of all processes that have the file. */
export interface ReceiptFile {
  /**
   * Adds those whose ids the file hasn't. Resolves once they, and what made others known, are on the
   * disk. When it rejects, none of them is kept.
   *
   * @returns what became of each, in their order
   */
  append(receipts: readonly Receipt[]): Promise<Kept[]>
  /**
   * Writes the file anew, without the entries that are over. Lines that can't be read stay.
   *
   * @returns how many went
   */
  remove(isOver: (entry: Entry) => boolean): Promise<number>
  close(): Promise<void>
}

/** @param onError - Hears of lines that can't be read */
export function receiptFile(path: string, onError: (error: Error) => void): ReceiptFile {
  let handle: FileHandle | undefined
  /** What of the file is known, in bytes; a line ends there. */
  let end = 0
  /** Of the receipts up to there, by id. */
  const hashes = new Map<string, string>()
  /** Lines that can't be read, and haven't been reported. */
  let unread = 0

  async function close(): Promise<void> {
    hashes.clear()
    end = 0
    await handle?.close()
    handle = undefined
  }

  async function current(): Promise<FileHandle> {
    if (handle && (await isAt(path, handle, end))) return handle
    await close()
    handle = await open(path, 'a+', 0o600)
    // Left by one that was killed before it had written the file anew.
    await rm(`${await realpath(path)}.next`, { force: true })
    await syncFolder(path)
    return handle
  }

  /** Learns what others have written; of a file that took this one's place, all of it. */
  async function catchUp(): Promise<FileHandle> {
    const file = await current()
    for await (const line of linesOf(file, end)) {
      await (isWhole(line) ? learn(line) : mend(file, line))
    }
    if (unread > 0) onError(new Error(`${path} has ${unread} lines that can't be read; they stay`))
    unread = 0
    return file
  }

  function learn(line: Uint8Array): void {
    const entry = readEntry(line)
    if (entry) hashes.set(entry.receipt.id, hashOf(entry.receipt))
    else unread++
    end += line.length
  }

  /** A last line without its end: what a kill cut off, which nobody was told is kept, or an editor left. */
  async function mend(file: FileHandle, line: Uint8Array): Promise<void> {
    if (!readEntry(line)) return file.truncate(end)
    await file.appendFile('\n')
    learn(Buffer.concat([line, Buffer.from('\n')]))
  }

  return {
    async append(receipts) {
      const file = await catchUp()
      const taken = new Date().toISOString()
      const fresh = new Map<string, string>()
      let text = ''
      const kept = receipts.map((receipt): Kept => {
        const { id } = receipt
        const hash = hashOf(receipt)
        const former = hashes.get(id) ?? fresh.get(id)
        if (former !== undefined) return former === hash ? 'known' : 'other'
        fresh.set(id, hash)
        text += entryLine({ receipt, taken })
        return 'stored'
      })
      await write(file, text, end)
      end += Buffer.byteLength(text)
      for (const [id, hash] of fresh) hashes.set(id, hash)
      return kept
    },

    async remove(isOver) {
      const file = await catchUp()
      const stays = (line: Uint8Array): boolean => {
        const entry = readEntry(line)
        return !entry || !isOver(entry)
      }
      let gone = 0
      for await (const line of linesOf(file, 0)) gone += stays(line) ? 0 : 1
      if (gone === 0) return 0
      await replace(await realpath(path), file, stays)
      await close()
      return gone
    },

    close,
  }
}

/** Another process may have written the file anew, or the operator moved it or cut it. */
async function isAt(path: string, handle: FileHandle, end: number): Promise<boolean> {
  const [own, found] = await Promise.all([handle.stat(), stat(path).catch(() => undefined)])
  return own.ino === found?.ino && own.dev === found.dev && own.size >= end
}

/** Even if there is nothing to write: what another process wrote, it may not have got to the disk. */
async function write(file: FileHandle, text: string, end: number): Promise<void> {
  try {
    if (text) await file.appendFile(text)
    await file.datasync()
  } catch (error) {
    await file.truncate(end).catch(() => {})
    throw error
  }
}

async function replace(
  path: string,
  file: FileHandle,
  stays: (line: Uint8Array) => boolean,
): Promise<void> {
  const next = `${path}.next`
  async function* staying(): AsyncGenerator<Uint8Array> {
    for await (const line of linesOf(file, 0)) if (stays(line)) yield line
  }
  try {
    await pipeline(staying, createWriteStream(next, { mode: 0o600 }))
    await settle(next, (await file.stat()).mode)
    await rename(next, path)
  } catch (error) {
    await rm(next, { force: true })
    throw error
  }
  await syncFolder(path)
}

async function settle(path: string, mode: number): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.chmod(mode)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The name of a file is on the disk when its folder is. Windows knows no such thing. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(dirname(path))
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function hashOf(receipt: Receipt): string {
  return createHash('sha256').update(canonicalText(receipt)).digest('base64')
}
