import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { extname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** What a request is answered with. */
export interface Reply {
  /** Several pieces are sent one by one. */
  readonly body: string | Uint8Array | readonly string[]
  /** Default 200. */
  readonly status?: number
  /** Without a `content-type` the path's ending says it, and a path without one is a page. */
  readonly headers?: OutgoingHttpHeaders
  /** Milliseconds to wait before the body, and before each of its pieces. */
  readonly delay?: number
}

const TYPES: Readonly<Record<string, string>> = {
  '': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.m4s': 'video/iso.segment',
  '.map': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.mp4': 'video/mp4',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ts': 'video/mp2t',
  '.txt': 'text/plain; charset=utf-8',
  '.vtt': 'text/vtt; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

/** The reply with its type, and not stored: a request that a cache answers would miss in the log. */
export function complete(reply: Reply, pathname: string): Reply {
  const type = TYPES[extname(pathname)] ?? 'application/octet-stream'
  const given = Object.entries(reply.headers ?? {}).map(([name, value]) => [
    name.toLowerCase(),
    value,
  ])
  const defaults = { 'content-type': type, 'cache-control': 'no-store' }
  return { ...reply, headers: { ...defaults, ...Object.fromEntries(given) } }
}

/** Changes the text of a page; what is no page stays as it is. */
export function editPage(reply: Reply, edit: (html: string) => string): Reply {
  const { body, headers } = reply
  if (!String(headers?.['content-type']).startsWith('text/html')) return reply
  if (typeof body === 'string') return { ...reply, body: edit(body) }
  if (body instanceof Uint8Array) return { ...reply, body: edit(new TextDecoder().decode(body)) }
  return { ...reply, body: body.map(edit) }
}

export async function send(response: ServerResponse, reply: Reply): Promise<void> {
  const { body, status = 200, headers = {}, delay = 0 } = reply
  const pieces = typeof body === 'string' || body instanceof Uint8Array ? [body] : body
  response.writeHead(status, headers)
  for (const piece of pieces.slice(0, -1)) {
    await sleep(delay)
    response.write(piece)
  }
  await sleep(delay)
  response.end(pieces.at(-1))
}
