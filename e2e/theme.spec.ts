/** Ours to look at by default, the site's to color: whatever it sets, both answers get it alike. */
import { metalive } from '../src/metalive.ts'
import { expect, test } from './fixtures.ts'
import { acceptAll, BANNER, PREFERENCES, page, TAGS } from './pages.ts'
import { OWN_SCRIPT, serveBuilds } from './site-build.ts'
import type { Ui } from './ui.ts'

const DARK = 'rgb(28, 30, 37)'
const LIGHT = 'rgb(255, 255, 255)'

/** Runs in the page: how one of our elements looks. */
function look(selector: string, property: string): string {
  const hosts = [...document.querySelectorAll('metalive-consent, metalive-consent-settings')]
  const found = hosts.flatMap(({ shadowRoot }) => shadowRoot?.querySelector(selector) ?? [])[0]
  return found ? getComputedStyle(found).getPropertyValue(property) : 'nothing there'
}

/** Runs in the page: our texts that are smaller than 16 pixels, and on screen; readings are, by nature. */
function small(): readonly string[] {
  const root = document.querySelector('metalive-consent')?.shadowRoot
  const texts = [...(root?.querySelectorAll(':not(rt)') ?? [])].filter(
    (each) =>
      each.getClientRects().length > 0 &&
      [...each.childNodes].some(({ nodeType, nodeValue }) => nodeType === 3 && nodeValue?.trim()),
  )
  if (texts.length === 0) throw new Error('There is no text.')
  const isSmall = (each: Element): boolean => parseFloat(getComputedStyle(each).fontSize) < 16
  return texts.filter(isSmall).map(({ textContent }) => textContent ?? '')
}

async function openPreferences(ui: Ui): Promise<void> {
  await ui.click('button', '個別に選ぶ')
  await ui.waitFor('dialog', PREFERENCES)
}

test('a site’s custom properties color every layer, and both answers alike', async ({
  ui,
  site,
}) => {
  const head = `${TAGS}<style>
    :is(metalive-consent, metalive-consent-settings) {
      --consent-surface: #102030; --consent-text: #eef; --consent-button: #0a7; --consent-button-text: #010;
      --consent-radius: 4px; --consent-font: serif; --consent-muted: #abc; --consent-line: #123456;
      --consent-focus: #fedcba;
    }
  </style>`
  site.put('/', { body: page({ head }).replace(/<a [^>]*data-consent-open.*<\/a>/, '') })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  const sees = (selector: string, property: string): Promise<string> =>
    ui.evaluate(look, selector, property)
  expect(await sees('.banner', 'background-color')).toBe('rgb(16, 32, 48)')
  expect(await sees('.banner', 'color')).toBe('rgb(238, 238, 255)')
  expect(await sees('.banner', 'font-family')).toBe('serif')
  for (const id of ['accept', 'reject', 'choose']) {
    expect(await sees(`#banner-${id}`, 'background-color')).toBe('rgb(0, 170, 119)')
    expect(await sees(`#banner-${id}`, 'color')).toBe('rgb(0, 17, 0)')
    expect(await sees(`#banner-${id}`, 'border-top-left-radius')).toBe('2.5px')
  }
  await openPreferences(ui)
  expect(await sees('dialog', 'background-color')).toBe('rgb(16, 32, 48)')
  expect(await sees('.note', 'color')).toBe('rgb(170, 187, 204)')
  expect(await sees('.purpose + *', 'border-top-color')).toBe('rgb(18, 52, 86)')
  await ui.press('Tab')
  expect(await sees(':focus-visible', 'outline-color')).toBe('rgb(254, 220, 186)')
  await ui.press('Escape')
  await acceptAll(ui)
  await ui.waitFor('button', PREFERENCES)
  expect(await sees('#settings-open', 'background-color')).toBe('rgb(16, 32, 48)')
})

test('a site’s style for a part reaches it, and for one button every button', async ({
  ui,
  site,
}) => {
  const head = `<style>
    metalive-consent::part(banner) { border-top-color: rgb(1, 2, 3) }
    metalive-consent::part(button) { text-transform: uppercase }
    metalive-consent::part(button):first-child { font-size: 40px }
  </style>`
  site.put('/', { body: page({ head }) })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  expect(await ui.evaluate(look, '.banner', 'border-top-color')).toBe('rgb(1, 2, 3)')
  for (const id of ['accept', 'reject', 'choose']) {
    expect(await ui.evaluate(look, `#banner-${id}`, 'text-transform')).toBe('uppercase')
    expect(await ui.evaluate(look, `#banner-${id}`, 'font-size')).toBe('16px')
  }
})

for (const [theme, surface] of [
  ['dark', DARK],
  ['light', LIGHT],
] as const) {
  test(`a page that says ${theme} on its root element has ${theme} layers, and may say otherwise later`, async ({
    ui,
    site,
  }) => {
    const body = page({ head: TAGS }).replace('<html', `<html data-consent-theme="${theme}"`)
    site.put('/', { body })
    await ui.goto('/')
    await ui.waitFor('region', BANNER)
    expect(await ui.evaluate(look, '.banner', 'background-color')).toBe(surface)
    const other = theme === 'dark' ? 'light' : 'dark'
    await ui.evaluate((other) => {
      document.documentElement.setAttribute('data-consent-theme', other)
    }, other)
    await openPreferences(ui)
    const opposite = theme === 'dark' ? LIGHT : DARK
    expect(await ui.evaluate(look, 'dialog', 'background-color')).toBe(opposite)
  })
}

test('a card stands off the edges, a bar lies on them, and on a phone either is a sheet', async ({
  ui,
  site,
}) => {
  await serveBuilds(site, [{ ...metalive, layout: 'bar' }])
  site.put('/card', { body: page({}) })
  site.put('/bar', { body: page({ script: OWN_SCRIPT }) })
  const box = (): Promise<readonly number[]> =>
    ui.evaluate(() => {
      const root = document.querySelector('metalive-consent')?.shadowRoot
      const { left, right, bottom } = root?.querySelector('.banner')?.getBoundingClientRect() ?? {}
      const { clientWidth, clientHeight } = document.documentElement
      return [left ?? -1, clientWidth - (right ?? -1), clientHeight - (bottom ?? -1)]
    })
  await ui.goto('/card')
  await ui.waitFor('region', BANNER)
  await expect.poll(box).toEqual([190, 190, 24])
  await ui.goto('/bar')
  await ui.waitFor('region', BANNER)
  await expect.poll(box).toEqual([0, 0, 0])
  for (const path of ['/card', '/bar']) {
    await ui.goto(path)
    await ui.waitFor('region', BANNER)
    await ui.resize(390, 640)
    await expect.poll(box).toEqual([0, 0, 0])
    await ui.resize(1280, 720)
  }
})

test('on the smallest phone the banner takes 45 % at most, and no text of ours is under 16 pixels', async ({
  ui,
  site,
}) => {
  site.put('/', { body: page({ head: TAGS }) })
  await ui.resize(320, 568)
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  expect(await ui.evaluate(small)).toEqual([])
  const height = parseFloat(await ui.evaluate(look, '.banner', 'height'))
  expect(height).toBeGreaterThan(200)
  expect(height).toBeLessThanOrEqual(568 * 0.45)
  await openPreferences(ui)
  await ui.evaluate(() => {
    const root = document.querySelector('metalive-consent')?.shadowRoot
    for (const each of root?.querySelectorAll('details') ?? []) each.open = true
  })
  expect(await ui.evaluate(small)).toEqual([])
})
