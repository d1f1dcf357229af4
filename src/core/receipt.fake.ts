/** Receipts for tests, complete and dull. */
import type { Receipt } from './receipt.ts'

export function receipt(change: Partial<Receipt> = {}): Receipt {
  return {
    schema: 1,
    id: 'r4c91pt0',
    record: 'k3v9x2ab',
    previous: null,
    time: '2026-11-25T08:54:41.226Z',
    source: 'banner',
    shown: { layer: 'banner', button: 'acceptAll', lang: 'ja', hash: 'ab'.repeat(32) },
    marks: { analytics: { choice: 'granted', day: 20780, revision: 1, source: 'banner' } },
    revision: 1,
    wording: 1,
    age: 'unknown',
    gpc: false,
    controller: 'PRIME HOLDINGS 株式会社',
    policy: { href: '/privacy.html', revised: '2023-08-08' },
    joins: [{ service: 'line-tag', recipient: 'LINEヤフー株式会社', items: ['cookieId', 'url'] }],
    sdk: '0.1.0',
    ...change,
  }
}
