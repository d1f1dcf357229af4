/**
 * Looks at a page for what is set up wrongly: fetched when `diagnose()` is called. Its findings are for
 * developers, like all errors of this package, hence in English.
 */
import type { Finding } from './core/types.ts'
import { copyFindings } from './diagnosis/copies.ts'
import { markedFindings, unmarkedFindings } from './diagnosis/elements.ts'
import { googleFindings } from './diagnosis/google.ts'
import { hostFindings } from './diagnosis/hosts.ts'
import {
  type DiagnosisConfig,
  type DiagnosisOptions,
  type Page,
  rootsOf,
} from './diagnosis/page.ts'

export type { DiagnosisConfig, DiagnosisOptions }

/** How long what was just granted may take to come in, in milliseconds. */
const SETTLE_MS = 300

export async function diagnosePage(
  config: DiagnosisConfig,
  options: DiagnosisOptions,
): Promise<readonly Finding[]> {
  await settled(options.window)
  const page: Page = { config, ...options, roots: rootsOf(options.window.document) }
  return [
    ...googleFindings(page),
    ...unmarkedFindings(page),
    ...markedFindings(page),
    ...copyFindings(page),
    ...hostFindings(page),
  ]
}

async function settled(window: Window): Promise<void> {
  if (window.document.readyState !== 'complete') {
    await new Promise((done) => window.addEventListener('load', done, { once: true }))
  }
  await new Promise((done) => setTimeout(done, SETTLE_MS))
}
