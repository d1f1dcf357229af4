/** A service is switched off for everyone: by the config, or by a file of the site between two releases. */
import type { Site } from '../demo/server.ts'
import type { Config, Consent } from '../src/core/types.ts'
import { metalive } from '../src/metalive.ts'
import { expect, test } from './fixtures.ts'
import { ALL_RAN, acceptAll, FRAME, ownErrors, page, ran, settle, TAGS, tracked } from './pages.ts'
import { OWN_SCRIPT, serveBuilds } from './site-build.ts'
import type { Ui } from './ui.ts'

const PATH = '/off.json'
const KEY = 'metalive_consent_off'

/** All that runs where GA4 doesn't. */
const OTHERS = ALL_RAN.filter((name) => !name.includes('ga4'))

async function serve(site: Site, change: Partial<Config> = {}): Promise<void> {
  await serveBuilds(site, [{ ...metalive, switches: { url: PATH }, ...change }])
  site.put('/', { body: page({ script: OWN_SCRIPT, head: TAGS, body: FRAME }) })
  site.put('/empty', { body: page({ script: OWN_SCRIPT }) })
  switches(site, { off: [] })
}

function switches(
  site: Site,
  answer: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const cache = { 'cache-control': 'no-store', ...headers }
  site.put(PATH, { body: JSON.stringify(answer), headers: cache })
}

const asked = ({ log }: Site): number => log.filter(({ path }) => path === PATH).length

const off = (ui: Ui): Promise<readonly string[]> =>
  ui.evaluate(() => (window.metaliveConsent as Consent).state.off)

const kept = (ui: Ui): Promise<string | null> =>
  ui.evaluate((key) => localStorage.getItem(key), KEY)

const placeholders = (ui: Ui): Promise<readonly string[]> =>
  ui.evaluate(() =>
    [...document.querySelectorAll('metalive-consent-embed')].map(
      ({ shadowRoot }) => shadowRoot?.textContent ?? '',
    ),
  )

test('a first visitor who accepts doesn’t run what is switched off', async ({ ui, site }) => {
  await serve(site)
  switches(site, { off: ['ga4', 'nobody'] })
  await ui.goto('/')
  await expect.poll(() => off(ui)).toEqual(['ga4'])
  expect(await kept(ui)).toBeNull()
  await acceptAll(ui)
  await expect.poll(() => ran(ui)).toEqual(OTHERS)
  await settle(ui)
  expect(await ran(ui)).toEqual(OTHERS)
  expect(tracked(site)).not.toContain('/ga4.js')
  expect(await kept(ui)).toBe('ga4')
  expect(await ownErrors(ui)).toEqual([])
})

test('a visitor who comes back runs it on no page after the one that learned of it', async ({
  ui,
  site,
}) => {
  await serve(site)
  await ui.goto('/')
  await acceptAll(ui)
  await expect.poll(() => ran(ui)).toEqual(ALL_RAN)
  switches(site, { off: ['ga4'] })
  await ui.goto('/empty')
  await expect.poll(() => off(ui)).toEqual(['ga4'])
  // From the first tag on, before anybody was asked.
  site.put(PATH, { status: 503, body: '' })
  site.clear()
  await ui.goto('/')
  await expect.poll(() => ran(ui)).toEqual(OTHERS)
  await settle(ui)
  expect(await ran(ui)).toEqual(OTHERS)
  expect(tracked(site)).not.toContain('/ga4.js')
})

test('what is switched off while it is shown is covered, and offers nothing', async ({
  ui,
  site,
}) => {
  await serve(site)
  await ui.goto('/')
  await acceptAll(ui)
  await expect.poll(() => tracked(site)).toContain('/video.html')
  // Once the frame is whole: Firefox's driver loses the page when one goes while it comes.
  await settle(ui)
  const reply = { body: '{"off":["youtube"]}', headers: { 'cache-control': 'no-store' } }
  site.answer(PATH, () => new Promise((done) => setTimeout(() => done(reply), 1000)))
  await ui.goto('/')
  expect(await placeholders(ui)).toEqual([])
  await expect
    .poll(() => placeholders(ui))
    .toEqual([expect.stringContaining('当社が停止しています')])
  expect(await ui.visible('button', '今回だけ表示')).toBe(false)
  expect(await ui.visible('dialog', /取り消しました/)).toBe(false)
})

