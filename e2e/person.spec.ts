import { expect, test } from './fixtures.ts'
import { acceptAll, BANNER, choicesOf, page, ran, settle, TAGS } from './pages.ts'
import type { Ui } from './ui.ts'

/** A click that the page's own script makes, as extensions do. */
function pressByScript(ui: Ui, name: string): Promise<void> {
  return ui.evaluate((text) => {
    const root = document.querySelector('metalive-consent')?.shadowRoot
    const buttons = [...(root?.querySelectorAll('button') ?? [])]
    buttons.find((button) => button.textContent === text)?.click()
  }, name)
}

test.beforeEach(async ({ ui, site }) => {
  site.put('/', { body: page({ head: TAGS }) })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
})

test('a scripted acceptance grants nothing and asks to press again', async ({ ui }) => {
  await pressByScript(ui, 'すべて許可')
  await settle(ui)
  expect(await ran(ui)).toEqual([])
  expect(await ui.cookies()).toEqual([])
  expect(await ui.text('region', BANNER)).toContain('もう一度、ご自身で押してください。')
  await acceptAll(ui)
  await expect.poll(() => ran(ui)).toHaveLength(5)
})

test('a scripted refusal is honoured', async ({ ui }) => {
  await pressByScript(ui, 'すべて拒否')
  await ui.waitFor('region', BANNER, 'hidden')
  expect(await choicesOf(ui)).toMatchObject({ analytics: 'denied', advertising: 'denied' })
})
