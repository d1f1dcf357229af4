/** One record for the hosts of a domain, any of which can plant another. */
import type { Site } from '../demo/server.ts'
import { encodeRecord } from '../src/core/record.ts'
import type { Choice } from '../src/core/types.ts'
import { metalive } from '../src/metalive.ts'
import { expect, HOSTS, test } from './fixtures.ts'
import {
  ALL_RAN,
  acceptAll,
  BANNER,
  ownErrors,
  page,
  ran,
  settle,
  TAGS,
  TODAY,
  tracked,
} from './pages.ts'
import { OWN_SCRIPT, serveBuilds } from './site-build.ts'
import type { Ui } from './ui.ts'

const [WWW, PLAY] = HOSTS
const DOMAIN = 'metalive.localhost'
const NAME = 'metalive_consent'

async function serve(site: Site, domain = DOMAIN): Promise<void> {
  await serveBuilds(site, [{ ...metalive, cookie: { domain } }], HOSTS)
  const body = page({ script: OWN_SCRIPT, head: TAGS })
  for (const host of HOSTS) site.put('/', { body, host })
}

function recordOfAll(choice: Choice): string {
  const purposes = ['functional', 'analytics', 'advertising', 'embeds']
  const mark = { choice, day: TODAY, revision: metalive.revision, source: 'banner' } as const
  const marks = Object.fromEntries(purposes.map((id) => [id, mark]))
  return encodeRecord({ wording: 1, age: 'a', id: choice === 'granted' ? 'abcdef' : null, marks })
}

const records = async (ui: Ui): Promise<readonly string[]> =>
  (await ui.cookies()).filter(({ name }) => name.endsWith(NAME)).map(({ name }) => name)

test('an answer on one host holds on the other, and so does its withdrawal', async ({
  ui,
  site,
}) => {
  await serve(site)
  await ui.goto('/', { host: WWW })
  await acceptAll(ui)
  await expect.poll(() => ran(ui)).toEqual(ALL_RAN)
  await ui.goto('/', { host: PLAY })
  await expect.poll(() => ran(ui)).toEqual(ALL_RAN)
  expect(await ui.visible('region', BANNER)).toBe(false)
  await ui.click('link', 'プライバシー設定を開く')
  await ui.within('dialog', 'プライバシー設定').click('button', 'すべて拒否')
  await expect.poll(() => records(ui)).toEqual([NAME])
  // Who leaves before it is there has its file reported as missing.
  await ui.waitFor('dialog', '許可を取り消しました')
  site.clear()
  await ui.goto('/', { host: WWW })
  await settle(ui)
  expect(await ran(ui)).toEqual([])
  expect(tracked(site)).toEqual([])
  expect(await ownErrors(ui)).toEqual([])
})

test('a refusal from before the domain was shared stands, and the next answer replaces it', async ({
  ui,
  site,
}) => {
  await serve(site)
  await ui.setCookie(`__Host-${NAME}=${recordOfAll('denied')}; Path=/; Secure`, { host: WWW })
  await ui.setCookie(`${NAME}=${recordOfAll('granted')}; Path=/; Domain=${DOMAIN}`, { host: WWW })
  await ui.goto('/', { host: WWW })
  await settle(ui)
  expect(await ran(ui)).toEqual([])
  expect(await ui.visible('region', BANNER)).toBe(false)
  await ui.click('link', 'プライバシー設定を開く')
  await ui.within('dialog', 'プライバシー設定').click('button', 'すべて許可')
  await expect.poll(() => ran(ui)).toEqual(ALL_RAN)
  expect(await records(ui)).toEqual([NAME])
})

test('a twin that can’t be deleted is obeyed where it refuses, grants nothing, and is reported', async ({
  ui,
  site,
}) => {
  await serve(site)
  site.put('/live/show', { body: page({ script: OWN_SCRIPT, head: TAGS }) })
  await ui.setCookie(`${NAME}=${recordOfAll('denied')}; Path=/live`)
  await ui.goto('/live/show')
  await ui.click('link', 'プライバシー設定を開く')
  await ui.within('dialog', 'プライバシー設定').click('button', 'すべて許可')
  await expect.poll(() => ownErrors(ui)).toEqual([expect.stringContaining('Another record')])
  await settle(ui)
  expect(await ran(ui)).toEqual([])
})

test('on a host outside the domain the record is that host’s own', async ({ ui, site }) => {
  await serve(site, 'example.co.jp')
  await ui.goto('/')
  await ui.click('button', 'すべて拒否')
  await expect.poll(() => records(ui)).toEqual([`__Host-${NAME}`])
})
