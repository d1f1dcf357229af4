import type { Choices, Consent, Purpose, Service } from '../core/types.ts'

/** What the switches of the second layer show, by id of purpose or service: true is on. */
export type Draft = Readonly<Record<string, boolean>>

/** As much of the config as switching takes. */
export interface DraftConfig {
  readonly purposes: readonly Pick<Purpose, 'id' | 'required'>[]
  readonly services: readonly Pick<Service, 'id' | 'purpose' | 'basis'>[]
}

/** What the visitor has answered, and what came of it. */
type Answered = Pick<Consent, 'state' | 'record'>

/**
 * Only what is granted is on: nothing is ticked for the visitor. What the operator has switched off
 * stays as the visitor left it, so that saving is no refusal of it.
 */
export function draftOf({ purposes, services }: DraftConfig, { state, record }: Answered): Draft {
  const choiceOf = ({
    id,
    purpose,
  }: {
    readonly id: string
    readonly purpose?: string
  }): unknown =>
    purpose && state.off.includes(id)
      ? (record?.marks[id]?.choice ?? state.choices[purpose])
      : state.choices[id]
  const all = [...purposes, ...services]
  return Object.fromEntries(all.map((each) => [each.id, choiceOf(each) === 'granted']))
}

/** A purpose takes its services along; a service goes alone. */
export function switched(
  { services }: DraftConfig,
  draft: Draft,
  { id, on }: { readonly id: string; readonly on: boolean },
): Draft {
  const along = services.filter(({ purpose }) => purpose === id).map((service) => service.id)
  return { ...draft, ...Object.fromEntries([id, ...along].map((each) => [each, on])) }
}

/** A choice for every purpose, and for each service that differs from its purpose. */
export function choicesOf({ purposes, services }: DraftConfig, draft: Draft): Choices {
  const open = purposes.filter(({ required }) => !required).map(({ id }) => id)
  const differing = services.filter(
    ({ id, purpose, basis }) =>
      open.includes(purpose) && basis !== 'exempt' && draft[id] !== draft[purpose],
  )
  const decided = [...open, ...differing.map(({ id }) => id)]
  return Object.fromEntries(decided.map((id) => [id, draft[id] ? 'granted' : 'denied']))
}
