import type { ReceiptSink } from '../src/server.ts'
import { collect, permissive } from './collector.ts'
import config from './consent.config.ts'
import { fileReply, type Mounts } from './files.ts'
import { prepare } from './qa-page.ts'
import { qaState } from './qa-state.ts'
import { receiptReply } from './receipts.ts'
import { complete, editPage, type Reply } from './reply.ts'
import type { Entry, Request } from './request.ts'

/** What a server knows: who it is, what it was asked, what it was given to serve. */
export interface World {
  readonly site: readonly string[]
  readonly tracker: string
  readonly prelude: string
  readonly sink: ReceiptSink
  readonly log: Entry[]
  /** All that was asked so far. */
  readonly hosts: Set<string>
  /** By host and path. */
  readonly pages: Map<string, Reply | Answer>
}

/** What depends on the request; `undefined` is what would be there without it. */
export type Answer = (request: Request) => Reply | undefined | Promise<Reply | undefined>

const SITE: Mounts = [
  ['/consent/', 'demo/dist/consent/'],
  ['/metalive/', 'dist/consent/'],
  ['/', 'demo/dist/'],
]
const PRELUDE = '/.prelude.js'
/** What the third party was asked, for QA's console. */
const LOG = '/qa-log'
const RECEIPTS = '/consent/receipts'
const WITHOUT = /^\/without\/([\w-]+)\/([\w.-]+)$/
const NOT_FOUND: Reply = { status: 404, body: 'Not found' }

/** Logs a request and answers it as the host that it was meant for. */
export async function answer(world: World, request: Request): Promise<Reply> {
  const { entry, url, headers } = request
  const isTracker = isOf(world.tracker, entry.host)
  world.hosts.add(entry.host)
  if (isTracker || (url.pathname !== PRELUDE && url.pathname !== LOG)) world.log.push(entry)

  const stated = world.pages.get(entry.host + url.pathname)
  const page = typeof stated === 'function' ? await stated(request) : stated
  const reply =
    page ?? (await (isTracker ? collect(entry.method, url.pathname) : asSite(world, request)))
  const whole = complete(reply, url.pathname)
  const edited = editPage(whole, (html) => nameTrackers(html, world, url))
  if (!isTracker) return world.prelude ? withPrelude(edited) : edited
  return { ...edited, headers: { ...permissive(headers), ...edited.headers } }
}

/** Each service has a host of its own below the third party's, as each vendor has in the world. */
function isOf(tracker: string, host: string): boolean {
  return host === tracker || host.endsWith(`.${tracker}`)
}

/** `{{tracker}}` is the third party's origin, `{{tracker:mixpanel}}` that of one service. */
function nameTrackers(html: string, { tracker }: World, { protocol, port }: URL): string {
  return html.replace(/\{\{tracker(?::([\w-]+))?\}\}/g, (_all, service?: string) => {
    return `${protocol}//${service ? `${service}.` : ''}${tracker}:${port}`
  })
}

async function asSite({ site, prelude, sink, ...world }: World, request: Request): Promise<Reply> {
  const { entry, url } = request
  if (!site.includes(entry.host)) return { status: 421, body: 'No such host here' }
  if (url.pathname === PRELUDE) return { body: prelude }
  if (url.pathname === LOG) return logOf(world, entry.method)
  if (url.pathname === RECEIPTS) return receiptReply(request, sink)
  if (url.pathname === '/qa-state') return qaState(request, url.protocol === 'https:')
  if (WITHOUT.test(url.pathname)) return fileBut(url.pathname)
  const reply = await fileReply(SITE, url.pathname)
  if (!reply) return NOT_FOUND
  return editPage(complete(reply, url.pathname), (html) => prepare(html, url, config))
}

/** A file of the script tag, as if one of them had not arrived: `/without/consent-ui/…`. */
async function fileBut(pathname: string): Promise<Reply> {
  const [, missing = '', file = ''] = WITHOUT.exec(pathname) ?? []
  if (file.startsWith(missing)) return NOT_FOUND
  return (await fileReply(SITE, `/consent/${file}`)) ?? NOT_FOUND
}

/** What the third party was asked so far. `DELETE` forgets it. */
function logOf({ log, tracker }: Pick<World, 'log' | 'tracker'>, method: string): Reply {
  if (method === 'DELETE') log.length = 0
  const asked = log.filter(({ host }) => isOf(tracker, host)).map(({ body, ...rest }) => rest)
  return { body: JSON.stringify(asked), headers: { 'content-type': 'application/json' } }
}

/** A file and the page's own nonce: a policy that admits the site's scripts admits this one. */
function withPrelude(reply: Reply): Reply {
  const policy = String(reply.headers?.['content-security-policy'])
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
  const script = `<script src="${PRELUDE}" nonce="${nonce}"></script>`
  return editPage(reply, (html) => {
    const start = /<head(?:\s[^>]*)?>/i.exec(html) ?? /<!doctype[^>]*>/i.exec(html)
    if (!start) return html
    const end = start.index + start[0].length
    return html.slice(0, end) + script + html.slice(end)
  })
}
