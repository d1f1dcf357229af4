/** The servers of the README, each asked over a socket to renew a record, and to keep a receipt. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, createServer as createSocket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import express from 'express'
import { Hono } from 'hono'
import { afterEach, expect, test } from 'vitest'
import { receipt } from './core/receipt.fake.ts'
import { encodeRecord } from './core/record.ts'
import { forNode } from './node.ts'
import { memorySink } from './server/memory-sink.fake.ts'
import { type ReceiptSink, renew, takeReceipt } from './server.ts'

const mark = { choice: 'denied', day: 20780, revision: 1, source: 'banner' } as const
const RECORD = encodeRecord({ wording: 1, age: 'u', id: null, marks: { analytics: mark } })
const NAME = '__Host-metalive_consent'
const PATH = '/consent/renew'
const RENEWED = `${NAME}=${RECORD}; Path=/; SameSite=Lax; Max-Age=34560000; Secure`

type Asked = (init: RequestInit) => Promise<Response>
type Skip = (reason: string) => void

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

async function listening(server: Server): Promise<Asked> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  ends.push(() => server.close())
  const { port } = server.address() as AddressInfo
  return (init) => fetch(`http://127.0.0.1:${port}${PATH}`, init)
}

async function freePort(): Promise<number> {
  const socket = createSocket()
  await new Promise<void>((done) => socket.listen(0, '127.0.0.1', done))
  const { port } = socket.address() as AddressInfo
  await new Promise((done) => socket.close(done))
  return port
}

/** With the two parts of the README's snippet where they say that they belong. */
async function nginx(skip: Skip): Promise<Asked> {
  const readme = await readFile('README.md', 'utf8')
  const [, map = '', location = ''] =
    /```nginx\n(map(?:(?!```)[\s\S])*?\n}\n(?:(?!```)[\s\S])*?)(location[\s\S]*?)```/.exec(
      readme,
    ) ?? []
  const folder = await mkdtemp(join(tmpdir(), 'consent-nginx-'))
  const port = await freePort()
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  )
  await writeFile(
    join(folder, 'nginx.conf'),
    `daemon off; master_process off; pid ${folder}/pid; error_log stderr;
    events {}
    http { access_log off; ${temporary.join(' ')} ${map}
      server { listen 127.0.0.1:${port}; ${location} } }`,
  )
  const server: ChildProcess = spawn('nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder], {
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
  })
  let said = ''
  let isMissing = false
  server.stderr?.on('data', (text) => {
    said += text
  })
  server.on('error', (error: NodeJS.ErrnoException) => {
    said += error.message
    isMissing = error.code === 'ENOENT'
  })
  ends.push(async () => {
    server.kill()
    await rm(folder, { recursive: true })
  })
  const url = `http://127.0.0.1:${port}${PATH}`
  for (let tries = 0; tries < 50; tries++) {
    if (await fetch(url).catch(() => undefined)) return (init) => fetch(url, init)
    await sleep(100)
    // What the tests need is installed on Debian, and there alone.
    if (isMissing && !process.env.CI) skip('nginx is not on this machine')
  }
  throw new Error(`nginx doesn't answer: ${said}`)
}

const SERVERS: Readonly<Record<string, (skip: Skip) => Promise<Asked>>> = {
  'Node’s http': () => listening(createServer(forNode((request) => renew(request)))),
  Express: () => {
    const app = express()
    app.all(
      PATH,
      forNode((request) => renew(request)),
    )
    return listening(createServer(app))
  },
  Hono: async () => {
    const app = new Hono()
    app.all(PATH, ({ req }) => renew(req.raw))
    return async (init) => app.request(PATH, init)
  },
  nginx,
}

test.for(Object.entries(SERVERS))(
  '%s renews a record, and nothing else',
  async ([, start], { skip }) => {
    const ask = await start(skip)
    const cookies = (cookie: string): RequestInit => ({ method: 'POST', headers: { cookie } })

    const renewed = await ask(cookies(`a=1; ${NAME}=${RECORD}; b=2`))
    expect(renewed.status).toBe(204)
    expect(renewed.headers.getSetCookie()).toEqual([RENEWED])
    expect(renewed.headers.get('Cache-Control')).toBe('no-store')

    for (const none of ['a=1', `metalive_consent=${RECORD}`, `x${NAME}=${RECORD}`, `${NAME}=<b>`]) {
      const answer = await ask(cookies(none))
      expect(answer.status).toBe(204)
      expect(answer.headers.getSetCookie()).toEqual([])
    }

    const linked = await ask({ headers: { cookie: `${NAME}=${RECORD}` } })
    expect(linked.ok).toBe(false)
    expect(linked.headers.getSetCookie()).toEqual([])
  },
)

const RECEIPTS: Readonly<Record<string, (sink: ReceiptSink) => Promise<Asked>>> = {
  'Node’s http': (sink) =>
    listening(createServer(forNode((request) => takeReceipt(request, { sink })))),
  Express: (sink) => {
    const app = express()
    app.all(
      PATH,
      forNode((request) => takeReceipt(request, { sink })),
    )
    return listening(createServer(app))
  },
  Hono: async (sink) => {
    const app = new Hono()
    app.all(PATH, ({ req }) => takeReceipt(req.raw, { sink }))
    return async (init) => app.request(PATH, init)
  },
}

test.each(Object.entries(RECEIPTS))(
  '%s keeps a receipt, and nothing else',
  async (_name, start) => {
    const sink = memorySink()
    const ask = await start(sink)
    const post = (body: string, headers = {}): Promise<Response> =>
      ask({ method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body })

    const kept = await post(JSON.stringify(receipt()), { 'X-Forwarded-For': '192.0.2.1' })
    expect(kept.status).toBe(204)
    expect(kept.headers.get('Cache-Control')).toBe('no-store')
    expect((await post(JSON.stringify({ ...receipt(), ip: '192.0.2.1' }))).status).toBe(400)
    expect((await post(' '.repeat(1_000_000))).status).toBe(413)
    expect((await ask({})).status).toBe(405)
    expect(sink.receipts).toEqual([receipt()])
  },
)
