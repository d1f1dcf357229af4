import { expect, test } from './fixtures.ts'
import { BANNER, PREFERENCES, page, ran, SCRIPT, sayAge, TAGS } from './pages.ts'

for (const [what, without] of [
  ['popover', 'delete HTMLElement.prototype.showPopover'],
  ['constructable style sheets', 'window.CSSStyleSheet = undefined'],
]) {
  test(`a browser without ${what} shows both layers`, async ({ ui, site }) => {
    site.put('/', { body: page({ script: `<script>${without}</script>${SCRIPT}`, head: TAGS }) })
    await ui.goto('/')
    await ui.waitFor('region', BANNER)
    const position = await ui.evaluate(() => {
      const banner = document
        .querySelector('metalive-consent')
        ?.shadowRoot?.querySelector('section')
      return banner && getComputedStyle(banner).position
    })
    expect(position).toBe('fixed')
    await ui.click('button', '個別に選ぶ')
    await ui.within('dialog', PREFERENCES).click('button', 'すべて許可')
    await sayAge(ui)
    await expect.poll(() => ran(ui)).toHaveLength(5)
  })
}
