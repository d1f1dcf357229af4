/** Taking back is as near as giving: a button on every page that has no link of its own. */
import { metalive } from '../src/metalive.ts'
import { expect, test } from './fixtures.ts'
import { acceptAll, BANNER, choicesOf, PREFERENCES, page, ran, settle, TAGS } from './pages.ts'
import { OWN_SCRIPT, serveBuilds } from './site-build.ts'
import type { Ui } from './ui.ts'

const LINK = /<a [^>]*data-consent-open.*<\/a>/
const BARE = page({ head: TAGS }).replace(LINK, '')

/** Of the SDK's own files, those beside `consent.js`, without their hashes. */
function fetched(log: readonly { readonly path: string }[]): readonly string[] {
  const names = log.flatMap(({ path }) => /\/metalive\/(consent-\w+)-/.exec(path)?.[1] ?? [])
  return [...new Set(names)].sort()
}

async function hasButton(ui: Ui): Promise<boolean> {
  await settle(ui)
  return ui.visible('button', PREFERENCES)
}

test.beforeEach(async ({ site }) => {
  site.put('/', { body: BARE })
})

test('who has granted everything withdraws it in two actions, from a page without a link', async ({
  ui,
  site,
}) => {
  await ui.goto('/')
  await acceptAll(ui)
  await expect.poll(() => ran(ui)).toHaveLength(5)
  site.put('/other', { body: BARE })
  await ui.goto('/other')

  await ui.click('button', PREFERENCES)
  await ui.within('dialog', PREFERENCES).click('button', 'すべて拒否')

  await expect.poll(() => choicesOf(ui)).toMatchObject({ analytics: 'denied', embeds: 'denied' })
})

test('a first visitor has the button after the answer, not before, and fetches it no sooner', async ({
  ui,
  site,
}) => {
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  expect(await hasButton(ui)).toBe(false)
  expect(fetched(site.log)).not.toContain('consent-later')
  await ui.click('button', 'すべて拒否')
  await ui.waitFor('button', PREFERENCES)
  expect(fetched(site.log)).toContain('consent-settings')
})

test('a page with a link of its own has no button, and costs no file more', async ({
  ui,
  site,
}) => {
  await ui.goto('/')
  await acceptAll(ui)
  await ui.waitFor('button', PREFERENCES)
  site.put('/linked', { body: page({ head: TAGS }) })
  // Asked for a moment after the banner, on the page before.
  const after = ['consent-quiet', 'consent-ui']
  await expect.poll(() => fetched(site.log)).toEqual(expect.arrayContaining(after))
  site.clear()
  await ui.goto('/linked')
  expect(await hasButton(ui)).toBe(false)
  expect(fetched(site.log)).toEqual([])
})

test('a site that wants none has none', async ({ ui, site }) => {
  await serveBuilds(site, [{ ...metalive, settingsButton: false }])
  site.put('/', { body: page({ script: OWN_SCRIPT }).replace(LINK, '') })
  await ui.goto('/')
  await ui.click('button', 'すべて拒否')
  await ui.waitFor('region', BANNER, 'hidden')
  expect(await hasButton(ui)).toBe(false)
})

test('with the keyboard it is reached, opens, and has the focus again', async ({ ui }) => {
  await ui.goto('/')
  await ui.click('button', 'すべて拒否')
  await ui.waitFor('button', PREFERENCES)
  await ui.reload()
  await ui.waitFor('button', PREFERENCES)
  await ui.press('Tab')
  expect(await ui.focused()).toMatchObject({ role: 'button', name: PREFERENCES })
  await ui.press('Enter')
  await ui.waitFor('dialog', PREFERENCES)
  expect(await ui.visible('button', PREFERENCES)).toBe(false)
  await ui.press('Escape')
  await ui.waitFor('dialog', PREFERENCES, 'hidden')
  await ui.waitFor('button', PREFERENCES)
  expect(await ui.focused()).toMatchObject({ role: 'button', name: PREFERENCES })
})

