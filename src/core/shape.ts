import { includes, map, some } from '../plain.ts'
import type { CoreConfig } from './types.ts'

/** The page may replace it. */
const { isArray } = Array

/** What a page gets whose config can't be used: nothing is granted, nothing is asked. */
export const NOTHING: CoreConfig<never, never> = {
  revision: 0,
  purposes: [],
  services: [],
  settingsButton: false,
}

/** Whether `config` can be used in a page. `parseConfig` says what is wrong with one that can't. */
export function hasShape(config: unknown): boolean {
  try {
    const { revision, purposes, services } = config as CoreConfig
    if (!Number.isInteger(revision) || !isArray(purposes) || !isArray(services)) return false
    const ids = map(purposes, ({ id }) => id)
    return !some(services, ({ purpose }) => !includes(ids, purpose))
  } catch {
    return false
  }
}
