import type {
  Basis,
  Config,
  Cookie,
  InformationItem,
  Platform,
  Recipient,
  Service,
} from '../core/types.ts'
import { type DisclosureTexts, fill } from '../ui/text.ts'

/** One transmission as a visitor reads it (電気通信事業法 第27条の12), and as programs compare it. */
export interface DisclosureRow {
  readonly id: string
  /** The revision at which the service appeared or changed what it does. */
  readonly since: number
  readonly service: string
  readonly kind: Service['kind']
  readonly platforms: readonly Platform[]
  readonly purpose: { readonly id: string; readonly title: string }
  readonly recipient: Recipient & {
    /** In the language of the list. */
    readonly countryName: string
    readonly foreign: boolean
  }
  readonly role: Service['role']
  readonly sends: readonly InformationItem[]
  /** {@link sends}, in words. */
  readonly items: readonly string[]
  readonly ourPurpose: string
  readonly theirPurpose: string
  readonly basis: Basis
  /** What the basis means here: the ground of an exemption, what stopping does and costs. */
  readonly terms: readonly string[]
  readonly joinsPerson: boolean
  /** On the device, and at the recipient's. */
  readonly retention: readonly string[]
  /** The recipient's own page for refusing. */
  readonly optOut?: string
  /** Stopped by the operator, for everyone. */
  readonly off?: true
  readonly hosts: readonly string[]
  readonly cookies: readonly Pick<Cookie, 'name' | 'party' | 'lifetimeDays' | 'purpose'>[]
  /** The day on which the site confirmed the row with the recipient, `null` if it never did. */
  readonly confirmed: string | null
}

/** One row for each service, in the config's order. */
export function rows(config: Config): readonly DisclosureRow[] {
  const countries = new Intl.DisplayNames([config.texts.lang], { type: 'region' })
  return config.services.map((service) => {
    const { recipient, basis = 'consent', platforms = ['web'], optOut } = service
    const purpose = config.purposes.find(({ id }) => id === service.purpose)
    return {
      id: service.id,
      since: service.since ?? 1,
      service: service.name,
      kind: service.kind,
      platforms,
      purpose: { id: service.purpose, title: purpose?.title ?? service.purpose },
      recipient: {
        ...recipient,
        countryName: countries.of(recipient.country) ?? recipient.country,
        foreign: recipient.country !== 'JP',
      },
      role: service.role,
      sends: service.sends,
      items: service.sends.map((item) => config.texts.items[item]),
      ourPurpose: service.ourPurpose,
      theirPurpose: service.theirPurpose,
      basis,
      terms: termsOf(service, config),
      joinsPerson: service.joinsPerson ?? false,
      retention: retentionOf(service, config),
      ...(optOut && { optOut }),
      ...(service.off && { off: true as const }),
      hosts: service.hosts,
      cookies: service.cookies.map(({ name, party, lifetimeDays, purpose: use }) => {
        return { name, party, lifetimeDays, purpose: use }
      }),
      confirmed: service.confirmed ?? null,
    }
  })
}

/** How a row's transmission is stopped, as a sentence. */
export function stopText(
  { basis, platforms, off }: DisclosureRow,
  { stopHere, stopInApp, stopNot, stopped }: DisclosureTexts,
): string {
  if (off) return stopped
  if (basis === 'exempt') return stopNot
  return platforms.includes('web') ? stopHere : stopInApp
}

/** The services that pages have; those of apps alone are listed, and nowhere else. */
export function onWeb<S extends Pick<Service, 'platforms'>>(services: readonly S[]): readonly S[] {
  return services.filter(({ platforms = ['web'] }) => platforms.includes('web'))
}

/** How many companies receive something: one may be behind several services. */
export function countRecipients(services: readonly Pick<Service, 'recipient'>[]): number {
  return new Set(services.map(({ recipient }) => recipient.name)).size
}

/** For `exempt` the ground and reason (規則 第22条の2の30), for `optout` what the law wants said of it. */
function termsOf({ exemption, optOutEffect }: Service, { texts }: Config): readonly string[] {
  const { grounds, optOut } = texts.disclosure
  if (exemption) return [grounds[exemption.ground], exemption.reason]
  if (!optOutEffect) return []
  return [optOut[optOutEffect.stops], fill(optOut.lost, { lost: optOutEffect.lost })]
}

function retentionOf(
  { cookies, storage, retention }: Service,
  { texts }: Config,
): readonly string[] {
  const { device, theirs } = texts.disclosure.retention
  const days = cookies.map(({ lifetimeDays }) => lifetimeDays)
  const longest = Math.ceil(Math.max(0, ...days.map(Number)))
  const onDevice = (): string => {
    if (storage.length > 0) return device.storage
    if (cookies.length === 0) return device.nothing
    if (days.includes(null)) return device.unknown
    return longest > 0 ? fill(device.cookies, { days: longest }) : device.session
  }
  return [onDevice(), retention ?? theirs]
}