test('it is never beside a banner', async ({ ui }) => {
  await ui.goto('/')
  await ui.click('button', 'すべて拒否')
  await ui.waitFor('button', PREFERENCES)
  const show = (layer: 'banner' | 'record'): Promise<unknown> =>
    ui.evaluate((which) => {
      const { metaliveConsent } = window
      if (metaliveConsent && 'show' in metaliveConsent) metaliveConsent.show(which)
    }, layer)
  await show('banner')
  await ui.waitFor('region', BANNER)
  expect(await hasButton(ui)).toBe(false)
  await ui.click('button', 'すべて拒否')
  await ui.waitFor('button', PREFERENCES)
})

for (const width of [320, 390, 768, 1280, 1920]) {
  test(`it is small, large enough to press, and whole at ${width} px`, async ({ ui }) => {
    await ui.goto('/')
    await ui.click('button', 'すべて拒否')
    await ui.resize(width, 720)
    await ui.waitFor('button', PREFERENCES)
    const { left, bottom, height, size } = await ui.evaluate(() => {
      const root = document.querySelector('metalive-consent-settings')?.shadowRoot
      const box = root?.querySelector('button')?.getBoundingClientRect()
      if (!box) throw new Error('There is no button.')
      return {
        left: box.left,
        bottom: innerHeight - box.bottom,
        height: box.height,
        size: box.width,
      }
    })
    expect(left).toBeGreaterThanOrEqual(12)
    expect(bottom).toBeGreaterThanOrEqual(12)
    expect(height).toBeGreaterThanOrEqual(44)
    expect(size).toBeGreaterThanOrEqual(44)
    expect(size).toBeLessThanOrEqual(190)
    expect(await ui.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  })
}

test('it makes way for player controls, and comes back when they are gone', async ({
  ui,
  site,
}) => {
  const controls = `<div id="controls" data-consent-keep-clear
    style="position: fixed; inset: auto 0 0; height: 60px; background: #ccc">0:00</div>`
  site.put('/', { body: BARE.replace('</body>', `${controls}</body>`) })
  await ui.goto('/')
  await ui.click('button', 'すべて拒否')
  await ui.waitFor('button', PREFERENCES)
  /** Pixels of the button's lower edge above the viewport's. */
  const lower = (): Promise<number> =>
    ui.evaluate(() => {
      const root = document.querySelector('metalive-consent-settings')?.shadowRoot
      return innerHeight - (root?.querySelector('button')?.getBoundingClientRect().bottom ?? 0)
    })
  await expect.poll(lower).toBeGreaterThanOrEqual(60)
  expect(await lower()).toBeLessThan(90)
  await ui.evaluate(() => {
    document.getElementById('controls')?.remove()
    scrollBy(0, 1)
    dispatchEvent(new Event('resize'))
  })
  await expect.poll(lower).toBe(12)
  await ui.click('button', PREFERENCES)
  await ui.waitFor('dialog', PREFERENCES)
})

test('the page’s focus is never under it', async ({ ui, site }) => {
  const link = `<a href="/" id="low" style="position: fixed; inset: auto auto 24px 30px">案内</a>`
  site.put('/', { body: BARE.replace('</body>', `${link}</body>`) })
  await ui.goto('/')
  await ui.click('button', 'すべて拒否')
  await ui.reload()
  await ui.waitFor('button', PREFERENCES)
  const onTop = (): Promise<string | undefined> =>
    ui.evaluate(() => {
      const { x, y } = document.getElementById('low')?.getBoundingClientRect() ?? { x: 0, y: 0 }
      return document.elementFromPoint(x + 8, y + 8)?.id
    })
  expect(await onTop()).not.toBe('low')
  await ui.evaluate(() => document.getElementById('low')?.focus())
  await expect.poll(onTop).toBe('low')
})

for (const path of ['/index.html', '/watch.html', '/privacy.html', '/qa.html', '/headless.html']) {
  test(`from ${path} of the demo everything is taken back in two actions`, async ({ ui }) => {
    await ui.goto(`/qa-state?${new URLSearchParams({ state: 'accepted', to: path })}`)
    if (path === '/qa.html') await ui.click('button', '設定を開く')
    // The player’s page has a second link, in its footer.
    else if (path === '/watch.html')
      await ui.within('region', 'この動画で動いている計測').click('link', PREFERENCES)
    else await ui.click('link', PREFERENCES)
    await ui.within('dialog', PREFERENCES).click('button', 'すべて拒否')
    await expect.poll(() => choicesOf(ui)).toMatchObject({ analytics: 'denied', embeds: 'denied' })
  })
}
