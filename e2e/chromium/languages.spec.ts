/** Every layer in every language: it fits the smallest phone, and can be read and pressed. */
import { linkOf, rowOf } from '../../demo/states-list.ts'
import { axeFindings, serveAxe } from '../axe.ts'
import { badBreaks, brokenTexts, coloredTexts, GLANCED, tooPale, unfit } from '../looks.ts'
import { settle } from '../pages.ts'
import { expect, test } from './fixtures.ts'

/** Of QA's table, with what of ours is pressed there, one after another. */
const SCREENS: Readonly<Record<string, readonly string[]>> = {
  first: ['#banner-accept', '#age-minor'],
  'gpc-first': [],
  preferences: ['#preferences-record'],
  'no-record': [],
  ask: [],
  'ask-purpose': [],
  'settings-button': [],
  rejected: [],
  unsaved: ['#banner-reject'],
  withdrawn: [],
}

/** Runs in the page: whether something of ours is shown in that language. */
function speaks(lang: string): boolean {
  const hosts = document.querySelectorAll(
    'metalive-consent, metalive-consent-settings, metalive-consent-embed',
  )
  return [...hosts].some(({ shadowRoot }) =>
    [...(shadowRoot?.querySelectorAll(`[lang="${lang}"]`) ?? [])].some(
      (each) => each.matches(':not(button.link)') && each.getClientRects().length > 0,
    ),
  )
}

for (const lang of ['en', 'ja-x-easy']) {
  for (const [id, ours] of Object.entries(SCREENS)) {
    test(`${id} in ${lang}`, async ({ site, ui, page }) => {
      const row = rowOf(id)
      await serveAxe(site)
      await ui.resize(320, 568)
      await ui.goto('/favicon.svg')
      await ui.evaluate((lang) => localStorage.setItem('metalive_consent_language', lang), lang)
      await ui.goto(linkOf(row))
      if (ours.length === 0) {
        for (const [role, name] of row.press ?? []) await ui.click(role, name)
      }
      for (const selector of ['', ...ours]) {
        if (selector) await page.locator(`metalive-consent ${selector}`).click()
        await expect.poll(() => ui.evaluate(speaks, lang)).toBe(true)
        await settle(ui)
        const fits = { targets: [], texts: [], wide: [], hidden: [] }
        expect.soft(await ui.evaluate(unfit), selector).toMatchObject(fits)
        expect.soft(tooPale(await ui.evaluate(coloredTexts)), selector).toEqual([])
        expect.soft(badBreaks(await ui.evaluate(brokenTexts, GLANCED)), selector).toEqual([])
        expect.soft(await axeFindings(ui), selector).toEqual([])
      }
    })
  }
}
