/** The npm entry for Node: its `http`, Express, which hands on the same objects, and its files. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRequestListener } from '@remix-run/node-fetch-server'

export { type FileSink, type FileSinkOptions, fileSink } from './node/file-sink.ts'

/** `renew`, `takeReceipt`, or whatever else answers a `Request`, as a listener of Node's `http`. */
export function forNode(
  answer: (request: Request) => Response | Promise<Response>,
): (request: IncomingMessage, response: ServerResponse) => void {
  return createRequestListener(answer)
}
