/** Whether this package is in the page more than once. */
import type { Finding } from '../core/types.ts'
import { addressOf, type Page } from './page.ts'

/** The name of the script-tag entry, and of its copy under a hash. */
const ENTRY = /^consent(?:-[0-9a-f]{8})?\.js$/

/** A second script tag does nothing but cost; a second `createConsent()` holds and releases the same tags. */
export function copyFindings({ window }: Page): readonly Finding[] {
  const started: unknown[] = []
  window.dispatchEvent(new CustomEvent('metalive-consent:copies', { detail: started }))
  const entries = [...window.document.scripts].filter(({ src }) => {
    return ENTRY.test(addressOf(src)?.pathname.split('/').at(-1) ?? '')
  })
  const copies = Math.max(started.length, entries.length)
  if (copies < 2) return []
  const message = `This package is in the page ${copies} times: take all out but one.`
  const [, second] = entries
  return [{ id: 'two-copies', severity: 'error', message, ...(second && { element: second }) }]
}
