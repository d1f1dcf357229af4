/** The record's cookie, as browsers and servers know it. */

import { filter, map } from '../plain.ts'

export const NAME = 'metalive_consent'

/** Browsers accept this prefix only from the host itself, for `/`, over https: nobody else can plant it. */
export const PREFIX = '__Host-'

/** The longest life browsers allow, 400 days. A mark's age is counted from its own day, not from this. */
export const MAX_AGE_SECONDS = 34_560_000

/** All values of one name in `document.cookie`, or in a request's `Cookie`: there may be several. */
export function valuesOf(cookies: string, name: string): string[] {
  const start = `${name}=`
  const found = filter(cookies.split('; '), (each) => each.startsWith(start))
  return map(found, (each) => each.slice(start.length))
}
