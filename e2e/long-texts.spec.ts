/** However much there is to say, the answers are where they can be pressed. */
import type { Config } from '../src/core/types.ts'
import { metalive } from '../src/metalive.ts'
import { expect, test } from './fixtures.ts'
import { choicesOf, page, SCRIPT } from './pages.ts'
import type { Ui } from './ui.ts'
import { answersOf, meet } from './unbreakable.ts'

/** 200 kB. */
const TALE = `${'動画の視聴の状況を調べるために使います。'.repeat(3300)}終`
const LATIN = 'W'.repeat(3000)
const KANJI = '漢'.repeat(3000)

/** METALIVE's, with sixty purposes and two hundred services, and all of it as long as can be. */
function longConfig(): Config {
  const [first] = metalive.purposes.filter(({ required }) => !required)
  const [service] = metalive.services
  if (!first || !service) throw new Error('METALIVE has neither.')
  const { texts } = metalive
  return {
    ...metalive,
    operator: { ...metalive.operator, service: LATIN, legalName: KANJI, hours: KANJI },
    purposes: [
      ...metalive.purposes.map((each, i) => ({
        ...each,
        title: KANJI,
        ...(i === 1 && { description: TALE }),
      })),
      ...Array.from({ length: 60 }, (_, i) => ({
        ...first,
        id: `purpose-${i}`,
        title: i % 2 ? LATIN : KANJI,
      })),
    ],
    services: [
      ...metalive.services.map((each) => ({
        ...each,
        name: LATIN,
        recipient: { ...each.recipient, name: KANJI },
      })),
      ...Array.from({ length: 200 }, (_, i) => ({
        ...service,
        id: `service-${i}`,
        purpose: `purpose-${i % 60}`,
        name: `Service ${i}`,
      })),
    ],
    texts: {
      ...texts,
      banner: { ...texts.banner, title: LATIN, intro: TALE, recipients: KANJI, policy: LATIN },
      preferences: { ...texts.preferences, title: LATIN, recipients: KANJI },
      age: { ...texts.age, title: KANJI, body: TALE, guardianTitle: LATIN, guardianBody: TALE },
      placeholder: { ...texts.placeholder, body: `{service}${TALE}`, afterwards: LATIN },
      record: { ...texts.record, title: LATIN, none: TALE, eraseNote: TALE, contact: KANJI },
      withdrawal: { ...texts.withdrawal, title: LATIN, stopped: TALE, alreadySent: KANJI },
    },
  }
}

const CONFIG = JSON.stringify(longConfig()).replaceAll('<', '\\u003c')
const OWN = `<script type="application/json" id="metalive-consent-config">${CONFIG}</script>`
const TAG = `<script type="text/plain" data-consent-service="ga4">window.began = true</script>`
const FRAME = `<iframe data-consent-service="youtube" data-consent-src="{{tracker}}/video.html"
  title="予告編" style="width: 300px; height: 200px; border: 0"></iframe>`

/** The third is the second at a zoom of 200 %. */
const SIZES = [
  [320, 568],
  [1280, 800],
  [640, 400],
] as const

/** Which layer lies on top: its name for styles. */
function layer(ui: Ui): Promise<string> {
  return ui.evaluate(() => {
    const root = document.querySelector('metalive-consent:last-of-type')?.shadowRoot
    const part = (root?.querySelector('dialog[open]') ?? root?.querySelector('section.box'))?.part
    return String(part ?? '')
  })
}

/** By the pointer's way: what a name of 3,000 characters has for a name is no driver's to find. */
async function press(ui: Ui, index: number): Promise<void> {
  const { text = '' } = (await answersOf(ui))[index] ?? {}
  await ui.click('button', text)
}

for (const [width, height] of SIZES) {
  test(`at ${width}×${height} each layer’s answers can be pressed`, async ({ ui, site }) => {
    test.setTimeout(90_000)
    site.put('/', { body: page({ script: OWN + SCRIPT, head: TAG, body: FRAME }) })
    await ui.resize(width, height)
    await ui.goto('/')
    await expect.poll(() => layer(ui), { timeout: 20_000 }).toBe('banner')
    expect(await meet(ui, 3)).toEqual(['すべて許可', 'すべて拒否', '個別に選ぶ'])
    await press(ui, 2)
    await expect.poll(() => layer(ui)).toBe('preferences')
    expect(await meet(ui, 3)).toEqual(['すべて許可', 'すべて拒否', 'この設定を保存'])
    await press(ui, 0)
    await expect.poll(() => layer(ui)).toBe('age')
    await meet(ui, 3)
    await press(ui, 1)
    await expect.poll(async () => (await answersOf(ui)).length).toBe(3)
    await meet(ui, 3)
    await press(ui, 0)
    await expect.poll(() => choicesOf(ui)).toMatchObject({ analytics: 'granted' })

    await ui.evaluate(
      () =>
        window.metaliveConsent &&
        'show' in window.metaliveConsent &&
        window.metaliveConsent.show('record'),
    )
    await expect.poll(() => layer(ui)).toBe('record')
    await meet(ui, 4)
    await press(ui, 1)
    await expect.poll(() => layer(ui)).toBe('withdrawal')
    await meet(ui, 2)
  })
}

test('a placeholder keeps its place, and its answers can be reached and pressed', async ({
  ui,
  site,
}) => {
  site.put('/', { body: page({ script: OWN + SCRIPT, body: FRAME }) })
  await ui.goto('/')
  await press(ui, 1)
  await ui.waitFor('button', '今回だけ表示')
  const size = await ui.evaluate(() => {
    const { width, height } =
      document.querySelector('metalive-consent-embed')?.getBoundingClientRect() ?? {}
    return { width, height }
  })
  expect(size).toEqual({ width: 300, height: 200 })
  await ui.click('button', '今回だけ表示')
  await expect.poll(() => layer(ui)).toBe('age')
})
