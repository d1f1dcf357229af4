import type { Config } from '../src/core/types.ts'
import { hotjar } from '../src/services.ts'
import type { ConfigName } from './qa-conditions.ts'

/** What the operator has stopped in the config for that: something that counts, and something to see. */
const STOPPED = ['mixpanel', 'partner-video']

/** The config that a page carries in its head, as text; `undefined` where it is the built one. */
export function configText(config: Config, name: ConfigName): string | undefined {
  if (name === 'built') return undefined
  if (name === 'broken') return '{'
  return JSON.stringify(changed(config, name)).replaceAll('<', '\\u003c')
}

function changed(config: Config, name: Exclude<ConfigName, 'built' | 'broken'>): Config {
  const { purposes, services } = config
  const later = { ...config, revision: config.revision + 1 }
  const since = later.revision
  switch (name) {
    case 'purpose':
      return {
        ...later,
        purposes: purposes.map((each) => (each.id === 'analytics' ? { ...each, since } : each)),
      }
    case 'service':
      return { ...later, services: [...services, { ...hotjar, since }] }
    case 'wording':
      return { ...config, wording: (config.wording ?? 1) + 1 }
    case 'age-first':
      return { ...config, age: { line: 16, ...config.age, ask: 'first' } }
    case 'stopped':
      return {
        ...config,
        services: services.map((each) =>
          STOPPED.includes(each.id) ? { ...each, off: true } : each,
        ),
      }
    case 'bar':
      return { ...config, layout: 'bar' }
    case 'no-banner':
      return { ...config, assets: '/without/consent-banner/' }
    case 'no-preferences':
      return { ...config, assets: '/without/consent-ui/' }
  }
}
