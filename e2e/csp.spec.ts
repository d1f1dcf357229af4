import { expect, test } from './fixtures.ts'
import { BANNER, FRAME, PREFERENCES, page, ran, TAGS, tracked } from './pages.ts'

const NONCE = 'c29tZXRoaW5n'

/** The strictest policy under which a page can have scripts at all. */
const POLICY = [
  "default-src 'self'",
  `script-src 'nonce-${NONCE}' 'strict-dynamic'`,
  "style-src 'self'",
  'frame-src https:',
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const withNonce = (html: string): string => html.replaceAll('<script', `<script nonce="${NONCE}"`)

test('under a strict policy everything works and nothing is violated', async ({ ui, site }) => {
  const watch = `<script>
    window.violations = []
    addEventListener('securitypolicyviolation', (event) =>
      violations.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample))
  </script>`
  site.put('/', {
    body: withNonce(
      page({
        script: `${watch}<script src="/metalive/consent.js"></script>`,
        head: TAGS,
        body: FRAME,
      }),
    ),
    headers: { 'content-security-policy': POLICY },
  })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await ui.click('button', '個別に選ぶ')
  await ui.within('dialog', PREFERENCES).click('button', 'すべて許可')
  await expect.poll(() => ran(ui)).toHaveLength(5)
  await expect.poll(() => tracked(site)).toContain('/video.html')
  expect(await ui.evaluate(() => Reflect.get(window, 'violations'))).toEqual([])
  const styled = await ui.evaluate(
    () => document.querySelector('metalive-consent')?.shadowRoot?.adoptedStyleSheets.length,
  )
  expect(styled).toBeGreaterThan(0)
})
