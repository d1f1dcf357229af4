import type { Choices, ConsentState, Purpose, Service } from '../core/types.ts'
import { refusedByGpc } from './gpc.ts'

/** What the switches of the second layer show, by id of purpose or service: true is on. */
export type Draft = Readonly<Record<string, boolean>>

/** As much of the config as switching takes. */
export interface DraftConfig {
  readonly purposes: readonly Pick<Purpose, 'id' | 'required' | 'honorsGpc'>[]
  readonly services: readonly Pick<Service, 'id' | 'purpose' | 'basis' | 'honorsGpc'>[]
}

/**
 * Only what is granted is on: nothing is ticked for the visitor. What the operator has switched off
 * has no switch, so that saving neither grants nor refuses it.
 */
export function draftOf(
  { purposes, services }: DraftConfig,
  { choices, off }: Pick<ConsentState, 'choices' | 'off'>,
): Draft {
  const all = [...purposes, ...services].filter(({ id }) => !off.includes(id))
  return Object.fromEntries(all.map(({ id }) => [id, choices[id] === 'granted']))
}

/** A purpose takes its services along; a service goes alone. */
export function switched(
  { services }: DraftConfig,
  draft: Draft,
  { id, on }: { readonly id: string; readonly on: boolean },
): Draft {
  const along = services
    .filter((service) => service.purpose === id && service.id in draft)
    .map((service) => service.id)
  return { ...draft, ...Object.fromEntries([id, ...along].map((each) => [each, on])) }
}

/** All of them, but for what GPC refuses: only its own switch turns that on. */
export function allSwitched(
  config: DraftConfig,
  draft: Draft,
  { state, on }: { readonly state: ConsentState; readonly on: boolean },
): Draft {
  const left = on ? refusedIds(state, config) : []
  return Object.fromEntries(
    Object.entries(draft).map(([id, was]) => [id, left.includes(id) ? was : on]),
  )
}

function refusedIds(state: ConsentState, { purposes, services }: DraftConfig): readonly string[] {
  const refused = refusedByGpc(state, purposes).map(({ id }) => id)
  const under = services.filter(({ purpose }) => refused.includes(purpose))
  const own = refusedByGpc(state, services)
  return [...refused, ...[...under, ...own].map(({ id }) => id)]
}

/** A choice for every purpose, and for each service with a switch that differs from its purpose. */
export function choicesOf({ purposes, services }: DraftConfig, draft: Draft): Choices {
  const open = purposes.filter(({ required }) => !required).map(({ id }) => id)
  const differing = services.filter(
    ({ id, purpose, basis }) =>
      open.includes(purpose) && basis !== 'exempt' && id in draft && draft[id] !== draft[purpose],
  )
  const decided = [...open, ...differing.map(({ id }) => id)]
  return Object.fromEntries(decided.map((id) => [id, draft[id] ? 'granted' : 'denied']))
}
