import type { Config, Service } from '../core/types.ts'
import { fill } from '../ui/text.ts'
import { countRecipients, onWeb } from './rows.ts'

/** What the first layer says of the registry without listing it. */
export interface Summary {
  /** How many companies receive something. */
  readonly recipients: number
  /** What is sent when, to whom that knows a person, and what is true whatever one chooses. */
  readonly sentences: readonly string[]
}

export function summaryOf({ operator, purposes, services, texts }: Config): Summary {
  const { held, afterwards, required } = texts.banner
  const here = onWeb(services)
  const optional = here.filter(({ basis }) => basis !== 'exempt')
  const byConsent = optional.filter(({ basis = 'consent' }) => basis === 'consent')
  const some = byConsent.length > 0 ? held.some : held.none
  const joins = optional.filter(({ joinsPerson, off }) => joinsPerson && !off)
  const always = optional.length < here.length || purposes.some((each) => each.required)
  return {
    recipients: countRecipients(services),
    sentences: [
      byConsent.length === optional.length ? held.all : some,
      ...joins.map((service) => joinSentence(service, texts)),
      fill(afterwards, { service: operator.service }),
      ...(always ? [required] : []),
    ],
  }
}

function joinSentence({ recipient, sends }: Service, texts: Config['texts']): string {
  const items = sends.map((item) => texts.items[item]).join(texts.listSeparator)
  return fill(texts.banner.joins, { recipient: recipient.name, items })
}
