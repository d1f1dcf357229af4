import { collect, permissive } from './collector.ts'
import { fileReply, type Mounts } from './files.ts'
import { qaState } from './qa-state.ts'
import { complete, editPage, type Reply } from './reply.ts'
import type { Entry, Request } from './request.ts'

/** What a server knows: who it is, what it was asked, what it was given to serve. */
export interface World {
  readonly site: readonly string[]
  readonly tracker: string
  readonly prelude: string
  readonly log: Entry[]
  /** By host and path. */
  readonly pages: Map<string, Reply>
}

const SITE: Mounts = [
  ['/consent/', 'demo/dist/consent/'],
  ['/metalive/', 'dist/consent/'],
  ['/', 'demo/dist/'],
]
const PRELUDE = '/.prelude.js'
const NOT_FOUND: Reply = { status: 404, body: 'Not found' }

/** Logs a request and answers it as the host that it was meant for. */
export async function answer(world: World, request: Request): Promise<Reply> {
  const { entry, url, headers } = request
  const isTracker = entry.host === world.tracker
  const isAside = url.pathname === (isTracker ? '/log' : PRELUDE)
  if (!isAside) world.log.push(entry)

  const page = world.pages.get(entry.host + url.pathname)
  const reply = page ?? (await (isTracker ? asTracker : asSite)(world, request))
  const whole = complete(reply, url.pathname)
  const tracker = `${url.protocol}//${world.tracker}:${url.port}`
  const edited = editPage(whole, (html) => html.replaceAll('{{tracker}}', tracker))
  if (!isTracker) return world.prelude ? withPrelude(edited) : edited
  return { ...edited, headers: { ...permissive(headers), ...edited.headers } }
}

async function asSite({ site, prelude }: World, { entry, url }: Request): Promise<Reply> {
  if (!site.includes(entry.host)) return { status: 421, body: 'No such host here' }
  if (url.pathname === PRELUDE) return { body: prelude }
  if (url.pathname === '/qa-state') return qaState(url.searchParams, url.protocol === 'https:')
  return (await fileReply(SITE, url.pathname)) ?? NOT_FOUND
}

async function asTracker({ log }: World, { entry, url }: Request): Promise<Reply> {
  if (url.pathname !== '/log' || entry.method === 'OPTIONS') {
    return collect(entry.method, url.pathname)
  }
  if (entry.method === 'DELETE') log.length = 0
  const entries = log.map(({ body, ...rest }) => rest)
  return { body: JSON.stringify(entries), headers: { 'content-type': 'application/json' } }
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
