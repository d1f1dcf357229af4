/** Who is below the line: only what is necessary runs, until a guardian has agreed. */
import { readdirSync } from 'node:fs'
import type { Site } from '../demo/server.ts'
import { encodeRecord } from '../src/core/record.ts'
import type { AgeRule, Consent } from '../src/core/types.ts'
import { metalive } from '../src/metalive.ts'
import { axeFindings, serveAxe } from './axe.ts'
import { expect, test } from './fixtures.ts'
import {
  AGE,
  ALL_RAN,
  BANNER,
  choicesOf,
  FRAME,
  ownErrors,
  PREFERENCES,
  page,
  RECORD,
  ran,
  recordOf,
  settle,
  TAGS,
  TODAY,
  tracked,
} from './pages.ts'
import { linesOf, misfits, posted, RECEIPTS_SCRIPT, receiptKeys, sha256 } from './receipts.ts'
import type { Ui } from './ui.ts'

const GUARDIAN = '保護者の方といっしょに、お選びください'
const BELOW = ['15歳以下', '答えない'] as const

/** @param ask - By a config that the page carries; default the demo's own, `grant`. */
function put(site: Site, ask?: AgeRule['ask'], body = ''): void {
  const { receipt, ...config } = { ...metalive, receipt: undefined, age: { line: 16, ask } }
  const script = ask
    ? `<script type="application/json" id="metalive-consent-config">${JSON.stringify(config)}</script>`
    : ''
  site.put('/', { body: page({ script: script + RECEIPTS_SCRIPT, head: TAGS, body }) })
}

/** Nothing ran, now or on the next page, where nothing is asked either; and no id is kept. */
async function expectNothing(ui: Ui, site: Site): Promise<void> {
  await settle(ui)
  expect(await ran(ui)).toEqual([])
  await ui.reload()
  await settle(ui)
  expect(await ran(ui)).toEqual([])
  expect(tracked(site)).toEqual([])
  expect(await ui.visible('region', BANNER)).toBe(false)
  expect(await ui.visible('heading', AGE)).toBe(false)
  expect(await recordOf(ui)).toMatchObject({ id: null, marks: {} })
  expect(posted(site)).toEqual([])
  expect(await receiptKeys(ui)).toEqual([])
}

/** The question, after すべて許可. */
async function asked(ui: Ui): Promise<void> {
  await ui.goto('/')
  await ui.click('button', 'すべて許可')
  await ui.waitFor('dialog', AGE)
}

async function age(ui: Ui): Promise<string | undefined> {
  return (await recordOf(ui))?.age
}

test('who is 16 or older gets what they accepted, in their own name', async ({ ui, site }) => {
  put(site)
  await asked(ui)
  expect(await ui.visible('region', BANNER)).toBe(false)
  expect(await ui.cookies()).toEqual([])
  await ui.click('button', '16歳以上')
  await expect.poll(() => ran(ui)).toEqual(ALL_RAN)
  expect(await age(ui)).toBe('a')
  await expect.poll(() => site.receipts()).toMatchObject([{ age: 'adult', source: 'banner' }])
})

for (const answer of BELOW) {
  test(`L15: ${answer}, going on without a guardian: only what is necessary runs`, async ({
    ui,
    site,
  }) => {
    put(site)
    await asked(ui)
    await ui.click('button', answer)
    await ui.waitFor('dialog', GUARDIAN)
    await ui.click('button', '同意せずに続ける')
    await ui.waitFor('dialog', GUARDIAN, 'hidden')
    expect(await age(ui)).toBe('m')
    await expectNothing(ui, site)
  })

  test(`${answer}: what a guardian agrees to runs, in the guardian’s name and words`, async ({
    ui,
    site,
  }) => {
    put(site)
    await asked(ui)
    await ui.click('button', answer)
    await ui.waitFor('dialog', GUARDIAN)
    expect(await ran(ui)).toEqual([])
    const words = linesOf(await ui.text('dialog', GUARDIAN))
    expect(words).toContain(
      '私は保護者(法定代理人)です。内容を確認し、子どもに代わって同意します。',
    )
    await ui.click('button', '保護者として同意')
    await expect.poll(() => ran(ui)).toEqual(ALL_RAN)
    expect((await recordOf(ui))?.marks.analytics?.source).toBe('guardian')
    await expect.poll(() => site.receipts()).toHaveLength(1)
    const [receipt] = await site.receipts()
    expect(receipt).toMatchObject({ age: 'guardian', source: 'guardian' })
    expect(receipt?.shown).toEqual({
      layer: 'guardian',
      button: 'agree',
      lang: 'ja',
      hash: sha256(`${words.join('\n')}\n`),
    })
    expect(misfits(receipt)).toEqual([])
    await ui.reload()
    await expect.poll(() => ran(ui)).toEqual(ALL_RAN)
  })
}

