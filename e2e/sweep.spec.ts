/** What a denied service may have left behind, in every way that a page can leave it. */
import { metalive } from '../src/metalive.ts'
import { ga4 } from '../src/services/ga4.ts'
import { expect, test } from './fixtures.ts'
import { acceptAll, page, RECORD } from './pages.ts'
import type { Ui } from './ui.ts'

const SWEPT = {
  ...ga4,
  storage: [
    { area: 'local', key: 'tag_*', evidence: 'V' },
    { area: 'session', key: 'tag_*', evidence: 'V' },
    { area: 'indexedDB', key: 'tag-*', evidence: 'V' },
    { area: 'cache', key: 'tag-*', evidence: 'V' },
  ],
}

const SCRIPT = `
  <script type="application/json" id="metalive-consent-config">
    ${JSON.stringify({ ...metalive, services: [SWEPT] })}
  </script>
  <script src="/metalive/consent.js"></script>`

/** Leaves something in each place, of the tag and of the site's own. */
async function leave(): Promise<void> {
  const kinds = [
    '_ga=1; Path=/',
    '_ga_HOST=1; Path=/; Domain=www.metalive.localhost',
    '_ga_PARENT=1; Path=/; Domain=metalive.localhost; Secure',
    '_ga_PATH=1; Path=/live/show',
    '_ga_PARTITIONED=1; Path=/; Secure; SameSite=None; Partitioned',
    'mine=1; Path=/; Domain=metalive.localhost',
  ]
  for (const kind of kinds) {
    // biome-ignore lint/suspicious/noDocumentCookie: what tags use
    document.cookie = `${kind}; Max-Age=9999`
  }
  for (const storage of [localStorage, sessionStorage]) {
    storage.setItem('tag_id', '1')
    storage.setItem('mine', '1')
  }
  for (const name of ['tag-db', 'mine-db']) {
    await new Promise((done) => {
      const request = indexedDB.open(name)
      request.onsuccess = () => done(request.result.close())
    })
    await caches.open(name)
  }
}

const left = (ui: Ui): Promise<readonly string[]> =>
  ui.evaluate(async () => {
    const databases = (await indexedDB.databases()).map(({ name }) => `database ${name}`)
    const cached = (await caches.keys()).map((name) => `cache ${name}`)
    const keys = [...Object.keys(localStorage), ...Object.keys(sessionStorage)]
    const cookies = document.cookie.split('; ').map((each) => each.split('=')[0] ?? '')
    return [...cookies, ...keys, ...databases, ...cached].sort()
  })

const MINE = [RECORD, 'cache mine-db', 'database mine-db', 'mine', 'mine', 'mine']

test('all that is declared goes, and nothing else', async ({ ui, site }) => {
  site.put('/live/show/1', { body: page({ script: SCRIPT }) })
  await ui.goto('/live/show/1')
  await acceptAll(ui)
  await ui.evaluate(leave)
  expect((await left(ui)).filter((name) => /tag|_ga/.test(name)).length).toBeGreaterThanOrEqual(8)

  await ui.click('link', 'プライバシー設定を開く')
  await ui.within('dialog', 'プライバシー設定').click('button', 'すべて拒否')
  await expect.poll(() => left(ui)).toEqual(MINE)
})

test('what an earlier visit has left goes after load, without another answer', async ({
  ui,
  site,
}) => {
  site.put('/live/show/1', { body: page({ script: SCRIPT }) })
  await ui.goto('/live/show/1')
  await ui.click('button', 'すべて拒否')
  await expect.poll(() => left(ui)).toContain(RECORD)
  // Without the SDK: nothing of ours is there to see what comes.
  site.put('/live/show/2', { body: page({ script: '' }) })
  await ui.goto('/live/show/2')
  await ui.evaluate(leave)
  await ui.goto('/live/show/1')
  await expect.poll(() => left(ui)).toEqual(MINE)
})
