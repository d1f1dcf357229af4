import { expect, test } from './fixtures.ts'
import { acceptAll, BANNER, choicesOf, PREFERENCES, page, settle, tracked } from './pages.ts'

/** Mixpanel's own code, as the demo's top page loads it. */
const MIXPANEL = `
  <script type="text/plain" data-consent-service="mixpanel">
    window.mixpanel = Object.assign([], { __SV: 1.2, _i: [] })
  </script>
  <script type="text/plain" data-consent-service="mixpanel" src="{{tracker}}/npm/mixpanel.js"></script>
  <script type="text/plain" data-consent-service="mixpanel">
    mixpanel.init('demo', {
      api_host: '{{tracker}}/mixpanel',
      batch_requests: false,
      track_pageview: true,
    })
  </script>`

const SCRIPT = '<script src="/consent/consent.js"></script>'

test('who withdraws is not tracked again, and what the service stored is deleted', async ({
  ui,
  site,
}) => {
  site.put('/', { body: page({ script: SCRIPT, head: MIXPANEL }) })
  await ui.goto('/')
  await acceptAll(ui)
  const names = async (): Promise<string[]> => (await ui.cookies()).map(({ name }) => name)
  await expect.poll(names).toContain('mp_demo_mixpanel')
  await expect
    .poll(() => tracked(site).some((path) => path.startsWith('/mixpanel/track')))
    .toBe(true)
  await ui.evaluate(() => {
    // Mine to keep: no service declares them.
    // biome-ignore lint/suspicious/noDocumentCookie: WebKit's older API is what tags use
    document.cookie = 'mine=1; path=/'
    localStorage.setItem('mine', '1')
    localStorage.setItem('mp_demo_queue', '1')
  })

  await ui.click('link', 'プライバシー設定を開く')
  const dialog = ui.within('dialog', PREFERENCES)
  expect(await dialog.checked('switch', '利用状況の分析:許可する')).toBe(true)
  await dialog.click('switch', '利用状況の分析:許可する')
  await dialog.click('button', 'この設定を保存')
  await expect.poll(() => dialog.text('status', '')).toContain('許可を取り消しました')
  await expect.poll(names).not.toContain('mp_demo_mixpanel')
  // The receipts of what is granted still stay.
  const keys = (): Promise<string[]> =>
    ui.evaluate(() => Object.keys(localStorage).filter((key) => !/consent_receipt/.test(key)))
  // As long as its code is there, Mixpanel needs its own note that it was refused.
  await expect.poll(async () => (await keys()).sort()).toEqual(['__mp_opt_in_out_demo', 'mine'])
  expect(await names()).toContain('mine')

  await ui.goto('/')
  await expect.poll(keys).toEqual(['mine'])
  site.clear()
  await ui.reload()
  await settle(ui)
  expect(await names()).not.toContain('mp_demo_mixpanel')
  expect(tracked(site)).toEqual([])
  expect(await ui.visible('region', BANNER)).toBe(false)
  expect(await choicesOf(ui)).toMatchObject({ analytics: 'denied', advertising: 'granted' })
})
