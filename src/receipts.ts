/** Keeps and delivers the receipts of notes: fetched where the config asks for them. */
import { canonicalText, type OwnReceipt, type Receipt } from './core/receipt.ts'
import { type Note, OUTBOX, RECEIPT } from './receipt-notes.ts'
import { type ReceiptsConfig, receiptOf } from './receipt-of.ts'

export interface ReceiptsOptions {
  readonly window: Window
  report(error: unknown): void
}

export interface Receipts {
  /** Sends what wasn't delivered yet. Never rejects: what fails is tried again, later pages too. */
  deliver(): Promise<void>
  /** Oldest first. */
  own(): Promise<readonly OwnReceipt[]>
  /** Deletes all of them here, those too that no server has. */
  erase(): void
}

/** Requests in one page view. */
const MOST_REQUESTS = 10

/** Receipts that the visitor's browser keeps once the server has them. */
const MOST_KEPT = 20

/** How long a server may take, in milliseconds. */
const PATIENCE_MS = 10_000

/** No shape of a receipt, another content under its id, too large: it won't be another the next time. */
const REFUSALS = [400, 409, 413]

/** How long a failure must last to be one, in milliseconds: Chromium fails what a page that is left waits for. */
const SETTLED_MS = 1000

/** Until the next try, in milliseconds; twice as long after each failure. */
const FIRST_DELAY_MS = 30_000
const LONGEST_DELAY_MS = 86_400_000

/** What `localStorage` holds under each key: first a note, then the receipt. */
type Entry = { readonly note: Note } | (OwnReceipt & { readonly refused?: true })

interface Kept extends OwnReceipt {
  readonly key: string
  /** The server will never take it. */
  readonly refused?: true
}

export function openReceipts(
  config: ReceiptsConfig,
  { window, report }: ReceiptsOptions,
): Receipts {
  const { localStorage: storage } = window
  let requests = 0
  let delivering: Promise<void> | undefined

  const keys = (): string[] => Object.keys(storage).filter((key) => key.startsWith(RECEIPT))

  /** Unless it was erased meanwhile. */
  const keep = ({ key, ...entry }: Kept): void => {
    if (storage.getItem(key) !== null) storage.setItem(key, JSON.stringify(entry))
  }

  /** Every receipt, oldest first. Notes become receipts on the way, each knowing the one before. */
  const all = async (): Promise<readonly Kept[]> => {
    const entries = keys().flatMap((key) => entryOf(key, storage))
    entries.sort((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1))
    const kept: Kept[] = []
    for (const { key, ...entry } of entries) {
      const before = kept.at(-1)?.receipt
      const own = 'note' in entry ? await receiptOf(entry.note, before, config) : entry
      kept.push({ ...own, key })
      if ('note' in entry) keep({ ...own, key })
    }
    return kept
  }

  const deliverAll = async (): Promise<void> => {
    for (const each of (await all()).filter(isOpen)) {
      const answer = isDue() ? await post(each.receipt) : 'later'
      if (answer === 'later') return
      settle(each, answer)
    }
    await tidy()
  }

  /** Unless it was erased meanwhile. */
  const setOutbox = (text: string): void => {
    if (storage.getItem(OUTBOX) !== null) storage.setItem(OUTBOX, text)
  }

  const isDue = (): boolean => requests < MOST_REQUESTS && Date.now() >= outboxOf(storage).next

  const settle = (each: Kept, answer: 'taken' | 'refused'): void => {
    if (answer === 'refused') report(`receipt.url refuses a receipt for good: ${each.receipt.id}`)
    keep({ ...each, ...(answer === 'refused' ? { refused: true } : { delivered: true }) })
    setOutbox('0.0')
  }

  const putOff = (): void => {
    const { tries } = outboxOf(storage)
    const delay = Math.min(FIRST_DELAY_MS * 2 ** tries, LONGEST_DELAY_MS)
    setOutbox(`${tries + 1}.${Date.now() + delay}`)
    setTimeout(deliver, delay)
  }

  const post = async (receipt: Receipt): Promise<'taken' | 'later' | 'refused'> => {
    requests++
    const patience = new AbortController()
    const timer = setTimeout(() => patience.abort(), PATIENCE_MS)
    try {
      const { ok, status } = await window.fetch(config.receipt?.url ?? '', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: canonicalText(receipt),
        // It arrives when the page has been left. Nothing else goes along, no cookie either.
        keepalive: true,
        credentials: 'omit',
        cache: 'no-store',
        redirect: 'error',
        signal: patience.signal,
      })
      if (ok) return 'taken'
      if (REFUSALS.includes(status)) return 'refused'
    } catch {
      // Down, too slow, or forbidden by the page's policy.
    } finally {
      clearTimeout(timer)
    }
    await new Promise((done) => setTimeout(done, SETTLED_MS))
    putOff()
    return 'later'
  }

  /** Once all is delivered: only the newest stay, and none where nothing is granted any more. */
  const tidy = async (): Promise<void> => {
    // Before it looks: another tab may note something meanwhile.
    storage.removeItem(OUTBOX)
    const kept = await all()
    if (kept.some(isOpen)) {
      storage.setItem(OUTBOX, '0.0')
      return
    }
    const most = kept.at(-1)?.receipt.record ? MOST_KEPT : 0
    for (const { key } of kept.slice(0, Math.max(0, kept.length - most))) storage.removeItem(key)
  }

  const deliver = async (): Promise<void> => {
    // What came while others were on their way is looked for once more.
    await delivering
    delivering ??= deliverAll()
      .catch(report)
      .finally(() => {
        delivering = undefined
      })
    await delivering
  }

  return {
    deliver,
    own: async () =>
      (await all()).map(({ receipt, text, delivered }) => ({ receipt, text, delivered })),
    erase() {
      for (const key of [OUTBOX, ...keys()]) storage.removeItem(key)
    },
  }
}

function isOpen({ delivered, refused }: Kept): boolean {
  return !delivered && !refused
}

function entryOf(key: string, storage: Storage): (Entry & { readonly key: string })[] {
  try {
    const entry = JSON.parse(storage.getItem(key) ?? '') as Entry
    // What others left there under such a key isn't ours to send.
    return typeof timeOf(entry) === 'string' ? [{ ...entry, key }] : []
  } catch {
    return []
  }
}

function timeOf(entry: Entry): string {
  return 'note' in entry ? entry.note.time : entry.receipt.time
}

/** Without the key, erased perhaps, nothing is to be delivered. */
function outboxOf(storage: Storage): { readonly tries: number; readonly next: number } {
  const text = storage.getItem(OUTBOX)
  const [tries, next] = (text ?? '').split('.')
  return { tries: Number(tries) || 0, next: text === null ? Infinity : Number(next) || 0 }
}
