import type { Cookie, Service, StorageKey } from '../core/types.ts'

/** As much of a service as sweeping takes. */
export interface SweepService extends Pick<Service, 'id'> {
  readonly storage: readonly Pick<StorageKey, 'area' | 'key'>[]
  readonly cookies: readonly Pick<Cookie, 'name' | 'party'>[]
}

/**
 * Deletes what `service` declares: its first-party cookies on this host and every parent domain,
 * and its keys, databases and caches. Nothing undeclared is touched.
 */
export function sweep(service: SweepService, window: Window): void {
  for (const { name, party } of service.cookies) {
    if (party === 'first') deleteCookies(name, window)
  }
  for (const { area, key } of service.storage) {
    attempt(() => deleteFrom[area](key, window))
  }
}

const deleteFrom: Readonly<Record<StorageKey['area'], (key: string, window: Window) => unknown>> = {
  local: (key, { localStorage }) => deleteKeys(key, localStorage),
  session: (key, { sessionStorage }) => deleteKeys(key, sessionStorage),
  async indexedDB(key, { indexedDB }) {
    const names = (await indexedDB.databases()).map(({ name = '' }) => name)
    for (const name of names) if (matches(key, name)) indexedDB.deleteDatabase(name)
  },
  async cache(key, { caches }) {
    for (const name of await caches.keys()) if (matches(key, name)) caches.delete(name)
  },
}

function deleteCookies(pattern: string, { document, location }: Window): void {
  attempt(() => {
    for (const cookie of document.cookie.split('; ')) {
      const name = cookie.slice(0, cookie.indexOf('='))
      if (matches(pattern, name)) expire(name, document, location)
    }
  })
}

/** A page can't see how a cookie was set, so it is expired in every way that it can have been. */
function expire(name: string, document: Document, { hostname, pathname }: Location): void {
  for (const path of pathsOf(pathname)) {
    for (const domain of domainsOf(hostname)) {
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

function deleteKeys(pattern: string, storage: Storage): void {
  for (const key of Object.keys(storage)) {
    if (matches(pattern, key)) storage.removeItem(key)
  }
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern
}

/** Storage throws where the browser refuses it; then there is nothing of it to delete. */
async function attempt(task: () => unknown): Promise<void> {
  try {
    await task()
  } catch {}
}
