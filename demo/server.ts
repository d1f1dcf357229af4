/**
 * One server for a site and a third party, told apart by the `Host` header: real origins, with
 * nothing to install or to resolve. The demo runs on it, and so does every e2e spec.
 */
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { generate } from 'selfsigned'
import type { Receipt } from '../src/core/receipt.ts'
import { type Answer, answer, type World } from './hosts.ts'
import { openReceipts } from './receipts.ts'
import { type Reply, send } from './reply.ts'
import { type Entry, readRequest } from './request.ts'

export type { Entry } from './request.ts'

export interface SiteOptions {
  /** 0 for any free one. */
  readonly port: number
  /** Serves https, with a certificate made at start. */
  readonly tls?: boolean
  /** Host names of the site; the first is the default. */
  readonly site: readonly [string, ...string[]]
  /** Host name of the third party; each of its services has one below it. */
  readonly tracker: string
  /** A script that runs before all others in every page of the site. */
  readonly prelude?: string
  /** The file for what is posted to `/consent/receipts`. Default: one that goes with the site. */
  readonly receipts?: string
}

/**
 * A page or file stated at run time. In pages, `{{tracker}}` becomes the third party's origin, and
 * `{{tracker:mixpanel}}` that of one of its services.
 */
export interface Page extends Reply {
  /** Default: the first host of the site. */
  readonly host?: string
}

export interface Site {
  origin(host?: string): string
  /** The third party's origin. */
  readonly tracker: string
  /** Every request so far, to any host; those for the log itself are left out. */
  readonly log: readonly Entry[]
  /** Empties the log. */
  clear(): void
  /** Every host that was asked for something, whether the log still has it or not. */
  hosts(): readonly string[]
  /** What the site's server has kept, in the order in which it came. */
  receipts(): Promise<readonly Receipt[]>
  /** Serves `page` at `path`, whatever the query, in place of any file. */
  put(path: string, page: Page): void
  /** The same, with what depends on the request, on the first host of the site. */
  answer(path: string, answer: Answer): void
  close(): Promise<void>
}

/** Listens on 127.0.0.1. Rejects when the port is taken. */
export async function startSite(options: SiteOptions): Promise<Site> {
  const { site, tracker, prelude = '', tls = false } = options
  const scheme = tls ? 'https' : 'http'
  const receipts = await openReceipts(options.receipts)
  const { sink } = receipts
  const world: World = { site, tracker, prelude, sink, log: [], hosts: new Set(), pages: new Map() }
  const listener = listen(world, scheme)
  const server = tls
    ? createSecureServer(await certificate([...site, tracker, `*.${tracker}`]), listener)
    : createServer(listener)
  const sockets = socketsOf(server)
  const port = await open(server, options.port).catch(async (error: unknown) => {
    await receipts.close()
    throw error
  })

  const origin = (host = site[0]): string => `${scheme}://${host}:${port}`
  return {
    origin,
    tracker: origin(tracker),
    log: world.log,
    clear: () => void world.log.splice(0),
    hosts: () => [...world.hosts],
    receipts: () => receipts.read(),
    put: (path, { host = site[0], ...reply }) => void world.pages.set(host + path, reply),
    answer: (path, answer) => void world.pages.set(site[0] + path, answer),
    async close() {
      await close(server, sockets)
      await receipts.close()
    },
  }
}

function listen(world: World, scheme: string): RequestListener {
  return (message, response) => {
    readRequest(message, scheme)
      .then((request) => answer(world, request))
      .then((reply) => send(response, reply))
      .catch((error: unknown) => {
        console.error(error)
        response.destroy()
      })
  }
}

async function certificate(names: readonly string[]): Promise<{ key: string; cert: string }> {
  const altNames = names.map((value) => ({ type: 2, value }) as const)
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    extensions: [{ name: 'subjectAltName', altNames }],
  })
  return { key, cert }
}

function open(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}

/** Those that are connected, also before their handshake: of these Node's own list knows nothing. */
function socketsOf(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  return sockets
}

function close(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    for (const socket of sockets) socket.destroy()
  })
}