test('a slip is put right: 年齢を選び直す', async ({ ui, site }) => {
  put(site)
  await asked(ui)
  await ui.click('button', '15歳以下')
  await ui.click('button', '年齢を選び直す')
  await ui.waitFor('dialog', AGE)
  await ui.click('button', '16歳以上')
  await expect.poll(() => ran(ui)).toEqual(ALL_RAN)
  expect(await age(ui)).toBe('a')
})

test('who leaves without a word has said nothing, and is asked again', async ({ ui, site }) => {
  put(site)
  await asked(ui)
  await ui.reload()
  await ui.waitFor('region', BANNER)
  expect(await ui.cookies()).toEqual([])
  expect(await ran(ui)).toEqual([])
})

test('who refuses is never asked, before the question or while it stands', async ({ ui, site }) => {
  put(site)
  await ui.goto('/')
  await ui.click('button', 'すべて拒否')
  await settle(ui)
  expect(await ui.visible('heading', AGE)).toBe(false)
  expect(await age(ui)).toBe('u')

  await ui.clearCookies()
  await asked(ui)
  await ui.click('link', 'プライバシー設定を開く')
  await ui.within('dialog', PREFERENCES).click('button', 'すべて拒否')
  await expect.poll(() => ui.visible('heading', AGE)).toBe(false)
  expect(await choicesOf(ui)).toMatchObject({ analytics: 'denied' })
  expect(await age(ui)).toBe('u')
})

/** A minor, who went on without a guardian on another page. */
async function minor(ui: Ui, site: Site, until = ''): Promise<void> {
  const text = encodeRecord({ wording: 1, age: `m${until}`, id: null, marks: {} })
  await ui.setCookie(`${RECORD}=${text}; Path=/; Secure; Max-Age=9999; SameSite=Lax`)
  put(site, undefined, FRAME)
  await ui.goto('/')
  await ui.waitFor('button', '今回だけ表示')
}

const video = ({ log }: Site): number => log.filter(({ path }) => path === '/video.html').length

/** Every other press that grants. */
const PRESSES: Readonly<Record<string, (ui: Ui) => Promise<void>>> = {
  'the preferences': async (ui) => {
    await ui.click('link', 'プライバシー設定を開く')
    await ui.within('dialog', PREFERENCES).click('switch', '外部の動画・SNS:許可する')
    await ui.within('dialog', PREFERENCES).click('button', 'この設定を保存')
  },
  いつも表示: (ui) => ui.click('button', 'いつも表示'),
  今回だけ表示: (ui) => ui.click('button', '今回だけ表示'),
}

for (const [name, press] of Object.entries(PRESSES)) {
  test(`L15: a minor who comes back and presses ${name} gets it by a guardian alone`, async ({
    ui,
    site,
  }) => {
    await minor(ui, site)
    await press(ui)
    await ui.waitFor('dialog', GUARDIAN)
    await ui.click('button', '同意せずに続ける')
    await settle(ui)
    expect(video(site)).toBe(0)
    await press(ui)
    await ui.click('button', '保護者として同意')
    await expect.poll(() => video(site)).toBe(1)
    await ui.reload()
    const stays = name === '今回だけ表示' ? 1 : 2
    await settle(ui)
    expect(video(site)).toBe(stays)
  })
}

