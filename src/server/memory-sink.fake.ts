import { canonicalText, type Receipt } from '../core/receipt.ts'
import type { ReceiptSink } from './receipts.ts'

export interface MemorySink extends ReceiptSink {
  readonly receipts: readonly Receipt[]
}

export function memorySink(): MemorySink {
  const receipts = new Map<string, Receipt>()
  return {
    get receipts() {
      return [...receipts.values()]
    },
    async put(receipt) {
      const kept = receipts.get(receipt.id)
      if (kept) return canonicalText(kept) === canonicalText(receipt) ? 'known' : 'other'
      receipts.set(receipt.id, receipt)
      return 'stored'
    },
    async delete(id) {
      return receipts.delete(id)
    },
  }
}
