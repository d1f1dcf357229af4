import type { SharedPlace } from './cookie.ts'
import { MAX_AGE_SECONDS, NAME, PREFIX } from './core/cookie-text.ts'

/**
 * A cookie for all hosts of a domain. Any of them can plant one, so of several each refusal counts;
 * this host's own, from before the domain was shared, counts as well, until the next answer.
 */
export const sharedCookie: SharedPlace = (jar, { hostname }, domain) => {
  const isWithin = hostname === domain || hostname.endsWith(`.${domain}`)
  if (!isWithin) return undefined
  const clear = (): void => {
    jar.write(PREFIX + NAME, '', -1)
    for (const each of ['', ...parents(hostname)]) jar.write(NAME, '', -1, each)
  }
  return {
    values: () => [...jar.values(PREFIX + NAME), ...jar.values(NAME)],
    write(text) {
      clear()
      // A domain that is everyone's, such as `co.jp`, is refused: then the answer is this host's.
      return (
        jar.write(NAME, text, MAX_AGE_SECONDS, domain) || jar.write(NAME, text, MAX_AGE_SECONDS)
      )
    },
    clear,
  }
}

/** `a.b.c` and `b.c`, of `a.b.c`. */
function parents(hostname: string): readonly string[] {
  const dot = hostname.indexOf('.')
  return dot < 0 ? [] : [hostname, ...parents(hostname.slice(dot + 1))]
}
