import type { Site } from '../demo/server.ts'
import { expect, test } from './fixtures.ts'
import { ALL_RAN, BANNER, FRAME, PREFERENCES, page, ran, sayAge, TAGS, tracked } from './pages.ts'
import type { Ui } from './ui.ts'

const NONCE = 'c29tZXRoaW5n'

/** @param types - the Trusted Types policies that the page allows */
const policy = (types: string): string =>
  [
    "default-src 'self'",
    `script-src 'nonce-${NONCE}' 'strict-dynamic'`,
    "style-src 'self'",
    'frame-src https:',
    "require-trusted-types-for 'script'",
    `trusted-types ${types}`,
  ].join('; ')

const withNonce = (html: string): string => html.replaceAll('<script', `<script nonce="${NONCE}"`)

/** Whatever violates the page's policy is noted in `window.violations`. */
const WATCH = `<script>
  window.violations = []
  addEventListener('securitypolicyviolation', (event) =>
    violations.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample))
</script>`

async function accepted(ui: Ui, site: Site, types: string): Promise<readonly string[]> {
  const script = `${WATCH}<script src="/metalive/consent.js"></script>`
  site.put('/', {
    body: withNonce(page({ script, head: TAGS, body: FRAME })),
    headers: { 'content-security-policy': policy(types) },
  })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await ui.click('button', '個別に選ぶ')
  await ui.within('dialog', PREFERENCES).click('button', 'すべて許可')
  await sayAge(ui)
  await expect.poll(() => ran(ui)).toEqual(ALL_RAN)
  await expect.poll(() => tracked(site)).toContain('/video.html')
  return ui.evaluate(() => Reflect.get(window, 'violations'))
}

test('under a strict policy everything works and nothing is violated', async ({ ui, site }) => {
  expect(await accepted(ui, site, 'metalive-consent')).toEqual([])
  const styled = await ui.evaluate(
    () => document.querySelector('metalive-consent')?.shadowRoot?.adoptedStyleSheets.length,
  )
  expect(styled).toBeGreaterThan(0)
})

test('where the page allows no policy of ours, the tags of its markup run all the same', async ({
  ui,
  site,
}) => {
  const violations = await accepted(ui, site, "'none'")
  expect(violations).toEqual(['trusted-types trusted-types-policy metalive-consent'])
})