test('L15: a switch of the list asks as well', async ({ ui }) => {
  await ui.goto('/')
  await ui.click('button', 'すべて拒否')
  await ui.goto('/consent/disclosure.html')
  await ui.click('switch', 'Countly:許可する')
  await ui.waitFor('dialog', AGE)
  await ui.click('button', '15歳以下')
  expect(await ui.text('dialog', GUARDIAN)).toContain('Countly')
  await ui.click('button', '同意せずに続ける')
  await settle(ui)
  expect(await choicesOf(ui)).not.toHaveProperty('countly')
})

test('a minor withdraws alone', async ({ ui, site }) => {
  put(site)
  await asked(ui)
  await ui.click('button', '15歳以下')
  await ui.click('button', '保護者として同意')
  await expect.poll(() => ran(ui)).toEqual(ALL_RAN)
  await ui.reload()
  await ui.click('link', 'プライバシー設定を開く')
  await ui.within('dialog', PREFERENCES).click('button', 'すべて拒否')
  await expect.poll(() => choicesOf(ui)).toMatchObject({ analytics: 'denied' })
  expect(await ui.visible('dialog', GUARDIAN)).toBe(false)
  await ui.reload()
  await settle(ui)
  expect(await ran(ui)).toEqual([])
})

test('where the age is asked first, no focus is taken, and the banner follows', async ({
  ui,
  site,
}) => {
  put(site, 'first')
  await ui.goto('/')
  await ui.waitFor('region', AGE)
  expect(await ui.visible('region', BANNER)).toBe(false)
  expect(await ui.focused()).toBeNull()
  await ui.click('button', '16歳以上')
  await ui.waitFor('region', BANNER)
  expect(await ran(ui)).toEqual([])
  await ui.click('button', 'すべて許可')
  await expect.poll(() => ran(ui)).toEqual(ALL_RAN)
})

test('where the age is asked first, those below the line are asked nothing more', async ({
  ui,
  site,
}) => {
  put(site, 'first')
  await ui.goto('/')
  await ui.click('button', '15歳以下')
  await ui.waitFor('dialog', GUARDIAN)
  expect(await ui.visible('button', '保護者として同意')).toBe(false)
  await ui.click('button', '同意せずに続ける')
  await expectNothing(ui, site)
})

test('where the site knows it, it is asked of nobody: 12 years need a guardian', async ({
  ui,
  site,
}) => {
  put(site, 'never')
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await ui.evaluate(() => (window.metaliveConsent as Consent).setAge(12))
  await ui.waitFor('region', BANNER, 'hidden')
  await ui.evaluate(() => (window.metaliveConsent as Consent).decide({ analytics: 'granted' }))
  await ui.waitFor('dialog', GUARDIAN)
  expect(await ui.visible('button', '年齢を選び直す')).toBe(false)
  await ui.click('button', '同意せずに続ける')
  await expectNothing(ui, site)
})

test('where the site knows it, it may tell the day of the line, and no other is kept', async ({
  ui,
  site,
}) => {
  put(site, 'never')
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  const kept = async (until: string): Promise<string | undefined> => {
    await ui.evaluate(
      (day) => (window.metaliveConsent as Consent).setAge('minor', { until: day }),
      until,
    )
    return age(ui)
  }
  // A day of birth, given by mistake.
  expect(await kept('2012-04-01')).toBe('m')
  const tomorrow = new Date((TODAY + 1) * 86_400_000).toISOString().slice(0, 10)
  expect(await kept(tomorrow)).toBe(`m.${TODAY + 1}`)
})

test('from the day of the line on, one is asked anew', async ({ ui, site }) => {
  await minor(ui, site, `.${TODAY + 1}`)
  await settle(ui)
  expect(await ui.visible('region', BANNER)).toBe(false)
  await minor(ui, site, `.${TODAY}`)
  await ui.waitFor('region', BANNER)
  await ui.click('button', 'すべて許可')
  await ui.click('button', '16歳以上')
  await expect.poll(() => ran(ui)).toEqual(ALL_RAN)
  expect(await age(ui)).toBe('a')
})

