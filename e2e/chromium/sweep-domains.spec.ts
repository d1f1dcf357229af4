/** On a host under a public suffix of two labels, which only a browser's own list knows. */
import { metalive } from '../../src/metalive.ts'
import { ga4 } from '../../src/services/ga4.ts'
import { acceptAll, PREFERENCES, page, RECORD } from '../pages.ts'
import { expect, test } from './fixtures.ts'
import { serveAs } from './hosts.ts'

const HOST = 'https://app.shop.example.co.jp'

const SCRIPT = `
  <script type="application/json" id="metalive-consent-config">
    ${JSON.stringify({ ...metalive, services: [ga4] })}
  </script>
  <script src="/metalive/consent.js"></script>`

test('cookies of every domain, path and kind go, of app.shop.example.co.jp too', async ({
  page: tab,
  ui,
  site,
}) => {
  site.put('/live/show', { body: page({ script: SCRIPT }) })
  const { hostname } = new URL(HOST)
  await serveAs(tab, site, HOST)
  await tab.goto(`${HOST}/live/show`)
  await acceptAll(ui)

  const domains = ['', hostname, 'shop.example.co.jp', 'example.co.jp']
  const paths = ['/', '/live', '/live/', '/live/show']
  const kinds = ['', '; Secure', '; Secure; SameSite=None; Partitioned']
  const set = domains.flatMap((domain) =>
    paths.flatMap((path) =>
      kinds.map((kind) => `; Path=${path}${domain && `; Domain=${domain}`}${kind}`),
    ),
  )
  const refused = ['co.jp', 'jp'].map((domain) => `; Path=/; Domain=${domain}`)
  await tab.evaluate(
    (all) => {
      all.forEach((attributes, i) => {
        // biome-ignore lint/suspicious/noDocumentCookie: what tags use
        document.cookie = `_ga_${i}=1; Max-Age=9999${attributes}`
      })
      // biome-ignore lint/suspicious/noDocumentCookie: what tags use
      document.cookie = 'mine=1; Domain=example.co.jp; Path=/'
    },
    [...set, ...refused],
  )
  const names = async (): Promise<string[]> =>
    (await tab.context().cookies()).map(({ name }) => name).sort()
  // Chromium's jar is in another process, which may take what was set a moment later.
  const tags = async (): Promise<string[]> => (await names()).filter((name) => /^_ga_/.test(name))
  await expect.poll(tags).toHaveLength(set.length)

  await ui.click('link', 'プライバシー設定を開く')
  await ui.within('dialog', PREFERENCES).click('button', 'すべて拒否')
  await expect.poll(names).toEqual([RECORD, 'mine'])
})
