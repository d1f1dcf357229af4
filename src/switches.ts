/** Asks the site which services are switched off: fetched where the config says whom to ask. */
import type { OpenConsent } from './core/consent.ts'
import type { ConsentRecord, CoreConfig, CoreService } from './core/types.ts'
import { OFF } from './switch-memory.ts'

/** As much of the config as this file takes. */
export interface SwitchesConfig extends Pick<CoreConfig, 'switches'> {
  readonly services: readonly Pick<CoreService, 'id' | 'purpose' | 'basis'>[]
}

export interface SwitchesOptions {
  readonly window: Window
  readonly consent: Pick<OpenConsent<string>, 'record' | 'refresh' | 'subscribe'>
  readonly off: Set<string>
}

/**
 * Asks as often as the answer's own headers allow. What is off is held at once, and from the start of
 * the next page on; nothing goes on again on the page that it was off on.
 *
 * @throws when the address is none of this site, or the answer isn't as it should be: nothing changes
 */
export async function obeySwitches(
  { switches, services }: SwitchesConfig,
  { window, consent, off }: SwitchesOptions,
): Promise<void> {
  const { document, location } = window
  // What the last page learned, until the site answers: who refuses keeps nothing even if it fails.
  let known = services.filter(({ id }) => off.has(id))
  const remember = (): void => keep(window, idsToKeep(known, consent.record))
  consent.subscribe(remember)
  const url = new URL(switches?.url ?? '', document.baseURI)
  if (url.origin !== location.origin) throw new Error(`switches.url is of another site: ${url}`)
  const answer = await window.fetch(url, { redirect: 'error' })
  if (!answer.ok) throw new Error(`switches.url answered ${answer.status}`)
  const said = offIn(await answer.json())
  known = services.filter(({ id }) => said.includes(id))
  for (const { id } of known) off.add(id)
  consent.refresh()
  remember()
}

function offIn(answer: unknown): readonly unknown[] {
  const { off } = (answer ?? {}) as { readonly off?: unknown }
  if (!Array.isArray(off))
    throw new Error('switches.url answered something else than { "off": [] }')
  return off
}

/**
 * What could run on the next page if it weren't off, lapsed or not: by what is granted, in a record
 * with an id or in a frame without one, or unasked. Who has refused all keeps nothing of the rest.
 */
function idsToKeep(
  services: SwitchesConfig['services'],
  record: ConsentRecord | null,
): readonly string[] {
  const couldRun = ({
    id,
    purpose,
    basis = 'consent',
  }: SwitchesConfig['services'][number]): boolean => {
    const { choice } = record?.marks[id] ?? record?.marks[purpose] ?? {}
    if (basis === 'exempt' || choice === 'granted') return true
    return basis !== 'consent' && choice !== 'denied'
  }
  return services.filter(couldRun).map(({ id }) => id)
}

/** A browser that keeps nothing asks again on the next page. */
function keep(window: Window, ids: readonly string[]): void {
  try {
    if (ids.length > 0) window.localStorage.setItem(OFF, ids.join())
    else window.localStorage.removeItem(OFF)
  } catch {}
}
