import { NAME, PREFIX, valuesOf } from '../core/cookie-text.ts'
import { decodeRecord, mergeRecords } from '../core/record.ts'
import { resolve } from '../core/resolve.ts'
import { hasShape, NOTHING } from '../core/shape.ts'
import type { Age, ConsentState, CoreConfig } from '../core/types.ts'

export interface ReadOptions {
  /**
   * Whether visitors come over https, where only the cookie is believed that no other host can plant.
   * Default true.
   */
  readonly secure?: boolean
  /** Whole days since 1970-01-01 UTC. Default: by the server's clock. */
  readonly today?: number
  /** Whether the request says `Sec-GPC: 1`. Default false. */
  readonly gpc?: boolean
  /** The host that was asked. With `cookie.domain`, one outside it has a record of its own. */
  readonly host?: string
  /** Where the site knows it better than the record: of the account, for instance. */
  readonly age?: Age
}

/**
 * What the visitor's browser would decide by the same record. Never throws: a cookie that is missing
 * or can't be read, and a config that is broken, grant nothing. A service that runs by notice isn't
 * granted here, since no server knows what was painted.
 *
 * @param cookies - The request's `Cookie` header
 */
export function readConsent<P extends string, S extends string>(
  cookies: string | null | undefined,
  config: CoreConfig<P, S>,
  { secure = true, today = Math.floor(Date.now() / 86_400_000), gpc, age, host }: ReadOptions = {},
): ConsentState<P | S> {
  const own = secure ? PREFIX + NAME : NAME
  // As in `shared-cookie.ts`.
  const isShared = config?.cookie && isWithin(host ?? config.cookie.domain, config.cookie.domain)
  const names = isShared ? [PREFIX + NAME, NAME] : [own]
  const records = names.flatMap((name) => valuesOf(cookies ?? '', name)).map(decodeRecord)
  return resolve(hasShape(config) ? config : NOTHING, mergeRecords(records), { today, gpc, age })
}

function isWithin(host: string, domain: string): boolean {
  const name = host.replace(/:\d+$/, '')
  return name === domain || name.endsWith(`.${domain}`)
}
