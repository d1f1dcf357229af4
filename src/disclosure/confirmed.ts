import type { Config, Service, ServiceFact } from '../core/types.ts'
import type { Finding } from './changes.ts'

/**
 * The facts that nobody has read in the vendor's own words (evidence `V`), of services that the site
 * hasn't confirmed with their vendor: one finding a service.
 *
 * @param today - `YYYY-MM-DD`: nobody has confirmed anything on a day to come
 */
export function unconfirmed({ services }: Config, today: string): readonly Finding[] {
  return services.flatMap((service, index) => {
    if (service.confirmed && service.confirmed <= today) return []
    const facts = weakFacts(service)
    if (facts.length === 0) return []
    const message = `never confirmed with ${service.recipient.name}: ${facts.join(', ')}`
    return [{ path: `services[${index}] "${service.id}"`, message }]
  })
}

function weakFacts(service: Service): readonly string[] {
  const { evidence, optOut, unverifiedHosts = [], cookies, storage } = service
  const weak = (Object.keys(evidence) as ServiceFact[]).filter((fact) => {
    const isSaid = fact !== 'optOut' || optOut !== undefined
    return isSaid && evidence[fact] !== 'V'
  })
  const names = [
    ...unverifiedHosts,
    ...cookies.filter((each) => each.evidence !== 'V').map(({ name }) => name),
    ...storage.filter((each) => each.evidence !== 'V').map(({ key }) => key),
  ]
  return [...weak, ...names]
}
