/** Asking again is a subtraction: only what is new or changed, and never for words alone. */
import type { Site } from '../demo/server.ts'
import { encodeRecord } from '../src/core/record.ts'
import type { Choice, Config, Mark } from '../src/core/types.ts'
import { metalive } from '../src/metalive.ts'
import { hotjar } from '../src/services.ts'
import { expect, test } from './fixtures.ts'
import { BANNER, page, RECORD, recordOf, SCRIPT, settle, TAGS, TODAY, tracked } from './pages.ts'
import type { Ui } from './ui.ts'

/** When the visitor answered. */
const DAY = TODAY - 30
const NOTICE = '説明文を書き直しました'

/** METALIVE's page as of a later config, for a visitor who answered the first one. */
async function visit(
  ui: Ui,
  site: Site,
  change: Partial<Config>,
  choices: Readonly<Record<string, Choice>>,
): Promise<void> {
  const json = JSON.stringify({ ...metalive, ...change }).replaceAll('<', '\\u003c')
  const script = `<script type="application/json" id="metalive-consent-config">${json}</script>${SCRIPT}`
  site.put('/', { body: page({ script, head: TAGS + HOTJAR }) })
  const marks = Object.entries(choices).map(([id, choice]): [string, Mark] => [
    id,
    { choice, day: DAY, revision: 1, source: 'banner' },
  ])
  const record = { wording: 1, age: 'a', id: 'abcdefghij', marks: Object.fromEntries(marks) }
  await ui.setCookie(`${RECORD}=${encodeRecord(record)}; Secure; Path=/; SameSite=Lax`)
  await ui.goto('/')
}

const HOTJAR = `
  <script type="text/plain" data-consent-service="hotjar" src="{{tracker}}/hotjar.js"></script>`

const ALL = {
  functional: 'granted',
  analytics: 'granted',
  advertising: 'denied',
  embeds: 'granted',
} as const

/** The day of each mark, counted from the first answer. */
async function days(ui: Ui): Promise<Readonly<Record<string, number>>> {
  const marks = Object.entries((await recordOf(ui))?.marks ?? {})
  return Object.fromEntries(marks.map(([id, { day }]) => [id, day - DAY]))
}

test('a changed purpose is asked about alone, and held meanwhile; the rest goes on', async ({
  ui,
  site,
}) => {
  const purposes = metalive.purposes.map((each) =>
    each.id === 'analytics' ? { ...each, since: 2 } : each,
  )
  await visit(ui, site, { revision: 2, purposes }, { ...ALL, advertising: 'granted' })
  await ui.waitFor('region', BANNER)
  await expect.poll(() => tracked(site)).toEqual(['/meta.js'])
  const text = await ui.text('region', BANNER)
  expect(text).toContain('データの使いみちが変わりました(2026年11月24日)')
  expect(text).toContain('利用状況の分析')
  expect(text).not.toContain('追加機能')

  await ui.click('button', 'すべて許可')
  await expect.poll(() => tracked(site)).toContain('/ga4.js')
  await expect
    .poll(() => days(ui))
    .toEqual({ functional: 0, analytics: 30, advertising: 0, embeds: 0 })
})

test('a new service is asked about where its purpose is granted, and counted', async ({
  ui,
  site,
}) => {
  const services = [...metalive.services, { ...hotjar, since: 2 }]
  await visit(ui, site, { revision: 2, services } as Partial<Config>, ALL)
  await ui.waitFor('region', BANNER)
  await expect.poll(() => tracked(site)).toEqual(['/ga4.js'])
  expect(await ui.text('region', BANNER)).toContain('送信先が1社、増えたか変わりました。')

  await ui.click('button', 'すべて拒否')
  await expect
    .poll(() => days(ui))
    .toEqual({ functional: 0, analytics: 0, advertising: 0, embeds: 0, hotjar: 30 })
  await ui.reload()
  await settle(ui)
  expect(tracked(site).filter((path) => path === '/hotjar.js')).toEqual([])
  expect(await ui.visible('region', BANNER)).toBe(false)
})

test('a new service under a refused purpose is refused, and nobody is asked', async ({
  ui,
  site,
}) => {
  const services = [...metalive.services, { ...hotjar, since: 2 }]
  const choices = { ...ALL, analytics: 'denied' } as const
  await visit(ui, site, { revision: 2, services } as Partial<Config>, choices)
  await settle(ui)
  expect(await ui.visible('region', BANNER)).toBe(false)
  expect(tracked(site)).toEqual([])
})

test('a wording that changed is told once, and asks nothing', async ({ ui, site }) => {
  await visit(ui, site, { wording: 2 }, ALL)
  await ui.waitFor('region', NOTICE)
  expect(await ui.visible('region', BANNER)).toBe(false)
  expect(await ui.text('region', NOTICE)).toContain('使いみちと送信先は変わっていません。')
  await expect.poll(() => tracked(site)).toEqual(['/ga4.js'])
  await expect.poll(async () => (await recordOf(ui))?.wording).toBe(2)
  expect(await days(ui)).toEqual({ functional: 0, analytics: 0, advertising: 0, embeds: 0 })

  await ui.within('region', NOTICE).click('button', '閉じる')
  await ui.waitFor('region', NOTICE, 'hidden')
  await ui.reload()
  await settle(ui)
  expect(await ui.visible('region', NOTICE)).toBe(false)
  expect(await ui.visible('region', BANNER)).toBe(false)
})
