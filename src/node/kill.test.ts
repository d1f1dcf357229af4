/** Receipts that browsers send at once, and again until they are kept, to servers that are killed meanwhile. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { build } from 'esbuild'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { receipt } from '../core/receipt.fake.ts'
import { canonicalText, type Receipt } from '../core/receipt.ts'

const RECEIPTS = 1000
/** So many of them are sent twice, by two tabs at once. */
const DOUBLES = 300

let code: string
let folder: string
let path: string
const servers = new Set<ChildProcess>()

beforeAll(async () => {
  code = await mkdtemp(join(tmpdir(), 'consent-server-'))
  await build({
    entryPoints: ['src/node/receipt-server.fake.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: join(code, 'server.mjs'),
  })
})

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'consent-kill-'))
  path = join(folder, 'receipts.jsonl')
})

afterEach(async () => {
  for (const server of servers) await kill(server)
  await rm(folder, { recursive: true })
})

afterAll(() => rm(code, { recursive: true }))

interface Running {
  readonly child: ChildProcess
  readonly port: number
}

async function start(port = 0): Promise<Running> {
  const child = spawn(process.execPath, [join(code, 'server.mjs'), path, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  servers.add(child)
  const [said] = await once(child.stdout, 'data')
  return { child, port: JSON.parse(said).port }
}

async function kill(child: ChildProcess): Promise<void> {
  servers.delete(child)
  child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

/** As a browser's outbox does, but faster. */
async function deliver(port: number, each: Receipt, acknowledged: Set<string>): Promise<void> {
  const body = JSON.stringify(each)
  for (;;) {
    const status = await post(port, body)
    if (status === 204) break
    // Nothing but a server that is gone, or has others before this one.
    expect([0, 503]).toContain(status)
    await sleep(20 + Math.random() * 60)
  }
  acknowledged.add(each.id)
}

/** `fetch` takes longer to begin a thousand than a server to answer them. 0: there was no answer. */
function post(port: number, body: string): Promise<number> {
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }
  return new Promise((resolve) => {
    const sent = request({ port, host: '127.0.0.1', method: 'POST', headers, agent: false })
    sent.on('response', (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    sent.on('error', () => resolve(0))
    sent.end(body)
  })
}

async function stored(): Promise<Receipt[]> {
  const lines = (await readFile(path, 'utf8')).split('\n')
  // The last one may be cut, as long as a server is down.
  return lines.slice(0, -1).map((line) => JSON.parse(line).receipt)
}

/** And a little longer, so that a kill falls anywhere. */
async function untilAcknowledged(count: number, acknowledged: Set<string>): Promise<void> {
  while (acknowledged.size < count) await sleep(1)
  await sleep(Math.random() * 20)
}

function receipts(): Receipt[] {
  return Array.from({ length: RECEIPTS }, (_each, n) => receipt({ id: `id${n}`.padEnd(8, 'x') }))
}

async function expectEachOnce(all: readonly Receipt[]): Promise<void> {
  const found = await stored()
  expect(found).toHaveLength(all.length)
  const texts = (list: readonly Receipt[]): string[] => list.map(canonicalText).sort()
  expect(texts(found)).toEqual(texts(all))
}

test('a server that is killed again and again loses none that it acknowledged, and doubles none', async () => {
  const all = receipts()
  const acknowledged = new Set<string>()
  let { child, port } = await start()
  const delivered = Promise.all(
    [...all, ...all.slice(0, DOUBLES)].map((each) => deliver(port, each, acknowledged)),
  )
  for (const count of [1, 250, 500, 750]) {
    await untilAcknowledged(count, acknowledged)
    await kill(child)
    const ids = (await stored()).map(({ id }) => id)
    expect([...acknowledged].filter((id) => !ids.includes(id))).toEqual([])
    expect(new Set(ids).size).toBe(ids.length)
    ;({ child } = await start(port))
  }
  await delivered
  await kill(child)
  await expectEachOnce(all)
}, 60_000)

test('two servers with one file, each killed in turn, store each receipt once', async () => {
  const all = receipts()
  const both = [await start(), await start()]
  const acknowledged = both.map(() => new Set<string>())
  const delivered = Promise.all(
    both.flatMap(({ port }, n) =>
      all.map((each) => deliver(port, each, acknowledged[n] ?? new Set())),
    ),
  )
  for (const [n, { port }] of [...both.entries(), ...both.entries()]) {
    const so = acknowledged[n] ?? new Set()
    await untilAcknowledged(Math.min(so.size + 150, RECEIPTS), so)
    await kill(both[n]?.child as ChildProcess)
    both[n] = await start(port)
  }
  await delivered
  for (const { child } of both) await kill(child)
  await expectEachOnce(all)
}, 60_000)
