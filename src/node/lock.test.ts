import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { withLock } from './lock.ts'

let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'consent-lock-'))
  path = join(folder, 'lock')
})

afterEach(async () => {
  vi.useRealTimers()
  await rm(folder, { recursive: true })
})

const startOf = async (pid: number): Promise<string> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  return stat?.split(' ').at(21) ?? '-'
}

test('one works at a time, and all get their turn', async () => {
  let within = 0
  let done = 0
  const work = async (): Promise<void> => {
    expect(++within).toBe(1)
    await sleep(Math.random() * 3)
    within--
    done++
  }
  await Promise.all(Array.from({ length: 40 }, () => withLock(path, work)))
  expect(done).toBe(40)
  expect(await readFile(path, 'utf8')).toBe('')
})

test('what comes of the work is handed on, errors too, and the lock is free', async () => {
  expect(await withLock(path, async () => 42)).toBe(42)
  await expect(withLock(path, () => Promise.reject(new Error('No space')))).rejects.toThrow(
    'No space',
  )
  expect(await readFile(path, 'utf8')).toBe('')
})

describe('a ticket holds nobody up', () => {
  test('of a process that was killed', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    await once(child, 'spawn')
    await appendFile(path, `\naaaaaaaaaaaa ${child.pid} ${await startOf(child.pid ?? 0)}\n`)
    const got = vi.fn()
    const waiting = withLock(path, async () => got())
    await sleep(100)
    expect(got).not.toHaveBeenCalled()
    child.kill('SIGKILL')
    await waiting
    expect(got).toHaveBeenCalled()
  })

  test.each([
    ['of a number that another process has now', `aaaaaaaaaaaa ${process.pid} 1`],
    ['of a number that no process has', 'aaaaaaaaaaaa 4194999 1'],
    ['that was cut', `aaaaaaaaaaaa ${process.pid}`],
    ['that is none', 'a 0 -\nb -1 -\nc x -\n\u0000\u0000 \u0000'],
  ])('%s', async (_case, lines) => {
    await writeFile(path, `\n${lines}`)
    expect(await withLock(path, async () => 42)).toBe(42)
    expect(await readFile(path, 'utf8')).toBe('')
  })

  test('that was given back', async () => {
    const start = await startOf(process.pid)
    await writeFile(path, `\naaaaaaaaaaaa ${process.pid} ${start}\n\naaaaaaaaaaaa\n`)
    expect(await withLock(path, async () => 42)).toBe(42)
  })
})

test('who waits for ten seconds gives up, and out of the way', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  let release: () => void = () => {}
  const holding = withLock(path, () => new Promise<void>((done) => (release = done)))
  await sleep(50)
  const waiting = withLock(path, async () => 42)
  await sleep(50)
  vi.setSystemTime(Date.now() + 11_000)
  await expect(waiting).rejects.toThrow('held by others')
  release()
  await holding
  expect(await withLock(path, async () => 42)).toBe(42)
})

test('a lock in a folder that isn’t there is an error at once', async () => {
  await expect(withLock(join(folder, 'none', 'lock'), async () => 42)).rejects.toThrow('ENOENT')
})
