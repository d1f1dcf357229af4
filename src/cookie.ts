import { MAX_AGE_SECONDS, NAME, PREFIX, valuesOf } from './core/cookie-text.ts'
import { decodeRecord, mergeRecords } from './core/record.ts'
import type { StoredRecord } from './core/types.ts'
import type { RecordStore } from './core/world.ts'
import { includes, join, map } from './plain.ts'

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

  return {
    read: () => memory ?? mergeRecords(map(place.values(), decodeRecord)),
    stamp: () => (memory ? '' : join(place.values(), ',')),
    write(text, record) {
      // What could not be read back is no answer kept: too long, or of ids that no cookie can hold.
      const kept = decodeRecord(text) !== null && place.write(text)
      memory = kept ? null : record
      if (!kept) {
        // Who is asked again is better off than one whose former answer comes back.
        place.clear()
        return 'memory'
      }
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

  const values = (name: string): readonly string[] => {
    try {
      return valuesOf(cookie.get?.call(document), name)
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