test('once it is on again, it runs from the second page on, and no key is left', async ({
  ui,
  site,
}) => {
  await serve(site)
  switches(site, { off: ['ga4'] })
  await ui.goto('/')
  await acceptAll(ui)
  await expect.poll(() => kept(ui)).toBe('ga4')
  switches(site, { off: [] })
  await ui.goto('/')
  await expect.poll(() => kept(ui)).toBeNull()
  expect(await ran(ui)).toEqual(OTHERS)
  await ui.goto('/')
  await expect.poll(() => ran(ui)).toEqual(ALL_RAN)
})

test('who refuses all keeps no key', async ({ ui, site }) => {
  await serve(site)
  switches(site, { off: ['ga4'] })
  await ui.goto('/')
  await ui.click('button', 'すべて拒否')
  await ui.goto('/')
  await expect.poll(() => off(ui)).toEqual(['ga4'])
  await settle(ui)
  expect(await ui.evaluate(() => Object.keys(localStorage))).toEqual([])
})

for (const [what, reply] of [
  ['fails', { status: 500, body: '' }],
  ['answers junk', { body: '<!doctype html>' }],
  ['answers another shape', { body: '{"off":"ga4","on":["clarity"]}' }],
] as const) {
  test(`where the site ${what}, what is off stays off, and nothing else changes`, async ({
    ui,
    site,
  }) => {
    await serve(site)
    switches(site, { off: ['ga4'] })
    await ui.goto('/')
    await acceptAll(ui)
    await expect.poll(() => kept(ui)).toBe('ga4')
    site.put(PATH, reply)
    await ui.goto('/')
    await expect.poll(() => ownErrors(ui)).toEqual([expect.stringContaining('[consent]')])
    await expect.poll(() => ran(ui)).toEqual(OTHERS)
    expect(await kept(ui)).toBe('ga4')
  })
}

test.describe('on plain http, since a browser caches nothing under a certificate of our own', () => {
  test.use({ tls: false })

  test('the site is asked as often as the answer’s cache says', async ({ ui, site }) => {
    await serve(site)
    switches(site, { off: ['ga4'] }, { 'cache-control': 'max-age=600' })
    for (let visit = 0; visit < 3; visit++) {
      await ui.goto('/')
      await expect.poll(() => off(ui)).toEqual(['ga4'])
    }
    expect(asked(site)).toBe(1)
  })
})

test('one line in the config holds a service whatever is answered, and the list says so', async ({
  ui,
  site,
}) => {
  const services = metalive.services.map((each) => {
    return ['ga4', 'youtube'].includes(each.id) ? { ...each, off: true } : each
  })
  await serve(site, { services })
  await ui.goto('/')
  await acceptAll(ui)
  await expect.poll(() => ran(ui)).toEqual(OTHERS)
  await expect
    .poll(() => placeholders(ui))
    .toEqual([expect.stringContaining('当社が停止しています')])
  await ui.evaluate(() => (window.metaliveConsent as Consent).decide({ ga4: 'granted' }))
  await settle(ui)
  expect(await ran(ui)).toEqual(OTHERS)
  expect(tracked(site)).not.toContain('/video.html')
  await ui.goto('/own/disclosure.html')
  const row = (id: string): Promise<string> =>
    ui.evaluate((row) => {
      const live = document.querySelector('[data-consent-disclosure]')?.shadowRoot
      return live?.querySelector(`#disclosure-${row}`)?.textContent ?? ''
    }, id)
  await expect.poll(() => row('ga4')).toContain('いまは当社が停止しています。')
  expect(await row('clarity')).toContain('いつでも止められます。')
})
