/**
 * Every row of QA's table of states: its link leads to what the table says, in which axe finds nothing
 * wrong, in light and dark, and which fits the smallest phone.
 */
import type { Page } from '@playwright/test'
import { GROUPS, linkOf, type StateRow } from '../../demo/states-list.ts'
import type { Consent, ConsentState } from '../../src/core/types.ts'
import { axeFindings, serveAxe } from '../axe.ts'
import {
  badBreaks,
  brokenTexts,
  coloredTexts,
  edgeless,
  GLANCED,
  tooPale,
  unfit,
  unfold,
} from '../looks.ts'
import { settle } from '../pages.ts'
import type { Ui } from '../ui.ts'
import { expect, test } from './fixtures.ts'

/** What the page's consent says, whichever way the page has it. */
function stateOf(ui: Ui): Promise<Pick<ConsentState, 'status' | 'asks' | 'choices'>> {
  return ui.evaluate(() => {
    const consent = (Reflect.get(window, 'metaliveConsent') ??
      Reflect.get(window, 'consent')) as Consent
    const { status, asks, choices } = consent.state
    return { status, asks, choices: { ...choices } }
  })
}

async function expectState(ui: Ui, { expected }: StateRow): Promise<void> {
  const { status, asks } = expected
  await expect.poll(async () => (await stateOf(ui)).status).toBe(status)
  const { choices, ...state } = await stateOf(ui)
  expect(state).toEqual({ status, asks })
  const named = Object.keys(expected.choices).map((id) => [id, choices[id] ?? 'unasked'])
  expect(Object.fromEntries(named)).toEqual(expected.choices)
}

async function expectShown(ui: Ui, { expected }: StateRow): Promise<void> {
  const { shown, says, notShown = [] } = expected
  for (const [role, name] of shown) await ui.waitFor(role, name)
  const [first] = shown
  if (first && says) await expect.poll(() => ui.text(...first)).toContain(says)
  if (notShown.length > 0) await settle(ui)
  for (const [role, name] of notShown) await ui.waitFor(role, name, 'hidden')
}

/** Whether something of ours that can be pressed is among what it shows. */
function hasTargets({ id, expected }: StateRow): boolean {
  const others = ['waiting', 'disclosure', 'stopped', 'no-banner', 'broken-config']
  return !others.includes(id) && expected.shown.length > 0
}

const WIDE = [768, 1280, 1920] as const
const PHONE = { width: 390, height: 844 }

/** In light, in the dark on a phone, and in the visitor's own colors, with all of it unfolded. */
async function expectReadable(ui: Ui, page: Page, { size = PHONE }: StateRow): Promise<void> {
  await ui.evaluate(unfold)
  expect.soft(await axeFindings(ui), 'light').toEqual([])
  const light = await ui.evaluate(coloredTexts)
  expect.soft(tooPale(light), 'light').toEqual([])
  expect.soft((await ui.evaluate(unfit)).targets).toEqual([])
  await ui.resize(size.width, size.height)
  await page.emulateMedia({ colorScheme: 'dark' })
  expect.soft(await axeFindings(ui), 'dark, on a phone').toEqual([])
  const texts = await ui.evaluate(coloredTexts)
  expect.soft(tooPale(texts), 'dark').toEqual([])
  expect(texts.filter(({ text }) => /\{[^{}]*\}/.test(text))).toEqual([])
  await page.emulateMedia({ forcedColors: 'active' })
  expect.soft(tooPale(await ui.evaluate(coloredTexts)), 'forced colors').toEqual([])
  expect.soft(await ui.evaluate(edgeless), 'forced colors').toEqual([])
  await page.emulateMedia({ forcedColors: 'none' })
}

async function expectFitting(ui: Ui, row: StateRow): Promise<void> {
  const whole = { targets: [], texts: [], wide: [], hidden: [] }
  const small = row.size ?? { width: 320, height: 568 }
  await ui.resize(small.width, small.height)
  const found = await ui.evaluate(unfit)
  // From three metres away it needs more.
  expect.soft(found).toMatchObject({ ...whole, ...(row.id !== 'tv' && { tall: [] }) })
  if (hasTargets(row)) expect.soft(found.targetCount).toBeGreaterThan(0)
  expect.soft(badBreaks(await ui.evaluate(brokenTexts, GLANCED))).toEqual([])
  if (row.size) return
  // 1280 × 1024 at 400 %.
  await ui.resize(320, 256)
  expect.soft(await ui.evaluate(unfit)).toMatchObject({ wide: [], hidden: [] })
  for (const width of WIDE) {
    await ui.resize(width, 800)
    expect.soft(await ui.evaluate(unfit), `${width}`).toMatchObject({ wide: [], hidden: [] })
    expect.soft(badBreaks(await ui.evaluate(brokenTexts, GLANCED)), `${width}`).toEqual([])
  }
  await ui.resize(PHONE.width, PHONE.height)
  expect.soft(badBreaks(await ui.evaluate(brokenTexts, GLANCED))).toEqual([])
}

for (const { title, rows } of GROUPS) {
  test.describe(title, () => {
    for (const row of rows) {
      test(`${row.title}: ${row.sees}`, async ({ site, ui, page }) => {
        await serveAxe(site)
        if (row.size) await ui.resize(row.size.width, row.size.height)
        await ui.goto(linkOf(row))
        for (const [role, name] of row.press ?? []) await ui.click(role, name)
        await expectShown(ui, row)
        await expectState(ui, row)
        expect((await ui.console()).filter(({ level }) => level === 'uncaught')).toEqual([])
        await expectReadable(ui, page, row)
        await expectFitting(ui, row)
      })
    }
  })
}
