/** Lists such as EasyList Cookie hide banners, and block scripts by their name: the page goes on. */
import { FiltersEngine, Request } from '@ghostery/adblocker'
import { expect, test } from './fixtures.ts'
import {
  AGE,
  BANNER,
  choicesOf,
  FRAME,
  ownErrors,
  PREFERENCES,
  page,
  ran,
  settle,
  TAGS,
  tracked,
} from './pages.ts'
import type { Ui } from './ui.ts'

/** Lines as the list has them. */
const HIDE = `
! Cookie notices
##metalive-consent
##metalive-consent-settings`
const BLOCK = '/consent.js$script'

const BOTTOM = `
  <button style="position: fixed; inset: auto 0 0; height: 60px"
    onclick="window.bought = true">購入する</button>
  <p style="height: 300vh">動画の説明</p>`

/** What the engine of the filters would have hidden on this page, as selectors. */
function hiddenBy(rules: string, address: string): readonly string[] {
  const { hostname } = new URL(address)
  const engine = FiltersEngine.parse(rules)
  const { styles } = engine.getCosmeticsFilters({ url: address, hostname, domain: hostname })
  const [selectors = ''] = styles.split('{')
  return selectors.split(',').map((each) => each.trim())
}

/**
 * An extension's sheet is the user's, and stronger than any of a page's. No driver puts such a one in,
 * so the rule is put where it is as strong: last into the hidden element's own sheets.
 */
function extension(selectors: readonly string[]): string {
  return `<script>
    const hide = () => {
      for (const { shadowRoot } of document.querySelectorAll('${selectors.join()}')) {
        if (!shadowRoot || shadowRoot.adoptedStyleSheets.at(-1)?.filter) continue
        const sheet = Object.assign(new CSSStyleSheet(), { filter: true })
        sheet.replaceSync(':host { display: none !important }')
        shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, sheet]
      }
    }
    new MutationObserver(hide).observe(document, { childList: true, subtree: true })
  </script>`
}

/** Scrolls, and presses what the banner would have covered. */
async function isUsable(ui: Ui): Promise<boolean> {
  await ui.evaluate(() => {
    Reflect.deleteProperty(window, 'bought')
    scrollTo(0, 500)
  })
  const { overflow, y } = await ui.evaluate(() => ({
    overflow: [document.documentElement, document.body].map((each) => {
      return getComputedStyle(each).overflowY
    }),
    y: scrollY,
  }))
  await ui.click('button', '購入する')
  const bought = await ui.evaluate(() => Reflect.get(window, 'bought') === true)
  return bought && y === 500 && !overflow.includes('hidden')
}

async function uncaught(ui: Ui): Promise<readonly string[]> {
  return (await ui.console()).filter(({ level }) => level === 'uncaught').map(({ text }) => text)
}

test('a filter that hides the banner leaves the page usable, and tags held', async ({
  ui,
  site,
}) => {
  const hidden = hiddenBy(HIDE, site.origin())
  expect(hidden).toEqual(['metalive-consent', 'metalive-consent-settings'])
  site.put('/', { body: page({ head: extension(hidden) + TAGS, body: FRAME + BOTTOM }) })
  await ui.goto('/')
  await expect.poll(() => ownErrors(ui)).toEqual(['[consent] This page hides the banner.'])
  expect(await ui.visible('region', BANNER)).toBe(false)
  expect(await isUsable(ui)).toBe(true)
  await settle(ui)
  expect(await ran(ui)).toEqual([])
  expect(tracked(site)).toEqual([])
  expect(await ui.cookies()).toEqual([])
  expect(await uncaught(ui)).toEqual([])
})

const NAMES = { preferences: PREFERENCES, record: 'あなたの記録', age: AGE } as const

for (const layer of ['preferences', 'record', 'age'] as const) {
  test(`a hidden layer keeps nothing else from being pressed: ${layer}`, async ({ ui, site }) => {
    const hidden = hiddenBy(HIDE, site.origin())
    const link = `<a href="/settings" data-consent-open="${layer}">開く</a>`
    site.put('/', { body: page({ head: extension(hidden) + TAGS, body: link + BOTTOM }) })
    await ui.goto('/')
    await expect.poll(async () => (await ownErrors(ui)).length).toBe(1)
    await ui.click('link', '開く')
    await settle(ui)
    for (const name of Object.values(NAMES)) {
      expect(await ui.visible('dialog', name)).toBe(false)
      expect(await ui.visible('region', name)).toBe(false)
    }
    expect(await isUsable(ui)).toBe(true)
    expect(await uncaught(ui)).toEqual([])
  })
}

for (const [how, script] of [
  ['is answered with nothing', '<script src="/metalive/consent.js"></script>'],
  // No browser asks this port for anything.
  ['isn’t asked for', '<script src="https://localhost:9/consent.js"></script>'],
] as const) {
  test(`with consent.js blocked by its name tags are held, and the page goes on: it ${how}`, async ({
    ui,
    site,
  }) => {
    const url = `${site.origin()}/metalive/consent.js`
    const request = Request.fromRawDetails({ url, type: 'script', sourceUrl: site.origin() })
    expect(FiltersEngine.parse(BLOCK).match(request).match).toBe(true)
    site.put('/metalive/consent.js', { status: 404, body: '' })
    site.put('/', { body: page({ script, head: TAGS, body: FRAME + BOTTOM }) })
    await ui.goto('/')
    await settle(ui)
    expect(await ui.evaluate(() => typeof window.metaliveConsent)).toBe('undefined')
    expect(await isUsable(ui)).toBe(true)
    expect(await ran(ui)).toEqual([])
    expect(tracked(site)).toEqual([])
    expect(await uncaught(ui)).toEqual([])
  })
}

test('what a filter hides, decide() answers still', async ({ ui, site }) => {
  const hidden = hiddenBy(HIDE, site.origin())
  site.put('/', { body: page({ head: extension(hidden) + TAGS }) })
  await ui.goto('/')
  await ui.evaluate(() => {
    const { metaliveConsent } = window
    if (metaliveConsent && 'withdraw' in metaliveConsent) metaliveConsent.withdraw()
  })
  await expect.poll(() => choicesOf(ui)).toMatchObject({ analytics: 'denied', embeds: 'denied' })
})
