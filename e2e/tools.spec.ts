/** What visitors' own tools find: the names of buttons, and the one way to answer for people. */
import { readFileSync } from 'node:fs'
import type { Layer } from '../src/core/types.ts'
import { expect, test } from './fixtures.ts'
import {
  acceptAll,
  BANNER,
  choicesOf,
  FRAME,
  PREFERENCES,
  page,
  ran,
  settle,
  TAGS,
  tracked,
} from './pages.ts'
import type { Ui } from './ui.ts'

/** The ids that the README gives the buttons of a part. */
function promised(part: string): readonly string[] {
  const rows = readFileSync('README.md', 'utf8').split('\n')
  const row = rows.find((line) => line.startsWith(`| \`${part}\` | \`metalive-consent`)) ?? ''
  return [...row.matchAll(/`([a-z]+-[a-z…-]+)`/g)]
    .map(([, id = '']) => id)
    .filter((id) => id.startsWith(`${part}-`))
}

/** The ids and parts of the buttons in the layers of this part, as a tool sees them. */
function buttons(ui: Ui, part: string): Promise<readonly (readonly [id: string, part: string])[]> {
  return ui.evaluate((wanted) => {
    const hosts = document.querySelectorAll('metalive-consent, metalive-consent-embed')
    return [...hosts]
      .flatMap(({ shadowRoot }) => [
        ...(shadowRoot?.querySelectorAll(`[part=${wanted}] button`) ?? []),
      ])
      .map(({ id, part }) => [id, part.value] as const)
  }, part)
}

function show(ui: Ui, layer: Layer): Promise<void> {
  return ui.evaluate((which) => {
    const { metaliveConsent } = window
    if (metaliveConsent && 'show' in metaliveConsent) metaliveConsent.show(which)
  }, layer)
}

/** All that there are have the README's ids and one part; `least` are there. Tells them. */
async function namedAs(ui: Ui, part: string, least: number): Promise<readonly string[]> {
  await expect.poll(async () => (await buttons(ui, part)).length).toBeGreaterThanOrEqual(least)
  const found = await buttons(ui, part)
  expect(found.filter(([, each]) => each !== 'button')).toEqual([])
  const unknown = found.filter(([id]) => !promised(part).includes(id))
  expect(unknown.filter(([id]) => !id.startsWith('record-verify-'))).toEqual([])
  return found.map(([id]) => id)
}

test('every button has the id that the README gives it, and the part of all', async ({
  ui,
  site,
}) => {
  site.put('/', { body: page({ head: TAGS, body: FRAME }) })
  await ui.goto('/')
  const seen = new Set<string>()
  const expectNamed = async (part: string, least: number): Promise<void> => {
    for (const id of await namedAs(ui, part, least)) seen.add(id)
  }
  await expectNamed('banner', 3)
  await expectNamed('embed', 2)
  await ui.click('button', '個別に選ぶ')
  await expectNamed('preferences', 5)
  await ui.press('Escape')
  await ui.click('button', 'すべて許可')
  await expectNamed('age', 3)
  await ui.click('button', '15歳以下')
  await expect.poll(async () => (await buttons(ui, 'age'))[0]?.[0]).toBe('age-agree')
  await expectNamed('age', 3)
  await ui.click('button', '年齢を選び直す')
  await ui.click('button', '16歳以上')
  await expect.poll(() => ran(ui)).toHaveLength(5)
  await show(ui, 'wording')
  await expectNamed('notice', 1)
  await show(ui, 'record')
  await expectNamed('record', 4)
  await ui.click('button', 'すべて取り消す')
  await expectNamed('withdrawal', 2)
  await press(ui, 'withdrawal-close')
  await ui.evaluate(() => {
    const { metaliveConsent } = window
    if (metaliveConsent && 'ask' in metaliveConsent) metaliveConsent.ask('zendesk')
  })
  await expectNamed('ask', 3)
  const parts = ['banner', 'embed', 'preferences', 'age', 'notice', 'record', 'withdrawal', 'ask']
  // Those of the record are there where receipts are kept, the last while something plays.
  expect(parts.flatMap(promised).filter((id) => !seen.has(id))).toEqual([
    'record-copy',
    'record-verify-…',
    'withdrawal-stop-after',
  ])
})

/** What an extension does in its own world, which shares nothing with the page but the document. */
function press(ui: Ui, id: string): Promise<void> {
  return ui.evaluate((wanted) => {
    const hosts = document.querySelectorAll('metalive-consent, metalive-consent-settings')
    for (const { shadowRoot } of hosts) shadowRoot?.getElementById(wanted)?.click()
  }, id)
}

test('a tool refuses for a first visitor, and nothing runs, now or later', async ({ ui, site }) => {
  site.put('/', { body: page({ head: TAGS, body: FRAME }) })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await press(ui, 'banner-reject')
  await ui.waitFor('region', BANNER, 'hidden')
  expect(await choicesOf(ui)).toEqual({
    functional: 'denied',
    analytics: 'denied',
    advertising: 'denied',
    embeds: 'denied',
  })
  await ui.reload()
  await settle(ui)
  expect(tracked(site)).toEqual([])
})

test('a tool takes back what was granted, in two clicks', async ({ ui, site }) => {
  site.put('/', { body: page({ head: TAGS }).replace(/<a [^>]*data-consent-open.*<\/a>/, '') })
  await ui.goto('/')
  await acceptAll(ui)
  await ui.waitFor('button', PREFERENCES)
  await press(ui, 'settings-open')
  await ui.waitFor('dialog', PREFERENCES)
  await press(ui, 'preferences-reject')
  await expect.poll(() => choicesOf(ui)).toMatchObject({ analytics: 'denied', embeds: 'denied' })
})

test('no click of a tool grants anything', async ({ ui, site }) => {
  site.put('/', { body: page({ head: TAGS, body: FRAME }) })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  const once = (): Promise<void> =>
    ui.evaluate(() => {
      const root = document.querySelector('metalive-consent-embed')?.shadowRoot
      for (const button of root?.querySelectorAll('button') ?? []) button.click()
    })
  await expect.poll(async () => (await buttons(ui, 'embed')).length).toBe(2)
  await once()
  await press(ui, 'banner-accept')
  await press(ui, 'banner-choose')
  await ui.waitFor('dialog', PREFERENCES)
  await press(ui, 'preferences-accept')
  await show(ui, 'age')
  await expect.poll(async () => (await buttons(ui, 'age')).length).toBe(3)
  await press(ui, 'age-adult')
  await settle(ui)
  expect(await ran(ui)).toEqual([])
  expect(tracked(site)).toEqual([])
  expect(await ui.cookies()).toEqual([])
})
