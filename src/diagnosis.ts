/**
 * Looks at a page for what is set up wrongly: fetched when `diagnose()` is called. Its findings are for
 * developers, like all errors of this package, hence in English.
 */
import type { Finding } from './core/types.ts'
import { copyFindings } from './diagnosis/copies.ts'
import { markedFindings, unmarkedFindings, waits } from './diagnosis/elements.ts'
import { googleFindings } from './diagnosis/google.ts'
import { hostFindings } from './diagnosis/hosts.ts'
import {
  type DiagnosisConfig,
  type DiagnosisOptions,
  type Page,
  rootsOf,
} from './diagnosis/page.ts'

export type { DiagnosisConfig, DiagnosisOptions }

/** How long the page may take to settle, and what is granted to have its turn, in milliseconds. */
const [SETTLE_MS, LATE_MS] = [300, 3000] as const

export async function diagnosePage(
  config: DiagnosisConfig,
  options: DiagnosisOptions,
): Promise<readonly Finding[]> {
  const look = (): Page => ({ config, ...options, roots: rootsOf(options.window.document) })
  await loaded(options.window)
  for (let ms = 0; ms < LATE_MS; ms += SETTLE_MS) {
    await new Promise((done) => setTimeout(done, SETTLE_MS))
    if (!waits(look())) break
  }
  const page = look()
  return [
    ...googleFindings(page),
    ...unmarkedFindings(page),
    ...markedFindings(page),
    ...copyFindings(page),
    ...hostFindings(page),
  ]
}

async function loaded(window: Window): Promise<void> {
  if (window.document.readyState === 'complete') return
  await new Promise((done) => window.addEventListener('load', done, { once: true }))
}
