import type { CoreConfig } from './types.ts'

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
