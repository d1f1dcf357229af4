/** The npm entry for Node's `http`, and for Express, which hands on the same objects. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRequestListener } from '@remix-run/node-fetch-server'

/** `renew`, or whatever else answers a `Request`, as a listener of Node's `http`. */
export function forNode(
  answer: (request: Request) => Response | Promise<Response>,
): (request: IncomingMessage, response: ServerResponse) => void {
  return createRequestListener(answer)
}