test('a birth date is asked for nowhere, and none is kept', async ({ ui, site }) => {
  put(site)
  await asked(ui)
  expect(await ui.text('dialog', AGE)).toContain('生年月日はうかがいません。')
  const fields = (): Promise<number> =>
    ui.evaluate(
      () =>
        document.querySelector('metalive-consent')?.shadowRoot?.querySelectorAll('input, select')
          .length ?? -1,
    )
  expect(await fields()).toBe(0)
  await ui.click('button', '15歳以下')
  expect(await fields()).toBe(0)
  expect((await ui.cookies()).map(({ value }) => value)).toEqual([
    expect.stringMatching(/^1~1~m~-~[a-z0-9]+$/),
  ])
  expect(await ui.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0)
})

test('an answer in another tab ends the question, and grants nothing here', async ({
  ui,
  site,
}) => {
  put(site)
  await asked(ui)
  const other = await ui.newTab()
  await other.goto('/')
  await other.click('button', 'すべて拒否')
  await expect.poll(() => ui.visible('heading', AGE)).toBe(false)
  await ui.evaluate(() => (window.metaliveConsent as Consent).setAge('adult'))
  await settle(ui)
  expect(await ran(ui)).toEqual([])
})

test('a minor’s word in one tab stops what runs in the other', async ({ ui, site }) => {
  put(site, 'never')
  await ui.goto('/')
  await ui.click('button', 'すべて許可')
  await expect.poll(() => ran(ui)).toEqual(ALL_RAN)
  const other = await ui.newTab()
  await other.goto('/')
  await other.evaluate(() => (window.metaliveConsent as Consent).setAge('minor'))
  const granted = (): Promise<boolean> =>
    ui.evaluate(() => (window.metaliveConsent as Consent).granted('analytics'))
  await expect.poll(granted).toBe(false)
})

test('without the file of the question the banner is back and says so, and nothing runs', async ({
  ui,
  site,
}) => {
  put(site)
  const file = readdirSync('demo/dist/consent').find((each) =>
    /^consent-age-[0-9a-f]{8}\.js$/.test(each),
  )
  site.put(`/consent/${file}`, { status: 404, body: 'not here' })
  await ui.goto('/')
  await ui.click('button', 'すべて許可')
  await expect
    .poll(() => ui.text('region', BANNER).catch(() => ''))
    .toContain('許可が必要な送信は止めたままです。')
  await settle(ui)
  expect(await ran(ui)).toEqual([])
  expect(await ui.cookies()).toEqual([])
  expect(await ownErrors(ui)).toHaveLength(1)
  expect((await ui.console()).filter(({ level }) => level === 'uncaught')).toEqual([])
  await ui.click('button', 'すべて拒否')
  await ui.waitFor('region', BANNER, 'hidden')
})

for (const width of [320, 1280]) {
  test(`axe finds nothing in the question, nor in a guardian’s step, at ${width} px`, async ({
    ui,
    site,
  }) => {
    await serveAxe(site)
    await ui.goto('/privacy.html')
    await ui.resize(width, 720)
    await ui.click('button', 'すべて許可')
    await ui.waitFor('dialog', AGE)
    expect(await axeFindings(ui)).toEqual([])
    await ui.click('button', '15歳以下')
    await ui.waitFor('dialog', GUARDIAN)
    expect(await axeFindings(ui)).toEqual([])
  })
}

test('the focus goes along through every step, and back to what was pressed first', async ({
  ui,
  site,
}) => {
  put(site)
  await ui.goto('/')
  await ui.click('button', 'すべて拒否')
  await ui.waitFor('region', BANNER, 'hidden')
  await ui.click('link', 'プライバシー設定を開く')
  await ui.within('dialog', PREFERENCES).click('button', 'すべて許可')
  await ui.waitFor('dialog', AGE)
  expect(await ui.focused()).toMatchObject({ role: 'dialog', name: AGE })
  for (let i = 0; i < 4 && (await ui.focused())?.name !== '15歳以下'; i++) await ui.press('Tab')
  expect(await ui.focused()).toMatchObject({ role: 'button', name: '15歳以下' })
  await ui.press('Enter')
  await ui.waitFor('dialog', GUARDIAN)
  expect(await ui.focused()).toMatchObject({ role: 'dialog', name: GUARDIAN })
  await ui.click('button', '同意せずに続ける')
  await ui.waitFor('dialog', GUARDIAN, 'hidden')
  expect(await ui.focused()).toMatchObject({ role: 'link', name: 'プライバシー設定を開く' })
})
