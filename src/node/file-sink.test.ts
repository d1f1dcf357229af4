import {
  appendFile,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { receipt } from '../core/receipt.fake.ts'
import type { Receipt } from '../core/receipt.ts'
import { describeSink } from '../server/receipt-sink.contract.ts'
import { takeReceipt } from '../server/receipts.ts'
import { type FileSink, fileSink } from './file-sink.ts'

let folder: string
let path: string
const opened: FileSink[] = []
const onError = vi.fn()

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'consent-sink-'))
  path = join(folder, 'receipts.jsonl')
})

afterEach(async () => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  for (const sink of opened.splice(0)) await sink.close()
  await rm(folder, { recursive: true })
  onError.mockReset()
})

function openSink({ retentionDays = 1095, at = path } = {}): FileSink {
  const sink = fileSink(at, { retentionDays, onError })
  opened.push(sink)
  return sink
}

async function stored(): Promise<Receipt[]> {
  const text = await readFile(path, 'utf8')
  expect(text).toMatch(/^$|\n$/)
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line).receipt)
}

const ids = async (): Promise<string[]> => (await stored()).map(({ id }) => id)

describeSink('a file', async () => openSink())

test('a receipt is a line, with the time at which it came', async () => {
  vi.useFakeTimers({ now: new Date('2026-11-25T09:00:18Z'), toFake: ['Date'] })
  await openSink().put(receipt())
  const [line = '', ...others] = (await readFile(path, 'utf8')).split('\n')
  expect(others).toEqual([''])
  expect(JSON.parse(line)).toEqual({ receipt: receipt(), taken: '2026-11-25T09:00:18.000Z' })
})

