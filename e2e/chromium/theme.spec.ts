/** What only this browser's driver can ask for: the visitor's own settings. */
import { BANNER, PREFERENCES, page, TAGS } from '../pages.ts'
import { expect, test } from './fixtures.ts'

interface Looks {
  readonly surface: string
  readonly opacity: string
  /** What an animation changes. */
  readonly moves: readonly string[]
  readonly border: string
}

/** Runs in the page. */
function looks(): Looks {
  const root = document.querySelector('metalive-consent')?.shadowRoot
  const banner = root?.querySelector('.banner')
  const button = root?.querySelector('button')
  if (!banner || !button) throw new Error('There is no banner.')
  const { backgroundColor: surface, opacity } = getComputedStyle(banner)
  const frames = banner.getAnimations().flatMap(({ effect }) => {
    return effect instanceof KeyframeEffect ? effect.getKeyframes() : []
  })
  const own = ['offset', 'computedOffset', 'easing', 'composite']
  const names = frames.flatMap((frame) => Object.keys(frame))
  const moves = [...new Set(names)].filter((name) => !own.includes(name))
  return { surface, opacity, moves, border: getComputedStyle(button).borderTopColor }
}

test.beforeEach(({ site }) => {
  site.put('/', { body: page({ head: TAGS }) })
})

test('who wants dark has it, but for a page that says light', async ({ ui, site, page: tab }) => {
  await tab.emulateMedia({ colorScheme: 'dark' })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  expect((await ui.evaluate(looks)).surface).toBe('rgb(28, 30, 37)')
  site.put('/light', { body: page({}).replace('<html', '<html data-consent-theme="light"') })
  await ui.goto('/light')
  await ui.waitFor('region', BANNER)
  expect((await ui.evaluate(looks)).surface).toBe('rgb(255, 255, 255)')
})

/** Runs in the page: what each of our properties is. */
function properties(): Readonly<Record<string, string>> {
  const host = document.querySelector('metalive-consent')
  const sheets = host?.shadowRoot?.adoptedStyleSheets ?? []
  const css = sheets.flatMap(({ cssRules }) => [...cssRules].map(({ cssText }) => cssText)).join()
  const names = new Set(css.match(/--consent-[a-z]+(?=:)/g))
  const style = host && getComputedStyle(host)
  return Object.fromEntries([...names].map((name) => [name, style?.getPropertyValue(name) ?? '']))
}

test('a page that says dark has each color that a visitor has who wants dark', async ({
  ui,
  site,
  page: tab,
}) => {
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  const light = await ui.evaluate(properties)
  expect(Object.keys(light).length).toBeGreaterThan(6)
  await tab.emulateMedia({ colorScheme: 'dark' })
  const dark = await ui.evaluate(properties)
  const colors = Object.keys(light).filter((name) => light[name] !== dark[name])
  expect(colors).toEqual(expect.arrayContaining(['--consent-text', '--consent-focus']))
  await tab.emulateMedia({ colorScheme: 'light' })
  site.put('/dark', { body: page({}).replace('<html', '<html data-consent-theme="dark"') })
  await ui.goto('/dark')
  await ui.waitFor('region', BANNER)
  expect(await ui.evaluate(properties)).toEqual(dark)
})

test('nothing moves or fades: what is there can be read and pressed at once', async ({
  ui,
  page: tab,
}) => {
  await tab.emulateMedia({ reducedMotion: 'no-preference' })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  expect(await ui.evaluate(looks)).toMatchObject({ moves: [], opacity: '1' })
})

test('where colors are the visitor’s own, a switch is the browser’s own, and the dialog has an edge', async ({
  ui,
  page: tab,
}) => {
  const drawn = (): Promise<Readonly<Record<string, string>>> =>
    ui.evaluate(() => {
      const root = document.querySelector('metalive-consent')?.shadowRoot
      const dialog = root?.querySelector('dialog')
      const input = root?.querySelector('input')
      if (!dialog || !input) throw new Error('There are no preferences.')
      const { borderTopStyle, borderTopWidth, borderTopColor, backgroundColor } =
        getComputedStyle(dialog)
      return {
        switch: getComputedStyle(input).appearance,
        edge: `${borderTopStyle} ${borderTopWidth}`,
        isEdgeSeen: String(borderTopColor !== backgroundColor),
      }
    })
  await ui.goto('/')
  await ui.click('button', '個別に選ぶ')
  await ui.waitFor('dialog', PREFERENCES)
  expect(await drawn()).toMatchObject({ switch: 'none' })
  await tab.emulateMedia({ forcedColors: 'active', colorScheme: 'light' })
  expect(await drawn()).toEqual({ switch: 'auto', edge: 'solid 1px', isEdgeSeen: 'true' })
})

test('where colors are the visitor’s own, buttons have a border', async ({ ui, page: tab }) => {
  await tab.emulateMedia({ forcedColors: 'active', colorScheme: 'light' })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  expect((await ui.evaluate(looks)).border).not.toBe('rgba(0, 0, 0, 0)')
})
