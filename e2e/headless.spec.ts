/** A page that draws all that is asked by itself: `demo/headless.html`. */
import { readFileSync } from 'node:fs'
import type { Site } from '../demo/server.ts'
import type { Consent, OwnReceipt } from '../src/core/types.ts'
import { metalive } from '../src/metalive.ts'
import { plainText } from '../src/ui/annotations.ts'
import { axeFindings, serveAxe } from './axe.ts'
import { expect, test } from './fixtures.ts'
import {
  acceptAll,
  BANNER,
  choicesOf,
  GPC,
  ownErrors,
  PREFERENCES,
  recordOf,
  sayAge,
  settle,
  tracked,
} from './pages.ts'
import { misfits, posted, receiptsIn, sha256 } from './receipts.ts'
import type { Ui } from './ui.ts'

const PAGE = '/headless.html'

/** Ours, where there are any. */
const OURS = 'metalive-consent, metalive-consent-settings'

const DENIED = {
  functional: 'denied',
  analytics: 'denied',
  advertising: 'denied',
  embeds: 'denied',
}

test.beforeEach(async ({ ui }) => {
  await ui.goto(PAGE)
  await ui.waitFor('region', BANNER)
})

const ownReceipts = (ui: Ui): Promise<readonly OwnReceipt[]> =>
  ui.evaluate(() => (Reflect.get(window, 'consent') as Consent).receipts())

const ours = (ui: Ui): Promise<number> =>
  ui.evaluate((selector) => document.querySelectorAll(selector).length, OURS)

/** The last receipt that the server has is of this press, and of the words that stood there. */
async function expectProof(
  ui: Ui,
  site: Site,
  { layer, button, words }: { layer: string; button: string; words: string },
): Promise<void> {
  const last = async (): Promise<object | null | undefined> => (await site.receipts()).at(-1)?.shown
  await expect.poll(last).toMatchObject({ layer, button, lang: 'ja' })
  expect(receiptsIn(posted(site)).flatMap(misfits)).toEqual([])
  const own = (await ownReceipts(ui)).at(-1)
  expect((await site.receipts()).at(-1)?.shown?.hash).toBe(sha256(own?.text ?? ''))
  expect(own?.text.replace(/\s/g, '')).toBe(words.replace(/\s/g, ''))
}

/** A click of the page's own script. */
const pressByScript = (ui: Ui, name: string): Promise<void> =>
  ui.evaluate((text) => {
    const buttons = [...document.querySelectorAll('button')]
    buttons.find((button) => button.textContent === text)?.click()
  }, name)

test('a first visitor is asked by the page, and nothing runs before the answer', async ({
  ui,
  site,
}) => {
  await settle(ui)
  expect(await ours(ui)).toBe(0)
  expect(tracked(site)).toEqual([])
  expect(await ui.cookies()).toEqual([])
  expect(await ownErrors(ui)).toEqual([])
})

test('who refuses is held to it: tags stay held, and nothing is sent', async ({ ui, site }) => {
  await ui.click('button', 'すべて拒否')
  await ui.waitFor('region', BANNER, 'hidden')
  expect(await choicesOf(ui)).toEqual(DENIED)
  await ui.reload()
  await settle(ui)
  expect(await ui.visible('region', BANNER)).toBe(false)
  expect(tracked(site)).toEqual([])
  expect(posted(site)).toEqual([])
})

test('who accepts has a record, and a receipt of the words that the page drew', async ({
  ui,
  site,
}) => {
  const words = await ui.text('region', BANNER)
  await acceptAll(ui)
  await expect.poll(() => tracked(site)).toContain('/npm/countly.js')
  await expectProof(ui, site, { layer: 'banner', button: 'acceptAll', words })
  const record = await recordOf(ui)
  expect(record?.marks.analytics).toMatchObject({ choice: 'granted', source: 'banner' })
  expect((await site.receipts())[0]).toMatchObject({ record: record?.id, age: 'adult' })
  expect(await ours(ui)).toBe(0)
})

test('who chooses has what they switched, proven with every word of the page’s second layer', async ({
  ui,
  site,
}) => {
  await ui.click('button', '個別に選ぶ')
  const dialog = ui.within('dialog', PREFERENCES)
  await dialog.click('switch', '利用状況の分析:許可する')
  await ui.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true
  })
  const words = await ui.text('dialog', PREFERENCES)
  await dialog.click('button', 'この設定を保存')
  await sayAge(ui)
  await expectProof(ui, site, { layer: 'preferences', button: 'save', words })
  expect(await choicesOf(ui)).toEqual({ ...DENIED, analytics: 'granted' })
})

