import type { Config } from '../../src/core/types.ts'
import built from '../consent.config.ts'

/** The config that this page decides by: its own, where it carries one that can be read. */
export function pageConfig({ document }: Window): Config {
  const text = document.querySelector('#metalive-consent-config')?.textContent
  try {
    return text ? JSON.parse(text) : built
  } catch {
    return built
  }
}
