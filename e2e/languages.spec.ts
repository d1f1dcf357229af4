import type { Translation } from '../src/core/types.ts'
import { metalive } from '../src/metalive.ts'
import { metaliveEn } from '../src/metalive-en.ts'
import type { ConsentGlobal } from '../src/script-tag/loader.ts'
import { expect, test } from './fixtures.ts'
import { BANNER, choicesOf, FRAME, page, recordOf, settle } from './pages.ts'
import { OWN_SCRIPT, serveBuilds } from './site-build.ts'

const ENGLISH = page({ body: FRAME }).replace('lang="ja"', 'lang="en-GB"')
const HERE = page({ body: FRAME })
const KEY = 'metalive_consent_language'

test('a page is asked about in its own language, and fetches no other', async ({ site, ui }) => {
  site.put('/', { body: ENGLISH })
  await ui.goto('/')
  await ui.waitFor('button', 'Refuse all')
  await ui.click('button', 'Choose')
  await ui.waitFor('dialog', 'Privacy settings')
  const words = site.log.map(({ path }) => path).filter((path) => /consent-(banner|ui)/.test(path))
  expect(words.map((path) => path.replace(/[0-9a-f]{8}\.js$/, ''))).toEqual([
    '/metalive/consent-banner-en-',
    '/metalive/consent-ui-en-',
  ])
})

test('a visitor who switches has everything in their language, and on the next page too', async ({
  site,
  ui,
}) => {
  site.put('/', { body: HERE })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await ui.waitFor('button', '今回だけ表示')
  await ui.click('button', 'English')
  await ui.waitFor('button', 'Refuse all')
  expect(await ui.visible('region', BANNER)).toBe(false)
  await ui.waitFor('button', 'Show this time only')
  await ui.click('button', 'Refuse all')
  await expect.poll(() => choicesOf(ui)).toMatchObject({ analytics: 'denied' })

  await ui.goto('/')
  await ui.waitFor('button', 'Show this time only')
  await ui.click('link', 'プライバシー設定を開く')
  await ui.waitFor('dialog', 'Privacy settings')
})

/** A site’s own, as far as it is read here. */
const KOREAN: Translation = {
  ...metaliveEn,
  texts: {
    ...metaliveEn.texts,
    lang: 'ko',
    name: '한국어',
    banner: {
      ...metaliveEn.texts.banner,
      title: '다른 회사로 데이터를 보낼지 선택해 주세요',
      rejectAll: '모두 거부',
      choose: '하나씩 선택',
    },
    preferences: { ...metaliveEn.texts.preferences, title: '개인정보 설정' },
  },
}

test('a site’s own language is one more: offered, switched to, and kept', async ({ site, ui }) => {
  await serveBuilds(site, [{ ...metalive, translations: [KOREAN] }])
  site.put('/', { body: page({ script: OWN_SCRIPT }) })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await ui.click('button', '한국어')
  await ui.waitFor('region', KOREAN.texts.banner.title)
  await ui.click('button', '하나씩 선택')
  await ui.waitFor('dialog', '개인정보 설정')

  await ui.goto('/')
  await ui.click('button', '모두 거부')
  await expect.poll(() => choicesOf(ui)).toMatchObject({ analytics: 'denied' })
})

test('the switch takes the focus along, and answers nothing', async ({ site, ui }) => {
  site.put('/', { body: HERE })
  await ui.goto('/')
  await ui.click('button', 'English')
  await ui.waitFor('button', 'Refuse all')
  const focused = (): Promise<string> =>
    ui.evaluate(
      () => document.querySelector('metalive-consent')?.shadowRoot?.activeElement?.id ?? '',
    )
  // Once it was painted.
  await expect.poll(focused).toBe('banner-title')
  expect(await recordOf(ui)).toBeNull()
})

test('やさしい日本語 stands with its readings, and is called without them', async ({
  site,
  ui,
}) => {
  site.put('/', { body: HERE })
  await ui.goto('/')
  await ui.click('button', /^やさしい\s*日本語$/)
  await ui.waitFor('button', /^ぜんぶ\s+送\s*らない$/)
  const drawn = await ui.evaluate(() => {
    const root = document.querySelector('metalive-consent')?.shadowRoot
    const words = root?.querySelector('section')?.textContent ?? ''
    return { readings: root?.querySelectorAll('ruby > rt').length ?? 0, words }
  })
  expect(drawn.readings).toBeGreaterThan(10)
  expect(drawn.words).not.toMatch(/[{|}]/)
})

