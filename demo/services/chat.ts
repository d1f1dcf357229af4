import type { Service } from '@metalive/consent'
import { zendesk } from '@metalive/consent/services'

/** The chat, whose window comes from the demo's own third party: the vendor's can't be had without the network. */
export const chat: Service<'zendesk', 'functional'> = {
  ...zendesk,
  hosts: ['zendesk.tracker.localhost'],
  unverifiedHosts: [],
  scripts: [],
}
