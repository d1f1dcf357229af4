import type { CoreConfig } from './types.ts'

/** What a page gets whose config can't be used: nothing is granted, nothing is asked. */
export const NOTHING: CoreConfig<never, never> = { revision: 0, purposes: [], services: [] }

/** Whether `config` can be used in a page. `parseConfig` says what is wrong with one that can't. */
export function hasShape(config: unknown): boolean {
  try {
    const { revision, purposes, services } = config as CoreConfig
    const ids = purposes.map(({ id }) => id)
    return Number.isInteger(revision) && services.every(({ purpose }) => ids.includes(purpose))
  } catch {
    return false
  }
}
