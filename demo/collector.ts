import type { IncomingHttpHeaders } from 'node:http'
import { extname } from 'node:path'
import { fileReply, type Mounts } from './files.ts'
import type { Reply } from './reply.ts'

/** Third parties' own code, as they publish it, and the pages that they would embed. */
const MOUNTS: Mounts = [
  ['/npm/mixpanel.js', 'node_modules/mixpanel-browser/dist/mixpanel.min.js'],
  ['/npm/segment.js', 'node_modules/@segment/analytics-next/dist/umd/index.js'],
  [
    '/npm/rudderstack.js',
    'node_modules/@rudderstack/analytics-js/dist/npm/modern/bundled/umd/index.js',
  ],
  ['/npm/countly.js', 'node_modules/countly-sdk-web/lib/countly.min.js'],
  ['/', 'demo/tracker/'],
]

/** The third party's answer: one of its files, or something small for whatever it is sent. */
export async function collect(method: string, pathname: string): Promise<Reply> {
  if (method === 'OPTIONS') return { status: 204, body: '' }
  return (await fileReply(MOUNTS, pathname)) ?? { body: thanks(pathname) }
}

function thanks(pathname: string): string | Uint8Array {
  switch (extname(pathname)) {
    case '.js':
      return `window.ran = [...(window.ran ?? []), ${JSON.stringify(pathname)}]`
    case '.json':
      return '{}'
    case '.gif':
      return Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
    default:
      return 'ok'
  }
}

/** Lets every page read the answer and send cookies along, as trackers do. */
export function permissive(headers: IncomingHttpHeaders): Record<string, string> {
  return {
    'access-control-allow-origin': headers.origin ?? '*',
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
    vary: 'origin',
  }
}
