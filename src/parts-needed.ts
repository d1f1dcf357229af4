import type { SharedPlace } from './cookie.ts'
import type { CoreConfig } from './core/types.ts'
import type { TellFrames } from './frames.ts'
import type { OpenHost } from './host.ts'
import type { OpenLanguages } from './languages.ts'
import { entries, filter, map, some } from './plain.ts'
import type { openNotes } from './receipt-notes.ts'
import type { OpenSignals } from './signals/engine.ts'
import type { RecallSwitches } from './switch-memory.ts'

/** What only some sites need. A build puts it into `consent.js` for a config that asks for it. */
export interface Parts {
  /** For {@link CoreConfig.cookie}. */
  readonly sharedCookie?: SharedPlace
  /** For {@link CoreConfig.receipt}. */
  readonly receipts?: typeof openNotes
  /** For services with a `signal`. */
  readonly signals?: OpenSignals
  /** For services with `google`. */
  readonly google?: OpenSignals
  /** For {@link CoreConfig.languages} beside the config's own. */
  readonly languages?: OpenLanguages
  /** For {@link CoreConfig.host}. */
  readonly host?: OpenHost
  /** For {@link CoreConfig.frames}. */
  readonly frames?: TellFrames
  /** For {@link CoreConfig.switches}. */
  readonly switches?: RecallSwitches
}

/** Of what the config asks for, what wasn't passed. */
export function missingParts({ services, ...config }: CoreConfig, parts: Parts): string[] {
  const needs: Readonly<Record<keyof Parts, unknown>> = {
    sharedCookie: config.cookie,
    receipts: config.receipt,
    signals: some(services, ({ signal }) => signal),
    google: some(services, ({ google }) => google),
    languages: (config.languages?.length ?? 1) > 1,
    host: config.host,
    frames: config.frames,
    switches: config.switches,
  }
  return map(
    filter(entries(needs), ([name, needed]) => needed && !parts[name as keyof Parts]),
    ([name]) => name,
  )
}
