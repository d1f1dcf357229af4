/** The list of all transmissions: the published page, and the live one. */
import { readFile } from 'node:fs/promises'
import config from '../demo/consent.config.ts'
import type { Site } from '../demo/server.ts'
import { axeFindings, serveAxe } from './axe.ts'
import { expect, test } from './fixtures.ts'
import { BANNER, choicesOf, PREFERENCES, sayAge, tracked } from './pages.ts'
import type { Ui } from './ui.ts'

const PAGE = '/consent/disclosure.html'

/** The published page as one gets it whose browser runs no scripts. */
async function withoutScripts(site: Site): Promise<void> {
  const body = await readFile(`demo/dist${PAGE}`, 'utf8')
  site.put(PAGE, { body, headers: { 'content-security-policy': 'sandbox allow-same-origin' } })
}

const rowsOf = (ui: Ui): Promise<number> =>
  ui.evaluate(() => document.querySelectorAll('[data-consent-disclosure] tbody tr').length)

/** Rows of the live list. */
const liveRows = (ui: Ui): Promise<number> =>
  ui.evaluate(() => {
    const root = document.querySelector('[data-consent-disclosure]')?.shadowRoot
    return root?.querySelectorAll('tbody tr').length ?? 0
  })

const liveText = (ui: Ui): Promise<string> =>
  ui.evaluate(() => {
    const root = document.querySelector('[data-consent-disclosure]')?.shadowRoot
    return root?.querySelector<HTMLElement>('.live')?.innerText ?? ''
  })

test('L2: it is whole without scripts and before any choice: a row a service, three items a row', async ({
  ui,
  site,
}) => {
  await withoutScripts(site)
  await ui.goto(PAGE)
  expect(await rowsOf(ui)).toBe(config.services.length)
  const rows = await ui.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('tbody tr')].map((row) =>
      ['.items', '.recipient', '.ourPurpose', '.theirPurpose'].map(
        (cell) => row.querySelector<HTMLElement>(cell)?.innerText.trim().length ?? 0,
      ),
    ),
  )
  expect(rows.flat().filter((length) => length < 4)).toEqual([])
  expect(await ui.evaluate(() => Reflect.has(window, 'metaliveConsent'))).toBe(false)
  // What only readers without scripts are shown.
  expect(await ui.evaluate(() => document.querySelector('main')?.innerText)).toContain(
    config.texts.disclosure.withoutScripts,
  )
})

test('L4: one press in the banner opens the whole list, and so does one in the preferences', async ({
  ui,
}) => {
  const recipients = new Set(config.services.map(({ recipient }) => recipient.name)).size
  const link = `送信先の一覧(${recipients}社)`
  await ui.goto('/watch.html')
  await ui.within('region', BANNER).click('link', link)
  await expect.poll(() => liveRows(ui)).toBe(config.services.length)
  await ui.click('button', 'プライバシー設定を開く')
  await ui.within('dialog', PREFERENCES).click('link', link)
  await expect.poll(() => liveRows(ui)).toBe(config.services.length)
})

for (const width of [320, 1280]) {
  test(`L5: at ${width} px every word is 16 px or nearly, and nothing scrolls sideways`, async ({
    ui,
    site,
  }) => {
    await withoutScripts(site)
    await ui.goto(PAGE)
    await ui.resize(width, 800)
    const [smallest, overflow] = await ui.evaluate(() => {
      const texts = [...document.querySelectorAll('main :is(p, th, td, li, small, a, dd)')]
      const sizes = texts.map((each) => Number.parseFloat(getComputedStyle(each).fontSize))
      return [Math.min(...sizes), document.documentElement.scrollWidth - innerWidth]
    })
    // Beside a table there is room for notes in 14 px; where pages are zoomed, there is none.
    expect(smallest).toBeGreaterThanOrEqual(width === 320 ? 16 : 14)
    expect(overflow).toBeLessThanOrEqual(0)
  })
}

test('L5: text at 200 % stays whole on a narrow page', async ({ ui, site }) => {
  await withoutScripts(site)
  await ui.goto(PAGE)
  await ui.resize(320, 800)
  const grown = await ui.evaluate(() => {
    const sizeOf = (): number =>
      Number.parseFloat(getComputedStyle(document.querySelector('td') as Element).fontSize)
    const before = sizeOf()
    document.documentElement.style.fontSize = '200%'
    return [sizeOf() / before, document.documentElement.scrollWidth - innerWidth]
  })
  expect(grown[0]).toBe(2)
  expect(grown[1]).toBeLessThanOrEqual(0)
})

for (const [name, page] of [
  ['the published page', PAGE],
  ['the policy’s page', '/privacy.html'],
] as const) {
  for (const width of [320, 1280]) {
    test(`axe finds nothing on ${name}, live, at ${width} px`, async ({ ui, site }) => {
      await serveAxe(site)
      await ui.goto(page)
      await ui.resize(width, 800)
      await expect.poll(() => liveRows(ui)).toBe(config.services.length)
      expect(await axeFindings(ui)).toEqual([])
    })
  }
}

test('each row has a switch that decides this service alone', async ({ ui, site }) => {
  await ui.goto('/')
  await ui.click('button', 'すべて拒否')
  await ui.goto(PAGE)
  await expect.poll(() => liveText(ui)).toContain('停止中')
  expect(await ui.checked('switch', 'Countly:許可する')).toBe(false)
  await ui.click('switch', 'Countly:許可する')
  await sayAge(ui)
  await expect.poll(() => choicesOf(ui)).toMatchObject({ analytics: 'denied', countly: 'granted' })
  await expect.poll(() => liveText(ui)).toContain('許可中')

  await ui.goto('/')
  await expect.poll(() => tracked(site)).toContain('/npm/countly.js')
  expect(tracked(site)).not.toContain('/npm/mixpanel.js')
})

test('what the browser has seen stands below: known recipients, and hosts that nobody listed', async ({
  ui,
  site,
}) => {
  await ui.goto('/privacy.html')
  await expect.poll(() => liveText(ui)).toContain('外部の会社:一覧の0社と、一覧にない通信先0件')
  await ui.evaluate(
    (addresses) => Promise.all(addresses.map((each) => fetch(each).then((reply) => reply.text()))),
    [`${site.tracker}/rogue.gif`, `${site.tracker.replace('tracker', 'countly.tracker')}/a.gif`],
  )
  await expect.poll(() => liveText(ui)).toContain('外部の会社:一覧の1社と、一覧にない通信先1件')
  const text = await liveText(ui)
  expect(text).toMatch(/一覧にある送り先\s+Countly Ltd\.\(countly\.tracker\.localhost\)/)
  expect(text).toMatch(/一覧にない通信先\s+tracker\.localhost/)
})