test('what GPC refuses is said, and left out', async ({ ui, site }) => {
  const html = readFileSync('demo/dist/headless.html', 'utf8')
  site.put(PAGE, { body: html.replace('<head>', `<head>${GPC}`) })
  await ui.goto(PAGE)
  await ui.waitFor('region', BANNER)
  const words = await ui.text('region', BANNER)
  expect(words).toContain('GPC')
  expect(await ui.visible('button', 'すべて許可')).toBe(false)
  await ui.click('button', '広告以外を許可')
  await sayAge(ui)
  await expectProof(ui, site, { layer: 'banner', button: 'acceptOthers', words })
  expect(await choicesOf(ui)).toEqual({
    functional: 'granted',
    analytics: 'granted',
    embeds: 'granted',
  })
})

test('a script’s click grants nothing, and asks a person to press; its refusal counts', async ({
  ui,
  site,
}) => {
  await pressByScript(ui, 'すべて許可')
  await settle(ui)
  expect(await ui.cookies()).toEqual([])
  expect(tracked(site)).toEqual([])
  expect(await ui.text('region', BANNER)).toContain('もう一度、ご自身で押してください。')
  await pressByScript(ui, 'すべて拒否')
  await ui.waitFor('region', BANNER, 'hidden')
  expect(await choicesOf(ui)).toEqual(DENIED)
})

test('a grant beside no refusal is none, and is reported', async ({ ui, site }) => {
  await ui.evaluate(() => {
    const buttons = [...document.querySelectorAll('button')]
    buttons.find(({ textContent }) => textContent === 'すべて拒否')?.remove()
  })
  await ui.click('button', 'すべて許可')
  await expect
    .poll(() => ownErrors(ui))
    .toEqual([expect.stringContaining('What was drawn of "banner" lacks: すべて拒否')])
  await settle(ui)
  expect(await ui.cookies()).toEqual([])
  expect(tracked(site)).toEqual([])
})

test('below the line nothing runs before a guardian agrees, in words that the page drew', async ({
  ui,
  site,
}) => {
  const guardian = '保護者の方といっしょに、お選びください'
  await ui.click('button', 'すべて許可')
  await sayAge(ui, '15歳以下')
  await ui.waitFor('region', guardian)
  const words = await ui.text('region', guardian)
  await settle(ui)
  expect(tracked(site)).toEqual([])
  await ui.click('button', plainText(metalive.texts.age.agree))
  await expect.poll(() => tracked(site)).toContain('/npm/countly.js')
  await expectProof(ui, site, { layer: 'guardian', button: 'agree', words })
  expect((await site.receipts())[0]).toMatchObject({ source: 'guardian', age: 'guardian' })
})

test('what was granted is taken back in the page’s own record', async ({ ui, site }) => {
  await acceptAll(ui)
  await expect.poll(async () => (await site.receipts()).length).toBe(1)
  await ui.click('link', '選んだ内容の記録')
  const dialog = ui.within('dialog', /記録/)
  await dialog.click('button', 'すべて取り消す')
  await expect.poll(() => choicesOf(ui)).toEqual(DENIED)
  await expect
    .poll(async () => (await site.receipts()).at(-1)?.shown)
    .toMatchObject({ layer: 'record', button: 'withdraw' })
})

test('Escape leaves the second layer without an answer, and gives the focus back', async ({
  ui,
}) => {
  await ui.click('button', 'すべて拒否')
  await ui.waitFor('region', BANNER, 'hidden')
  await ui.click('link', PREFERENCES)
  await ui.waitFor('dialog', PREFERENCES)
  expect((await ui.focused())?.text).toBe(PREFERENCES)
  await ui.press('Escape')
  await ui.waitFor('dialog', PREFERENCES, 'hidden')
  expect((await ui.focused())?.name).toBe(PREFERENCES)
  expect(await choicesOf(ui)).toEqual(DENIED)
})

test('axe finds nothing in either layer', async ({ ui, site }) => {
  await serveAxe(site)
  expect(await axeFindings(ui)).toEqual([])
  await ui.click('button', '個別に選ぶ')
  await ui.waitFor('dialog', PREFERENCES)
  expect(await axeFindings(ui)).toEqual([])
})

test('on the smallest screen the question takes no more than 45 %, and all answers are as large', async ({
  ui,
}) => {
  await ui.resize(320, 568)
  const { height, sizes } = await ui.evaluate(() => {
    const boxes = [...document.querySelectorAll('.answers button')].map((each) =>
      each.getBoundingClientRect(),
    )
    return {
      height: document.querySelector('.sheet')?.getBoundingClientRect().height ?? Infinity,
      sizes: boxes.map((box) => `${Math.round(box.width)} x ${Math.round(box.height)}`),
    }
  })
  expect(height).toBeLessThanOrEqual(568 * 0.45)
  expect(new Set(sizes).size).toBe(1)
  expect(sizes).toHaveLength(3)
})
