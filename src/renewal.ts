/** Has the server set the record's cookie again: fetched where the config asks for it. */
import type { OpenConsent } from './core/consent.ts'
import type { Config, StoredRecord } from './core/types.ts'
import type { RecordStore } from './core/world.ts'

export interface RenewalOptions {
  readonly window: Window
  readonly consent: Pick<OpenConsent<string>, 'refresh'>
  readonly store: RecordStore
  follow(listener: () => void): void
}

/** Says that the server was asked, and ends by itself: no clock of ours, nothing that tells visitors apart. */
const ASKED = 'metalive_renewed=1; Path=/; SameSite=Lax; Max-Age=86400'

/** How long a browser may take to do what an answer said that nobody waits for any more. */
const LATE_MS = 1000

/**
 * Asks the server once, if it wasn't asked for a day. An answer or withdrawal in the meantime, here or
 * in another tab, ends that; what the server sets all the same is undone.
 *
 * @throws when the address is none of this site, or the server doesn't answer as it should
 */
export async function renewRecord(
  { window, consent, store, follow }: RenewalOptions,
  renewal: Config['renewal'],
): Promise<void> {
  const { document, location } = window
  const url = new URL(renewal?.url ?? '', document.baseURI)
  if (url.origin !== location.origin) throw new Error(`renewal.url is of another site: ${url}`)
  const sent = store.stamp()
  if (!sent || document.cookie.includes(ASKED.slice(0, ASKED.indexOf(';')))) return
  document.cookie = ASKED

  const asked = new AbortController()
  let newest: { readonly text: string; readonly record: StoredRecord } | undefined
  const end = (): void => asked.abort()
  /** What the server was sent is older than what the visitor answered meanwhile. */
  const settle = (): void => {
    const text = store.stamp()
    if (text !== sent) {
      newest = { text, record: store.read() }
      end()
    } else if (newest?.record && newest.record !== 'newer') {
      store.write(newest.text, newest.record)
      consent.refresh()
    }
  }

  follow(settle)
  window.addEventListener('pagehide', end)
  try {
    const { signal } = asked
    const answer = await window.fetch(url, {
      method: 'POST',
      cache: 'no-store',
      redirect: 'error',
      signal,
    })
    if (!answer.ok) throw new Error(`renewal.url answered ${answer.status}`)
  } catch (error) {
    if (!asked.signal.aborted) throw error
  } finally {
    settle()
    await new Promise((done) => setTimeout(done, LATE_MS))
    settle()
    follow(() => {})
    window.removeEventListener('pagehide', end)
  }
}
