import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { gunzipSync } from 'node:zlib'

/** A request as the log keeps it. */
export interface Entry {
  /** Milliseconds since 1970-01-01 UTC. */
  readonly time: number
  /** Without the port. */
  readonly host: string
  readonly method: string
  /** With the query. */
  readonly path: string
  /** As text, unpacked; what is beyond 64 kB is cut off. */
  readonly body: string
  /** The header, as it came. */
  readonly cookie: string
}

export interface Request {
  readonly entry: Entry
  readonly url: URL
  readonly headers: IncomingHttpHeaders
}

const MAX_BODY = 64_000

/** Reads a request to its end, or to where its sender left. Rejects on an address that is none. */
export async function readRequest(message: IncomingMessage, scheme: string): Promise<Request> {
  const { headers, method = 'GET', url: path = '/' } = message
  const time = Date.now()
  const url = new URL(`${scheme}://${headers.host}${path}`)
  const body = unpack(await readBody(message), headers['content-encoding'])
  const entry = { time, host: url.hostname, method, path, body, cookie: headers.cookie ?? '' }
  return { entry, url, headers }
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of message) chunks.push(chunk)
  } catch {
    // The page went away; what arrived was sent all the same.
  }
  return Buffer.concat(chunks)
}

function unpack(body: Buffer, encoding: string | undefined): string {
  try {
    return (encoding === 'gzip' ? gunzipSync(body) : body).toString('utf8', 0, MAX_BODY)
  } catch {
    return body.toString('latin1', 0, MAX_BODY)
  }
}
