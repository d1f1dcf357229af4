/** `consent-disclosure.js`: the list of all transmissions, where a page has a place for it. */
import type { Config } from '../core/types.ts'
import {
  type DisclosureViewConfig,
  type DisclosureViewOptions,
  discloseLive,
  openDisclosureView as open,
} from '../disclosure-view.tsx'

export function openDisclosureView(
  options: DisclosureViewOptions,
  config: Config | undefined,
): () => void {
  if (config) return discloseLive(config, options)
  return open(__CONSENT_CONFIG__ as DisclosureViewConfig, options)
}
