import type { Cookie, LeftBehind, Service, StorageKey, Stored, SweepResult } from '../core/types.ts'

/** As much of a service as sweeping takes. */
export interface SweepService extends Pick<Service, 'id'> {
  readonly storage: readonly Pick<StorageKey, 'area' | 'key' | 'optOut'>[]
  readonly cookies: readonly Pick<Cookie, 'name' | 'party' | 'httpOnly' | 'optOut'>[]
}

export interface SweepOptions {
  /** The vendor's code is on the page: without its own note of the refusal it would go on. */
  readonly runs: boolean
  /** Those that keep what they declare, whoever else declares it. */
  readonly granted: readonly SweepService[]
}

/**
 * Deletes what `service` declares: its first-party cookies on this host and every parent domain,
 * and its keys, databases and caches. Nothing undeclared is touched. Never rejects.
 *
 * @returns what was there, read back after
 */
export async function sweep(
  service: SweepService,
  window: Window,
  { runs, granted }: SweepOptions,
): Promise<SweepResult> {
  const kept = granted.flatMap(declaredBy)
  const isKept = (area: Area, name: string): boolean =>
    kept.some((each) => each.area === area && matches(each.name, name))
  const results = await Promise.all(
    declaredBy(service).map(({ optOut, ...each }) =>
      sweepOne(service.id, each, { window, isKept, waits: runs && optOut === true }),
    ),
  )
  return {
    deleted: results.flatMap(({ deleted }) => deleted),
    left: [...outOfReach(service), ...results.flatMap(({ left }) => left)],
  }
}

/** What a page can delete. */
function declaredBy({ cookies, storage }: SweepService): (Stored & Pick<Cookie, 'optOut'>)[] {
  return [
    ...cookies
      .filter(({ party, httpOnly }) => party === 'first' && !httpOnly)
      .map((cookie) => ({ ...cookie, area: 'cookie' as const })),
    ...storage.map(({ key, ...rest }) => ({ ...rest, name: key })),
  ]
}

/** What no page can see or delete: nobody knows whether it is there. */
function outOfReach({ id, cookies }: SweepService): LeftBehind[] {
  return cookies
    .filter(({ party, httpOnly }) => party === 'third' || httpOnly)
    .map(({ name, party }) => ({
      service: id,
      area: 'cookie',
      name,
      reason: party === 'third' ? 'third-party' : 'http-only',
    }))
}

interface OneOptions {
  readonly window: Window
  isKept(area: Area, name: string): boolean
  /** It goes once the page is left. */
  readonly waits: boolean
}

async function sweepOne(
  service: string,
  { area, name: pattern }: Stored,
  { window, isKept, waits }: OneOptions,
): Promise<SweepResult> {
  const { names, remove } = AREAS[area]
  const found = async (): Promise<string[]> =>
    (await names(window)).filter((name) => matches(pattern, name) && !isKept(area, name))
  try {
    const before = await found()
    if (!waits) await Promise.all(before.map((name) => remove(name, window)))
    const after = await found()
    return {
      deleted: before
        .filter((name) => !after.includes(name))
        .map((name) => ({ service, area, name })),
      left: after.map((name) => ({
        service,
        area,
        name,
        reason: waits || area === 'indexedDB' ? 'in-use' : 'kept',
      })),
    }
  } catch {
    // Storage throws where the browser refuses it; then there is nothing of it to delete.
    return { deleted: [], left: [] }
  }
}

type Area = Stored['area']

/** How long the deletion of a database may take before it counts as in use, in milliseconds. */
const DATABASE_MS = 300

interface Access {
  names(window: Window): readonly string[] | Promise<readonly string[]>
  remove(name: string, window: Window): unknown
}

const AREAS: Readonly<Record<Area, Access>> = {
  cookie: {
    names: ({ document }) =>
      document.cookie.split('; ').map((cookie) => cookie.slice(0, cookie.indexOf('='))),
    remove: expire,
  },
  local: {
    names: ({ localStorage }) => Object.keys(localStorage),
    remove: (name, { localStorage }) => localStorage.removeItem(name),
  },
  session: {
    names: ({ sessionStorage }) => Object.keys(sessionStorage),
    remove: (name, { sessionStorage }) => sessionStorage.removeItem(name),
  },
  indexedDB: {
    names: async ({ indexedDB }) => (await indexedDB.databases()).map(({ name = '' }) => name),
    remove: (name, { indexedDB }) =>
      new Promise((resolve) => {
        const request = indexedDB.deleteDatabase(name)
        for (const event of ['success', 'error', 'blocked']) {
          request.addEventListener(event, resolve)
        }
        // Behind one that is blocked, a second is told nothing.
        setTimeout(resolve, DATABASE_MS)
      }),
  },
  cache: {
    names: ({ caches }) => caches.keys(),
    remove: (name, { caches }) => caches.delete(name),
  },
}

/** A page can't see how a cookie was set, so it is expired in every way that it can have been. */
function expire(name: string, { document, location }: Window): void {
  for (const path of pathsOf(location.pathname)) {
    for (const domain of domainsOf(location.hostname)) {
      for (const kind of ['', '; Secure', '; Secure; Partitioned']) {
        document.cookie = `${name}=; Max-Age=0; Path=${path}${domain}${kind}`
      }
    }
  }
}

/** On `a.b`: none, `a.b`, `b`. The browser refuses those that are no domain for a cookie. */
function domainsOf(hostname: string): string[] {
  const labels = hostname.split('.')
  return ['', ...labels.map((_, i) => `; Domain=${labels.slice(i).join('.')}`)]
}

/** `/a/b` → `/`, `/a`, `/a/`, `/a/b`, `/a/b/`. */
function pathsOf(pathname: string): string[] {
  const steps = pathname.split('/').filter(Boolean)
  const paths = steps.map((_, i) => `/${steps.slice(0, i + 1).join('/')}`)
  return ['/', ...paths.flatMap((path) => [path, `${path}/`])]
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern
}
