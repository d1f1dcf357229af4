import type { Service } from '@metalive/consent'
import { mixpanel as preset } from '@metalive/consent/services'

/** Mixpanel, whose real code comes from, and reports to, the demo's own third party. */
export const mixpanel: Service<'mixpanel', 'analytics'> = {
  ...preset,
  hosts: ['mixpanel.tracker.localhost'],
  unverifiedHosts: [],
  scripts: [],
}
