import { MAX_AGE_SECONDS, NAME, PREFIX, valuesOf } from '../core/cookie-text.ts'
import { decodeRecord } from '../core/record.ts'

export interface RenewOptions {
  /**
   * Whether visitors come over https, where the cookie has the name that no other host can plant.
   * Default true.
   */
  readonly secure?: boolean
  /** The config's `cookie.domain`. */
  readonly domain?: string
}

/**
 * Sends the record back as it came, for another 400 days: Safari forgets what scripts write after
 * seven, and keeps what a server sets. Changes no mark, keeps nothing, and never throws.
 *
 * @returns 204, with `Set-Cookie` if the request has one record that can be read
 */
export function renew(request: Request, { secure = true, domain }: RenewOptions = {}): Response {
  const headers = new Headers({ 'Cache-Control': 'no-store' })
  if (request.method !== 'POST') {
    headers.set('Allow', 'POST')
    return new Response(null, { status: 405, headers })
  }
  const name = secure && !domain ? PREFIX + NAME : NAME
  // Of several no server knows which is whose: that is the page's to settle.
  const [text, ...twins] = valuesOf(request.headers.get('Cookie') ?? '', name)
  if (text && twins.length === 0 && decodeRecord(text) !== null) {
    const flags = `Path=/; SameSite=Lax; Max-Age=${MAX_AGE_SECONDS}${secure ? '; Secure' : ''}`
    headers.set('Set-Cookie', `${name}=${text}; ${flags}${domain ? `; Domain=${domain}` : ''}`)
  }
  return new Response(null, { status: 204, headers })
}
