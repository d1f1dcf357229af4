import type { RecordStore } from './core/consent.ts'
import { NAME, PREFIX, valuesOf } from './core/cookie-text.ts'
import { decodeRecord, mergeRecords } from './core/record.ts'
import type { StoredRecord } from './core/types.ts'

/** The longest life browsers allow. A mark's age is counted from its own day, not from this. */
const LIFETIME_DAYS = 400

/** Keeps the record in a cookie of this host; where cookies are refused, for this page view. */
export function cookieStore({ document, location, isSecureContext }: Window): RecordStore {
  const jar = cookieJar(document)
  const isSafe = location.protocol === 'https:' || (isSecureContext && acceptsPrefix(jar))
  const name = isSafe ? PREFIX + NAME : NAME
  let memory: StoredRecord = null

  return {
    read: () => memory ?? mergeRecords(jar.values(name).map(decodeRecord)),
    stamp: () => (memory ? '' : jar.values(name).join()),
    write(text, record) {
      // What could not be read back is no answer kept: too long, or of ids that no cookie can hold.
      const kept = decodeRecord(text) !== null && jar.write(name, text, LIFETIME_DAYS)
      memory = kept ? null : record
      return kept
    },
  }
}

/**
 * Not js-cookie: it sees only the first of several cookies of one name, doesn't notice a refused
 * write, and does nothing when an element named `cookie` shadows `document.cookie`.
 */
interface Jar {
  values(name: string): readonly string[]
  /**
   * @param days - negative to delete
   * @returns whether the browser did it
   */
  write(name: string, text: string, days: number): boolean
}

function cookieJar(document: Document): Jar {
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
    write(name, text, days) {
      const secure = name.startsWith(PREFIX) ? '; Secure' : ''
      const flags = `Path=/; SameSite=Lax; Max-Age=${days * 86400}${secure}`
      try {
        cookie.set?.call(document, `${name}=${text}; ${flags}`)
      } catch {
        // Nothing was done, as the caller is told.
      }
      return values(name).includes(text) === days > 0
    },
  }
}

/** On http the prefix works for localhost, in some browsers: only a try tells. */
function acceptsPrefix(jar: Jar): boolean {
  const probe = `${PREFIX}metalive_probe`
  const accepted = jar.write(probe, '1', LIFETIME_DAYS)
  jar.write(probe, '1', -1)
  return accepted
}
