/** Under a public suffix of two labels, which only a browser's own list knows. */
import { metalive } from '../../src/metalive.ts'
import { page, sayAge } from '../pages.ts'
import { OWN_SCRIPT, serveBuilds } from '../site-build.ts'
import { expect, test } from './fixtures.ts'
import { serveAs } from './hosts.ts'

const HOST = 'app.shop.example.co.jp'

for (const [what, domain, kept] of [
  ['the domain is kept for all its hosts', 'example.co.jp', '.example.co.jp'],
  ['a domain that is everyone’s stays with the host', 'co.jp', HOST],
] as const) {
  test(`on ${HOST} an answer for ${what}`, async ({ page: tab, ui, site }) => {
    await serveBuilds(site, [{ ...metalive, cookie: { domain } }])
    site.put('/', { body: page({ script: OWN_SCRIPT }) })
    await serveAs(tab, site, `https://${HOST}`)
    const cookies = async (): Promise<unknown> =>
      (await tab.context().cookies()).map(({ name, domain, secure }) => ({ name, domain, secure }))
    const record = { name: 'metalive_consent', domain: kept, secure: true }
    await tab.goto(`https://${HOST}/`)
    await ui.click('button', 'すべて拒否')
    await expect.poll(cookies).toEqual([record])
    // Again, over the one that is there.
    await ui.click('link', 'プライバシー設定を開く')
    await ui.within('dialog', 'プライバシー設定').click('button', 'すべて許可')
    await sayAge(ui)
    await expect.poll(() => tab.evaluate(() => document.cookie)).toContain('analytics.g')
    expect(await cookies()).toEqual([record])
  })
}
