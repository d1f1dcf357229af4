import { createConsent } from '@metalive/consent'
import { google, receipts, signals } from '@metalive/consent/parts'
import config from './consent.config.ts'

const root = document.querySelector('#consent')

/** All that visitors are asked on this page it draws itself, from what the package says there is to draw. */
const consent = createConsent({
  config,
  async ui() {
    if (!root) throw new Error('The page has no #consent.')
    const [{ headless }, { drawInto }] = await Promise.all([
      import('@metalive/consent/headless'),
      import('./headless/draw.tsx'),
    ])
    return headless(drawInto(root))
  },
  parts: { google, receipts, signals },
})
// For whoever opens the browser's console: `await consent.diagnose()`.
Reflect.set(window, 'consent', consent)
