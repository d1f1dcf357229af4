import Cookies from 'js-cookie'
import type { RecordStore } from './core/consent.ts'
import { decodeRecord, mergeRecords } from './core/record.ts'
import type { StoredRecord } from './core/types.ts'

const NAME = 'metalive_consent'
/** Browsers accept this prefix only from the host itself, for `/`, over https: nobody else can plant it. */
const PREFIX = '__Host-'
/** The longest life browsers allow. A mark's age is counted from its own day, not from this. */
const LIFETIME_DAYS = 400

/**
 * Keeps the record in a cookie of this host; where cookies are refused, for this page view.
 *
 * js-cookie alone isn't enough here: it sees only the first of several cookies of one name, doesn't
 * notice a refused write, and does nothing when an element named `cookie` shadows `document.cookie`.
 */
export function cookieStore({ document, location, isSecureContext }: Window): RecordStore {
  const jar = cookieJar(document)
  const secure = location.protocol === 'https:' || (isSecureContext && acceptsPrefix(jar))
  const name = secure ? PREFIX + NAME : NAME
  let memory: StoredRecord = null

  return {
    read: () => memory ?? mergeRecords(jar.values(name).map(decodeRecord)),
    write(text, record) {
      // What could not be read back is no answer kept: too long, or of ids that no cookie can hold.
      const kept = decodeRecord(text) !== null && jar.write(name, text, { secure })
      memory = kept ? null : record
      return kept
    },
  }
}

interface Jar {
  values(name: string): readonly string[]
  /** @returns whether the browser did it */
  write(name: string, text: string, options: WriteOptions): boolean
}

interface WriteOptions {
  readonly secure: boolean
  /** Negative to delete. */
  readonly days?: number
}

function cookieJar(document: Document): Jar {
  // The accessor itself: an element named `cookie` would hide it.
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie') ?? {}

  const values = (name: string): readonly string[] => {
    try {
      const all: string = cookie.get?.call(document)
      const cookies = all.split('; ').filter((each) => each.startsWith(`${name}=`))
      return cookies.map((each) => each.slice(name.length + 1))
    } catch {
      return [] // A sandboxed frame throws.
    }
  }

  return {
    values,
    write(name, text, { secure, days = LIFETIME_DAYS }) {
      const done = (): boolean => values(name).includes(text) === days > 0
      try {
        Cookies.set(name, text, attributes({ path: '/', sameSite: 'Lax', secure, expires: days }))
      } catch {
        // What the page did to js-cookie's world isn't ours to mend: the accessor is tried next.
      }
      if (done()) return true
      const flags = `Path=/; SameSite=Lax; Max-Age=${days * 86400}${secure ? '; Secure' : ''}`
      try {
        cookie.set?.call(document, `${name}=${text}; ${flags}`)
      } catch {
        // Nothing was done, as the caller is told.
      }
      return done()
    },
  }
}

/** js-cookie writes inherited members as attributes: each one is shadowed by an empty value. */
function attributes(own: Cookies.CookieAttributes): Cookies.CookieAttributes {
  const shadows: Record<string, string> = {}
  for (const inherited in shadows) shadows[inherited] = ''
  return { ...shadows, ...own }
}

/** On http the prefix works for localhost, in some browsers: only a try tells. */
function acceptsPrefix(jar: Jar): boolean {
  const probe = `${PREFIX}metalive_probe`
  const accepted = jar.write(probe, '1', { secure: true })
  jar.write(probe, '1', { secure: true, days: -1 })
  return accepted
}
