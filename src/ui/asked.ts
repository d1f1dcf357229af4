import type { Choice, Choices, ConsentState, Purpose, Service } from '../core/types.ts'
import { bare, filter, includes, map } from '../plain.ts'
import { refusedByGpc } from './gpc.ts'

/** As much of the config as asking takes. */
export interface AskedConfig<P extends AskedPurpose = AskedPurpose> {
  readonly purposes: readonly P[]
  readonly services: readonly Pick<Service, 'id' | 'purpose'>[]
}

type AskedPurpose = Pick<Purpose, 'id' | 'title' | 'required' | 'honorsGpc'>

/** What is open; a visitor who has decided and opens the banner again decides about all. */
export function askedOf({ asks }: ConsentState, { purposes }: AskedConfig): readonly string[] {
  if (asks.length > 0) return asks
  const optional = filter(purposes, ({ required }) => !required)
  return map(optional, ({ id }) => id)
}

/** The same for all that is asked, but for grants that GPC refuses. */
export function sameForAll(state: ConsentState, config: AskedConfig, choice: Choice): Choices {
  const choices = bare<Choice>()
  for (const id of askedOf(state, config)) choices[id] = choice
  const left = choice === 'granted' ? refusedByGpc(state, config.purposes) : []
  for (const { id } of left) delete choices[id]
  return choices
}

/** The purposes that are asked about: themselves, or one of their services. */
export function purposesAsked<P extends AskedPurpose>(
  state: ConsentState,
  config: AskedConfig<P>,
): readonly P[] {
  const asked = new Set(askedOf(state, config))
  for (const { id, purpose } of config.services) {
    if (asked.has(id)) asked.add(purpose)
  }
  return filter(config.purposes, ({ id }) => asked.has(id))
}

/** Purposes and services as visitors know them. */
export function titlesIn(
  ids: readonly string[],
  {
    purposes,
    services,
  }: {
    readonly purposes: readonly Pick<Purpose, 'id' | 'title'>[]
    readonly services: readonly Pick<Service, 'id' | 'name'>[]
  },
): readonly string[] {
  const isNamed = ({ id }: { readonly id: string }): boolean => includes(ids, id)
  return [
    ...map(filter(purposes, isNamed), ({ title }) => title),
    ...map(filter(services, isNamed), ({ name }) => name),
  ]
}
