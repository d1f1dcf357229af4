import { MAX_AGE_SECONDS, NAME, PREFIX, valuesOf } from './core/cookie-text.ts'
import { decodeRecord, mergeRecords } from './core/record.ts'
import type { StoredRecord } from './core/types.ts'
import type { RecordStore } from './core/world.ts'
import { includes, join, map } from './plain.ts'

/**
 * For so long a browser may say once more what a later write replaced. WebKit does when two writes come
 * close together: its jar's word of the first arrives after the second [WebKitGTK 2.50, 3 of 25 runs on
 * a busy machine].
 */
export const ECHO_MS = 1000

/** Which cookies of a jar are the record's. */
export interface Place {
  values(): readonly string[]
  /** @returns whether the browser holds it now */
  write(text: string): boolean
  /** Deletes what can be deleted. */
  clear(): void
}

/** Finds a place that other hosts share; none where this host has no part in it. */
export type SharedPlace = (jar: Jar, location: Location, domain: string) => Place | undefined

/** Keeps the record in a cookie; where cookies are refused, for this page view. */
export function cookieStore(
  { document, location, isSecureContext }: Window,
  share?: SharedPlace,
  domain = '',
): RecordStore {
  const isHttps = location.protocol === 'https:'
  const jar = cookieJar(document, isHttps)
  const isSafe = (): boolean => isHttps || (isSecureContext && acceptsPrefix(jar))
  const place = share?.(jar, location, domain) ?? ownPlace(jar, isSafe() ? PREFIX + NAME : NAME)
  let memory: StoredRecord = null
  let latest = ''
  let echoesUntil = 0
  /** What was written here before it, and may be an echo. */
  const former = new Set<string>()

  const values = (): readonly string[] => {
    const found = place.values()
    const isEcho = former.has(join(found, ',')) && performance.now() < echoesUntil
    return isEcho ? [latest] : found
  }
  const replace = (text: string): void => {
    const now = performance.now()
    if (now >= echoesUntil) former.clear()
    if (latest) former.add(latest)
    former.delete(text)
    latest = text
    echoesUntil = now + ECHO_MS
  }

  return {
    read: () => memory ?? mergeRecords(map(values(), decodeRecord)),
    stamp: () => (memory ? '' : join(values(), ',')),
    write(text, record) {
      // What could not be read back is no answer kept: too long, or of ids that no cookie can hold.
      const kept = decodeRecord(text) !== null && place.write(text)
      memory = kept ? null : record
      if (!kept) {
        // Who is asked again is better off than one whose former answer comes back.
        place.clear()
        return 'memory'
      }
      replace(text)
      return join(place.values(), ',') === text ? 'kept' : 'twin'
    },
  }
}

/** The cookie of this host alone. */
function ownPlace(jar: Jar, name: string): Place {
  return {
    values: () => jar.values(name),
    write: (text) => jar.write(name, text, MAX_AGE_SECONDS),
    clear: () => jar.write(name, '', -1),
  }
}

/**
 * Not js-cookie: it sees only the first of several cookies of one name, doesn't notice a refused
 * write, and does nothing when an element named `cookie` shadows `document.cookie`.
 */
export interface Jar {
  values(name: string): readonly string[]
  /**
   * @param seconds - negative to delete
   * @param domain - whose hosts shall all have it; empty for this host alone
   * @returns whether the browser did it
   */
  write(name: string, text: string, seconds: number, domain?: string): boolean
}

function cookieJar(document: Document, isHttps: boolean): Jar {
  // The accessor itself: an element named `cookie` would hide it.
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie') ?? {}

  // Each tag has the jar read, in a page that may be full of them: mostly it says what it said before.
  let last: readonly [text: string, name: string, values: readonly string[]] = ['', '', []]

  const values = (name: string): readonly string[] => {
    try {
      const text = cookie.get?.call(document)
      if (text !== last[0] || name !== last[1]) last = [text, name, valuesOf(text, name)]
      return last[2]
    } catch {
      return [] // A sandboxed frame throws.
    }
  }

  return {
    values,
    write(name, text, seconds, domain) {
      const secure = isHttps || name.startsWith(PREFIX) ? '; Secure' : ''
      const scope = domain ? `; Domain=${domain}` : ''
      const flags = `Path=/; SameSite=Lax; Max-Age=${seconds}${secure}${scope}`
      try {
        cookie.set?.call(document, `${name}=${text}; ${flags}`)
      } catch {
        // Nothing was done, as the caller is told.
      }
      return includes(values(name), text) === seconds > 0
    },
  }
}

/** On http the prefix works for localhost, in some browsers: only a try tells. */
function acceptsPrefix(jar: Jar): boolean {
  const probe = `${PREFIX}metalive_probe`
  const accepted = jar.write(probe, '1', MAX_AGE_SECONDS)
  jar.write(probe, '1', -1)
  return accepted
}