test('nobody else on the machine can read the file', async () => {
  await openSink().put(receipt())
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test('a receipt is known to whoever opens the file next', async () => {
  const first = openSink()
  await first.put(receipt())
  await first.close()
  const second = openSink()
  expect(await second.put(receipt())).toBe('known')
  expect(await second.put(receipt({ gpc: true }))).toBe('other')
  expect(await stored()).toEqual([receipt()])
})

test('those that come at once are on the disk by one sync', async () => {
  const sync = vi.spyOn(await prototype(), 'datasync')
  const sink = openSink()
  await Promise.all(
    Array.from({ length: 300 }, (_each, n) => sink.put(receipt({ id: `id${n}0000` }))),
  )
  expect(await stored()).toHaveLength(300)
  expect(sync.mock.calls.length).toBeLessThanOrEqual(3)
})

describe('two that have one file', () => {
  test('store each receipt once', async () => {
    const [one, two] = [openSink(), openSink()]
    const all = Array.from({ length: 200 }, (_each, n) => receipt({ id: `id${n}0000` }))
    const kept = await Promise.all(all.flatMap((each) => [one.put(each), two.put(each)]))
    expect(kept.filter((each) => each === 'stored')).toHaveLength(200)
    expect(new Set(await ids()).size).toBe(200)
    expect(await stored()).toHaveLength(200)
  })

  test('lose nothing while one of them deletes', async () => {
    const [one, two] = [openSink(), openSink()]
    const gone = Array.from({ length: 20 }, (_each, n) => `gone${n}00`)
    for (const id of gone) await one.put(receipt({ id }))
    const stay = Array.from({ length: 100 }, (_each, n) => `stay${n}00`)
    const [deleted] = await Promise.all([
      Promise.all(gone.map((id) => two.delete(id))),
      ...stay.map(async (id, n) => {
        await new Promise((done) => setTimeout(done, n))
        expect(await one.put(receipt({ id }))).toBe('stored')
      }),
    ])
    expect(deleted).not.toContain(false)
    expect((await ids()).sort()).toEqual(stay.sort())
  })

  test('each know what the other deleted', async () => {
    const [one, two] = [openSink(), openSink()]
    await one.put(receipt())
    expect(await two.put(receipt())).toBe('known')
    expect(await two.delete(receipt().id)).toBe(true)
    expect(await one.delete(receipt().id)).toBe(false)
    expect(await one.put(receipt())).toBe('stored')
  })
})

describe('a file that a kill left', () => {
  test('loses the line that was cut, which nobody was told is kept', async () => {
    await openSink().put(receipt({ id: 'whole00' }))
    const [line = ''] = (await readFile(path, 'utf8')).split('\n')
    await appendFile(path, line.replace('whole00', 'cut0000').slice(0, -40))
    const sink = openSink()
    expect(await sink.put(receipt({ id: 'cut0000' }))).toBe('stored')
    expect(await ids()).toEqual(['whole00', 'cut0000'])
    expect(onError).not.toHaveBeenCalled()
  })

  test('keeps a last line that lacks nothing but its end', async () => {
    await openSink().put(receipt())
    await writeFile(path, (await readFile(path, 'utf8')).trimEnd())
    const sink = openSink()
    expect(await sink.put(receipt())).toBe('known')
    await sink.put(receipt({ id: 'second' }))
    expect(await ids()).toEqual([receipt().id, 'second'])
  })

  test('has nothing of one that was to take its place', async () => {
    await writeFile(`${path}.next`, 'half of it')
    await openSink().put(receipt())
    expect((await readdir(folder)).sort()).toEqual(['receipts.jsonl', 'receipts.jsonl.lock'])
  })
})

describe('lines that can’t be read', () => {
  const JUNK = ['{"receipt":{},"taken":"2026-11-25T09:00:18.000Z"}', 'junk \u0000', '{"schema":2}']

  beforeEach(async () => {
    await openSink().put(receipt({ id: 'before' }))
    await appendFile(path, `${JUNK.join('\n')}\n`)
  })

  test('stay, are reported once, and hold nothing up', async () => {
    const sink = openSink()
    expect(await sink.put(receipt({ id: 'after0' }))).toBe('stored')
    expect(await sink.put(receipt({ id: 'before' }))).toBe('known')
    expect(onError).toHaveBeenCalledOnce()
    expect(onError.mock.calls[0]?.[0].message).toBe(
      `${path} has 3 lines that can't be read; they stay`,
    )
    expect((await readFile(path, 'utf8')).split('\n').slice(1, 4)).toEqual(JUNK)
  })

  test('stay when others are deleted', async () => {
    expect(await openSink().delete('before')).toBe(true)
    expect((await readFile(path, 'utf8')).split('\n')).toEqual([...JUNK, ''])
  })
})

describe('a receipt that came too long ago', () => {
  const DAY = 86_400_000

  beforeEach(async () => {
    vi.useFakeTimers({ now: new Date('2026-01-01T00:00:00Z'), toFake: ['Date', 'setInterval'] })
  })

  test('goes when the file is opened', async () => {
    const first = openSink()
    await first.put(receipt({ id: 'oldest' }))
    vi.setSystemTime(Date.now() + 20 * DAY)
    await first.put(receipt({ id: 'newest' }))
    vi.setSystemTime(Date.now() + 11 * DAY)
    const second = openSink({ retentionDays: 30 })
    expect(await second.put(receipt({ id: 'newest' }))).toBe('known')
    expect(await ids()).toEqual(['newest'])
  })

  test('goes on the day, while the server runs', async () => {
    const sink = openSink({ retentionDays: 2 })
    await sink.put(receipt())
    vi.advanceTimersByTime(2 * DAY)
    await sink.delete('none00')
    expect(await ids()).toEqual([receipt().id])
    vi.advanceTimersByTime(DAY)
    await sink.delete('none00')
    expect(await ids()).toEqual([])
  })

  test('counts from when it came, whatever time it says itself', async () => {
    const sink = openSink({ retentionDays: 30 })
    await sink.put(receipt({ id: 'sooner', time: '1999-01-01T00:00:00.000Z' }))
    await sink.put(receipt({ id: 'later0', time: '2999-01-01T00:00:00.000Z' }))
    vi.advanceTimersByTime(DAY)
    await sink.delete('none00')
    expect(await stored()).toHaveLength(2)
    vi.advanceTimersByTime(31 * DAY)
    await sink.delete('none00')
    expect(await stored()).toHaveLength(0)
  })

  test.each([0, -1, Number.NaN])('is no such thing after %s days', (retentionDays) => {
    expect(() => fileSink(path, { retentionDays })).toThrow(RangeError)
  })
})

describe('a disk that fails', () => {
  test.each(['appendFile', 'datasync'] as const)(
    'in %s keeps nothing, and nothing twice',
    async (name) => {
      const sink = openSink()
      await sink.put(receipt({ id: 'before' }))
      const failing = vi.spyOn(await prototype(), name).mockImplementation(async function (
        this: { write(text: string): Promise<unknown> },
        text?: unknown,
      ) {
        // Half of it, as on a full disk.
        if (typeof text === 'string') await this.write(text.slice(0, 200))
        throw Object.assign(new Error('No space left'), { code: 'ENOSPC' })
      })
      const puts = [sink.put(receipt()), sink.put(receipt({ id: 'second' }))]
      const settled = await Promise.allSettled(puts)
      expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
      expect(await ids()).toEqual(['before'])
      failing.mockRestore()
      expect(await sink.put(receipt())).toBe('stored')
      expect(await ids()).toEqual(['before', receipt().id])
    },
  )

  test('in the middle of a deletion leaves the file as it was', async () => {
    const sink = openSink()
    await sink.put(receipt())
    vi.spyOn(await prototype(), 'chmod').mockRejectedValueOnce(new Error('No'))
    await expect(sink.delete(receipt().id)).rejects.toThrow('No')
    expect(await ids()).toEqual([receipt().id])
    expect(await readdir(folder)).not.toContain('receipts.jsonl.next')
    expect(await sink.delete(receipt().id)).toBe(true)
  })

  test('has the page try again later', async () => {
    const sink = openSink({ at: join(folder, 'none', 'receipts.jsonl') })
    const request = new Request('https://site.example/consent/receipts', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(receipt()),
    })
    expect((await takeReceipt(request, { sink, onError })).status).toBe(503)
    expect(onError.mock.calls.flat().map(({ code }) => code)).toContain('ENOENT')
  })
})

describe('a file that the operator', () => {
  test('moved away is begun anew', async () => {
    const sink = openSink()
    await sink.put(receipt())
    await rename(path, `${path}.1`)
    expect(await sink.put(receipt())).toBe('stored')
    expect(await stored()).toEqual([receipt()])
  })

  test('emptied is read anew', async () => {
    const sink = openSink()
    await sink.put(receipt())
    await writeFile(path, '')
    expect(await sink.put(receipt())).toBe('stored')
    expect(await stored()).toEqual([receipt()])
  })

  test('linked to stays linked to, with its mode', async () => {
    const real = join(folder, 'real.jsonl')
    await writeFile(real, '', { mode: 0o640 })
    await symlink(real, path)
    const sink = openSink()
    await sink.put(receipt())
    await sink.put(receipt({ id: 'second' }))
    await sink.delete('second')
    expect(await readFile(real, 'utf8')).toContain(receipt().id)
    expect((await stat(real)).mode & 0o777).toBe(0o640)
    expect(await ids()).toEqual([receipt().id])
  })
})

test('lines longer than what is read at once are read whole', async () => {
  const sink = openSink()
  const controller = '株'.repeat(2900)
  const all = Array.from({ length: 40 }, (_each, n) => receipt({ id: `long${n}00`, controller }))
  for (const each of all) await sink.put(each)
  const next = openSink()
  for (const each of all) expect(await next.put(each)).toBe('known')
})

/** Of the objects that `open` gives. */
async function prototype(): Promise<
  Record<'appendFile' | 'datasync' | 'chmod', () => Promise<void>>
> {
  const handle = await open(folder)
  await handle.close()
  return Object.getPrototypeOf(handle)
}
