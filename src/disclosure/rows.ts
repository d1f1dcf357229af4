import type { Config, Service } from '../core/types.ts'

/** One transmission as a visitor reads it: 電気通信事業法 第27条の12. */
export interface DisclosureRow {
  readonly id: string
  readonly service: string
  readonly recipient: string
  /** The country's name in the language of the config's texts. */
  readonly country: string
  readonly items: readonly string[]
  readonly ourPurpose: string
  readonly theirPurpose: string
  readonly optOut?: string
  readonly privacyPolicy: string
  /** The title of the purpose under which it is asked about. */
  readonly purpose: string
  readonly role: '委託先' | '提供先'
}

/** One row for each service, in the config's order. */
export function rows(config: Config): readonly DisclosureRow[] {
  const countries = new Intl.DisplayNames([config.texts.lang], { type: 'region' })
  return config.services.map((service) => ({
    id: service.id,
    service: service.name,
    recipient: service.recipient.name,
    country: countries.of(service.recipient.country) ?? service.recipient.country,
    items: service.sends.map((item) => config.texts.items[item]),
    ourPurpose: service.ourPurpose,
    theirPurpose: service.theirPurpose,
    ...(service.optOut && { optOut: service.optOut }),
    privacyPolicy: service.recipient.privacyPolicy,
    purpose: config.purposes.find(({ id }) => id === service.purpose)?.title ?? service.purpose,
    role: service.role === 'processor' ? '委託先' : '提供先',
  }))
}

/** How many companies receive something: one may be behind several services. */
export function countRecipients(services: readonly Pick<Service, 'recipient'>[]): number {
  return new Set(services.map(({ recipient }) => recipient.name)).size
}
