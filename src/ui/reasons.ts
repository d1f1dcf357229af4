import type { ConsentState, Service } from '../core/types.ts'
import { type Honoring, refusedByGpc, titlesOf } from './gpc.ts'
import { fill, type ReasonTexts } from './text.ts'

/** As much of the config as this takes. */
export interface ReasonsConfig {
  /** The day of the list's last change, in words. */
  readonly updated: string
  readonly purposes: readonly Honoring[]
  readonly services: readonly ReasonsService[]
  readonly maxAgeDays?: { readonly granted: number }
  readonly texts: { readonly reasons: ReasonTexts }
}

interface ReasonsService extends Pick<Service, 'id'> {
  readonly recipient: Pick<Service['recipient'], 'name'>
}

/** Why someone is asked again, or less than others, in sentences. */
export function reasonsFor(
  state: ConsentState,
  { purposes, services, maxAgeDays = { granted: 180 }, updated, texts }: ReasonsConfig,
): string[] {
  const { asks, reasons } = state
  const refused = refusedByGpc(state, purposes)
  const why = refused.length > 0 ? (['gpc', ...reasons] as const) : reasons
  const added = services.filter(({ id }) => asks.includes(id))
  const n = new Set(added.map(({ recipient }) => recipient.name)).size
  const values = { n, date: updated, days: maxAgeDays.granted, purposes: titlesOf(refused) }
  return why.map((reason) => fill(texts.reasons[reason], values))
}
