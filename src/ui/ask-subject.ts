/** What a question at the point of need is about. */
import type { Config, InformationItem, Purpose, Recipient, Service } from '../core/types.ts'
import { filter, find, includes } from '../plain.ts'
import type { AskTexts } from './text.ts'

/** As much of the config as this takes. */
export interface AskConfig {
  readonly disclosure: Pick<Config['disclosure'], 'href'>
  /** How many companies receive something. */
  readonly recipients: number
  readonly purposes: readonly AskPurpose[]
  readonly services: readonly AskService[]
  readonly texts: {
    readonly lang: string
    readonly listSeparator: string
    readonly ask: AskTexts
    /** Name the list, and those who join what they get with a person. */
    readonly banner: { readonly recipients: string; readonly joins: string }
    readonly items: Readonly<Partial<Record<InformationItem, string>>>
  }
}

type AskPurpose = Pick<Purpose, 'id' | 'title' | 'description' | 'lost' | 'honorsGpc'>

export interface AskService
  extends Pick<Service, 'id' | 'purpose' | 'basis' | 'honorsGpc' | 'joinsPerson' | 'optOutEffect'>,
    Pick<Service, 'name' | 'sends' | 'ourPurpose'> {
  readonly recipient: Pick<Recipient, 'name'>
}

/** What is asked about, and who would receive something. */
export interface Subject {
  readonly id: string
  readonly name: string
  /** What it is used for. */
  readonly use: string
  readonly lost: readonly [name: string, text: string] | undefined
  readonly service: AskService | undefined
  readonly services: readonly AskService[]
}

export function subjectOf(
  id: string,
  { purposes, services }: AskConfig,
  off: readonly string[],
): Subject | undefined {
  const service = find(services, (each) => each.id === id)
  const purpose = find(purposes, (each) => each.id === (service?.purpose ?? id))
  if (!purpose) return undefined
  const { title, lost } = purpose
  const ofPurpose = lost ? ([title, lost] as const) : undefined
  if (!service) {
    const under = filter(services, (each) => each.purpose === id && !includes(off, each.id))
    return {
      id,
      name: title,
      use: purpose.description,
      lost: ofPurpose,
      service,
      services: filter(under, ({ basis }) => basis !== 'exempt'),
    }
  }
  const { name, ourPurpose, optOutEffect } = service
  const own = optOutEffect && ([name, optOutEffect.lost] as const)
  return { id, name, use: ourPurpose, lost: own ?? ofPurpose, service, services: [service] }
}
