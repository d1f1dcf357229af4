/** What real SDKs leave behind, and what is left of it after a withdrawal. */
import { mixpanel } from '../demo/services/mixpanel.ts'
import { metalive } from '../src/metalive.ts'
import { expect, test } from './fixtures.ts'
import { acceptAll, leaving, PREFERENCES, page, RECORD } from './pages.ts'
import type { Ui } from './ui.ts'

/** Names read in `@rudderstack/analytics-js` 3.34.1. */
const rudderstack = {
  ...mixpanel,
  id: 'rudderstack',
  name: 'RudderStack',
  signal: undefined,
  cookies: ['rl_anonymous_id', 'rl_page_init_referrer', 'rl_session'].map((name) => ({
    name,
    party: 'first',
    lifetimeDays: 365,
    purpose: '訪問者を見分ける番号を入れる。',
    evidence: 'V',
  })),
  storage: [{ area: 'local', key: 'rudder_*', evidence: 'V' }],
}

const SCRIPT = `
  <script type="application/json" id="metalive-consent-config">
    ${JSON.stringify({ ...metalive, services: [mixpanel, rudderstack] })}
  </script>
  <script src="/metalive/consent.js"></script>`

const SDKS = `
  <script type="text/plain" data-consent-service="mixpanel">
    window.mixpanel = Object.assign([], { __SV: 1.2, _i: [] })
  </script>
  <script type="text/plain" data-consent-service="mixpanel" src="{{tracker}}/npm/mixpanel.js"></script>
  <script type="text/plain" data-consent-service="mixpanel">
    mixpanel.init('demo', { api_host: '{{tracker}}/mixpanel', track_pageview: true })
  </script>
  <script type="text/plain" data-consent-service="rudderstack" src="{{tracker}}/npm/rudderstack.js"></script>
  <script type="text/plain" data-consent-service="rudderstack">
    const rudder = new rudderanalytics.RudderAnalytics()
    rudder.load('demo', '{{tracker}}', { configUrl: '{{tracker}}/rudder', integrations: { All: false } })
    rudder.page()
  </script>`

const SOURCE_CONFIG = {
  source: {
    id: 'demo',
    name: 'demo',
    writeKey: 'demo',
    enabled: true,
    workspaceId: 'demo',
    destinations: [],
    config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } },
  },
  updatedAt: '2026-01-01T00:00:00.000Z',
}

const cookies = async (ui: Ui): Promise<string[]> =>
  (await ui.cookies()).map(({ name }) => name).sort()

const stored = (ui: Ui): Promise<string[]> =>
  ui.evaluate(async () => {
    const databases = (await indexedDB.databases()).map(({ name }) => `database ${name}`)
    return [...databases, ...Object.keys(localStorage), ...Object.keys(sessionStorage)].sort()
  })

test('what Mixpanel and RudderStack store is gone after a withdrawal', async ({ ui, site }) => {
  site.put('/rudder/sourceConfig/', {
    host: 'tracker.localhost',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(SOURCE_CONFIG),
  })
  site.put('/', { body: page({ script: SCRIPT, head: SDKS }) })
  await ui.goto('/')
  await acceptAll(ui)
  await expect
    .poll(() => cookies(ui))
    .toEqual(
      expect.arrayContaining([
        'mp_demo_mixpanel',
        'rl_anonymous_id',
        'rl_page_init_referrer',
        'rl_session',
      ]),
    )
  await expect.poll(() => stored(ui)).toContain('database mixpanelFlagsDb')

  await ui.click('link', 'プライバシー設定を開く')
  await ui.within('dialog', PREFERENCES).click('button', 'すべて拒否')
  const dialog = ui.within('dialog', '許可を取り消しました')
  await dialog.waitFor('button', '今すぐ止める')
  expect(await ui.text('dialog', '許可を取り消しました')).toMatch(
    /動き続けます。\s+Mixpanel.+\s+RudderStack/,
  )
  await expect.poll(() => cookies(ui)).toEqual([RECORD])

  await leaving(ui, () => dialog.click('button', '今すぐ止める'))
  await expect.poll(() => stored(ui)).toEqual([])
  expect(await cookies(ui)).toEqual([RECORD])
})
