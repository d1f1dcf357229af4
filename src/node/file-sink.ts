import type { Receipt } from '../core/receipt.ts'
import type { Kept, ReceiptSink } from '../server/receipts.ts'
import { withLock } from './lock.ts'
import { receiptFile } from './receipt-file.ts'

export interface FileSinkOptions {
  /** Whole days after which a receipt is deleted, counted from when it came. */
  readonly retentionDays: number
  /** Hears of lines that can't be read, and why old receipts couldn't be deleted. Default: the console. */
  readonly onError?: (error: unknown) => void
}

export interface FileSink extends ReceiptSink {
  /** Waits for what is under way. Nothing is deleted by its age any more. */
  close(): Promise<void>
}

const DAY_MS = 86_400_000

/**
 * Keeps receipts in a file, one a line, as JSON. What is given at once is written at once, with one
 * `fsync`. Several processes of one machine may have the same file; its folder has to be there, and
 * `.lock` and `.next` beside the file are theirs. Of each receipt some 150 bytes stay in memory.
 *
 * @throws RangeError unless `retentionDays` is above 0
 */
export function fileSink(
  path: string,
  { retentionDays, onError = report }: FileSinkOptions,
): FileSink {
  if (!(retentionDays > 0)) throw new RangeError('retentionDays must be above 0')
  const file = receiptFile(path, onError)
  let last: Promise<unknown> = Promise.resolve()
  let batch: Batch | undefined

  /** One after another here, and among processes by the lock. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(() => withLock(`${path}.lock`, work))
    last = done.catch(() => {})
    return done
  }

  /** Takes in what comes until it is its turn. */
  const openBatch = (): Batch => {
    const receipts: Receipt[] = []
    const shut = (): void => {
      if (batch?.receipts === receipts) batch = undefined
    }
    const kept = inTurn(() => {
      shut()
      return file.append(receipts)
    }).finally(shut)
    return { receipts, kept }
  }

  const prune = async (): Promise<void> => {
    const oldest = Date.now() - retentionDays * DAY_MS
    try {
      await inTurn(() => file.remove(({ taken }) => Date.parse(taken) < oldest))
    } catch (error) {
      onError(error)
    }
  }
  void prune()
  const daily = setInterval(prune, DAY_MS)
  daily.unref()

  return {
    async put(receipt) {
      batch ??= openBatch()
      const place = batch.receipts.push(receipt) - 1
      const kept = await batch.kept
      return kept[place] as Kept
    },
    async delete(receiptId) {
      return (await inTurn(() => file.remove(({ receipt }) => receipt.id === receiptId))) > 0
    },
    async close() {
      clearInterval(daily)
      await last
      await file.close()
    },
  }
}

interface Batch {
  readonly receipts: Receipt[]
  readonly kept: Promise<readonly Kept[]>
}

function report(error: unknown): void {
  console.error('[consent]', error)
}
