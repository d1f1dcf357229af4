import type { Config, Service } from '../core/types.ts'
import { fill } from '../ui/text.ts'
import { dayText } from './day.ts'
import { countRecipients } from './rows.ts'

/** What the first layer says of the registry without listing it. */
export interface Summary {
  /** How many companies receive something. */
  readonly recipients: number
  /** How many of the services that can be refused are held until they are granted. */
  readonly held: 'all' | 'some' | 'none'
  /** Whether something runs that can't be refused. */
  readonly always: boolean
  /** A sentence for each service whose recipient joins what it gets with a person: 個人情報保護法 第31条. */
  readonly joins: readonly string[]
  /** The day of the list's last change, in words. */
  readonly updated: string
  /** Whole days after which a grant lapses. */
  readonly days: number
}

export function summaryOf({ purposes, services, disclosure, texts, maxAgeDays }: Config): Summary {
  const optional = services.filter(({ basis }) => basis !== 'exempt')
  const held = optional.filter(({ basis = 'consent' }) => basis === 'consent')
  const some = held.length > 0 ? 'some' : 'none'
  const joins = optional.filter(({ joinsPerson }) => joinsPerson)
  return {
    recipients: countRecipients(services),
    held: held.length === optional.length ? 'all' : some,
    always: optional.length < services.length || purposes.some(({ required }) => required),
    joins: joins.map((service) => joinSentence(service, texts)),
    updated: dayText(disclosure.updated, texts.lang),
    days: maxAgeDays?.granted ?? 180,
  }
}

function joinSentence({ recipient, sends }: Service, texts: Config['texts']): string {
  const items = sends.map((item) => texts.items[item]).join(texts.listSeparator)
  return fill(texts.banner.joins, { recipient: recipient.name, items })
}
