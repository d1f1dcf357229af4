import type { Service } from '@metalive/consent'
import { segment as preset } from '@metalive/consent/services'

/** Segment, whose real code comes from, and reports to, the demo's own third party. */
export const segment: Service<'segment', 'analytics'> = {
  ...preset,
  hosts: ['segment.tracker.localhost'],
  unverifiedHosts: [],
  scripts: [],
}