test('the app and an extension may switch, to what there is', async ({ site, ui }) => {
  site.put('/', { body: HERE })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  const language = (): Promise<string> =>
    ui.evaluate(() => (window.metaliveConsent as ConsentGlobal).language)
  await ui.evaluate(() => (window.metaliveConsent as ConsentGlobal).setLanguage('fr'))
  expect(await language()).toBe('ja')
  await ui.evaluate(() => (window.metaliveConsent as ConsentGlobal).setLanguage('en-US'))
  await ui.waitFor('button', 'Refuse all')
  expect(await language()).toBe('en')
})

test('of two languages that are chosen at once the last is shown, alone', async ({ site, ui }) => {
  site.put('/', { body: HERE })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await ui.evaluate(() => {
    const { setLanguage } = window.metaliveConsent as ConsentGlobal
    for (const tag of ['ja-x-easy', 'en']) setLanguage(tag)
  })
  await ui.waitFor('button', 'Refuse all')
  await settle(ui)
  const shown = (): Promise<string[]> =>
    ui.evaluate(() =>
      [...document.querySelectorAll('metalive-consent')].map(
        ({ shadowRoot }) => shadowRoot?.querySelector('section')?.lang ?? '',
      ),
    )
  expect(await shown()).toEqual(['en'])
})

test('preferences that are open go on in the other language, and nothing of them is decided', async ({
  site,
  ui,
}) => {
  site.put('/', { body: HERE })
  await ui.goto('/')
  await ui.click('button', '個別に選ぶ')
  await ui.waitFor('dialog', 'プライバシー設定')
  await ui.evaluate(() => (window.metaliveConsent as ConsentGlobal).setLanguage('en'))
  await ui.waitFor('dialog', 'Privacy settings')
  expect(await ui.visible('dialog', 'プライバシー設定')).toBe(false)
  expect(await recordOf(ui)).toBeNull()
  await ui.within('dialog', 'Privacy settings').click('button', 'Refuse all')
  await expect.poll(() => choicesOf(ui)).toMatchObject({ analytics: 'denied' })
})

test('a question at the point of need is asked anew in the other language, and answered once', async ({
  site,
  ui,
}) => {
  site.put('/', { body: HERE })
  await ui.goto('/')
  await ui.click('button', 'すべて拒否')
  await ui.evaluate(() => {
    const { ask } = window.metaliveConsent as ConsentGlobal
    ask('zendesk').then((choice) => Reflect.set(window, 'answer', choice))
  })
  await ui.waitFor('dialog', /Zendesk.*お選びください/)
  await ui.evaluate(() => (window.metaliveConsent as ConsentGlobal).setLanguage('en'))
  await ui.waitFor('dialog', /^Please choose about “Zendesk/)
  expect(await ui.evaluate(() => Reflect.get(window, 'answer') ?? null)).toBeNull()
  await ui.within('dialog', /Zendesk/).click('button', 'Do not allow')
  await expect.poll(() => ui.evaluate(() => Reflect.get(window, 'answer'))).toBe('denied')
  await ui.waitFor('dialog', /Zendesk/, 'hidden')
  expect(await choicesOf(ui)).toMatchObject({ zendesk: 'denied' })
})

for (const [layer, here, there] of [
  ['record', 'あなたの記録', 'Your record'],
  ['age', 'お客様の年齢をお選びください', /age/],
] as const) {
  test(`the layer “${layer}” goes on in the other language`, async ({ site, ui }) => {
    site.put('/', { body: HERE })
    await ui.goto('/')
    if (layer === 'age') await ui.click('button', 'すべて許可')
    else {
      await ui.click('button', 'すべて拒否')
      await ui.evaluate(() => (window.metaliveConsent as ConsentGlobal).show('record'))
    }
    await ui.waitFor('heading', here)
    await ui.evaluate(() => (window.metaliveConsent as ConsentGlobal).setLanguage('en'))
    await ui.waitFor('heading', there)
    expect(await ui.visible('heading', here)).toBe(false)
  })
}

test('the way back is called in the other language, too', async ({ site, ui }) => {
  site.put('/', { body: HERE.replace(/<a [^>]*data-consent-open.*<\/a>/, '') })
  await ui.goto('/')
  await ui.click('button', 'すべて拒否')
  await ui.waitFor('button', 'プライバシー設定')
  await ui.evaluate(() => (window.metaliveConsent as ConsentGlobal).setLanguage('en'))
  await ui.waitFor('button', 'Privacy settings')
  expect(await ui.visible('button', 'プライバシー設定')).toBe(false)
})

test('who erases everything has the page’s language again', async ({ site, ui }) => {
  site.put('/', { body: HERE })
  await ui.goto('/')
  await ui.click('button', 'English')
  await ui.waitFor('button', 'Refuse all')
  const kept = (): Promise<string | null> => ui.evaluate((key) => localStorage.getItem(key), KEY)
  expect(await kept()).toBe('en')
  await ui.evaluate(() => (window.metaliveConsent as ConsentGlobal).erase())
  expect(await kept()).toBeNull()
})
