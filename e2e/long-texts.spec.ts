/** However much there is to say, the answers are where they can be pressed. */
import type { Config } from '../src/core/types.ts'
import { metalive } from '../src/metalive.ts'
import type { ConsentGlobal } from '../src/script-tag/loader.ts'
import { expect, test } from './fixtures.ts'
import { choicesOf, page, SCRIPT } from './pages.ts'
import type { Ui } from './ui.ts'
import { answersOf, meet } from './unbreakable.ts'

/** 200 kB. */
const TALE = `${'動画の視聴の状況を調べるために使います。'.repeat(3300)}終`
/** What no screen shows at once, and a busy machine lays out in time. */
const STORY = TALE.slice(0, 10_000)
const LATIN = 'W'.repeat(3000)
const KANJI = '漢'.repeat(3000)

/** METALIVE's, with its texts and names as long as can be. */
function longConfig(): Config {
  const { texts } = metalive
  return {
    ...metalive,
    operator: { ...metalive.operator, service: LATIN, legalName: KANJI, hours: KANJI },
    purposes: metalive.purposes.map((each, i) => ({
      ...each,
      title: i % 2 ? LATIN : KANJI,
      ...(i === 1 && { description: STORY }),
    })),
    services: metalive.services.map((each) => ({
      ...each,
      name: LATIN,
      recipient: { ...each.recipient, name: KANJI },
    })),
    texts: {
      ...texts,
      banner: { ...texts.banner, title: LATIN, intro: TALE, recipients: KANJI, policy: LATIN },
      preferences: { ...texts.preferences, title: LATIN, recipients: KANJI },
      age: { ...texts.age, title: KANJI, body: STORY, guardianTitle: LATIN, guardianBody: STORY },
      placeholder: { ...texts.placeholder, body: `{service}${STORY}`, afterwards: LATIN },
      record: { ...texts.record, title: LATIN, none: STORY, eraseNote: STORY, contact: KANJI },
      withdrawal: { ...texts.withdrawal, title: LATIN, stopped: STORY, alreadySent: KANJI },
    },
  }
}

/** METALIVE's, with sixty purposes more, and two hundred services. */
function wideConfig(): Config {
  const [purpose] = metalive.purposes.filter(({ required }) => !required)
  const [service] = metalive.services
  if (!purpose || !service) throw new Error('METALIVE has neither.')
  return {
    ...metalive,
    purposes: [
      ...metalive.purposes,
      ...Array.from({ length: 60 }, (_, i) => ({ ...purpose, id: `p${i}`, title: `目的${i}` })),
    ],
    services: [
      ...metalive.services,
      ...Array.from({ length: 200 }, (_, i) => ({
        ...service,
        id: `s${i}`,
        purpose: `p${i % 60}`,
      })),
    ],
  }
}

/** As a page's own, before the script. */
function own(config: Config): string {
  return `<script type="application/json" id="metalive-consent-config">${JSON.stringify(config)}</script>${SCRIPT}`
}

const CONFIGS = { long: own(longConfig()), wide: own(wideConfig()) }
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
    const hosts = [...document.getElementsByTagName('metalive-consent')]
    const find = (what: string): Element | null | undefined =>
      hosts.map(({ shadowRoot }) => shadowRoot?.querySelector(what)).find(Boolean)
    return (find('dialog[open]') ?? find('section.box'))?.getAttribute('part') ?? ''
  })
}

/** Of the layer on top; by the only such layer, since no one types a name of 3,000 characters. */
async function press(ui: Ui, role: 'region' | 'dialog', index: number): Promise<void> {
  const { text = '' } = (await answersOf(ui))[index] ?? {}
  await ui.within(role, /./).click('button', text)
}

for (const [what, script] of Object.entries(CONFIGS)) {
  for (const [width, height] of SIZES) {
    test(`with a ${what} config at ${width}×${height} each layer’s answers can be pressed`, async ({
      ui,
      site,
    }) => {
      test.setTimeout(90_000)
      site.put('/', { body: page({ script, head: TAG, body: FRAME }) })
      await ui.resize(width, height)
      await ui.goto('/')
      await expect.poll(() => layer(ui), { timeout: 20_000 }).toBe('banner')
      expect(await meet(ui, 3)).toEqual(['すべて許可', 'すべて拒否', '個別に選ぶ'])
      await press(ui, 'region', 2)
      await expect.poll(() => layer(ui)).toBe('preferences')
      expect(await meet(ui, 3)).toEqual(['すべて許可', 'すべて拒否', 'この設定を保存'])
      await press(ui, 'dialog', 0)
      await expect.poll(() => layer(ui)).toBe('age')
      await meet(ui, 3)
      await press(ui, 'dialog', 1)
      await expect.poll(async () => (await answersOf(ui)).length).toBe(3)
      await meet(ui, 3)
      await press(ui, 'dialog', 0)
      await expect.poll(() => choicesOf(ui)).toMatchObject({ analytics: 'granted' })
      // What hasn't run by a withdrawal leaves nothing to tell of.
      await expect.poll(() => ui.evaluate(() => Reflect.get(window, 'began'))).toBe(true)

      await ui.evaluate(
        () =>
          window.metaliveConsent &&
          'show' in window.metaliveConsent &&
          window.metaliveConsent.show('record'),
      )
      await expect.poll(() => layer(ui)).toBe('record')
      await meet(ui, 4)
      await press(ui, 'dialog', 1)
      await expect.poll(() => layer(ui)).toBe('withdrawal')
      await meet(ui, 2)
    })
  }
}

for (const [width, height] of SIZES) {
  test(`the question about one service can be answered at ${width}×${height}`, async ({
    ui,
    site,
  }) => {
    site.put('/', { body: page({ script: CONFIGS.long }) })
    await ui.resize(width, height)
    await ui.goto('/')
    await expect.poll(() => layer(ui), { timeout: 20_000 }).toBe('banner')
    await press(ui, 'region', 1)
    await ui.evaluate((why) => {
      const { ask } = Reflect.get(window, 'metaliveConsent') as ConsentGlobal
      ask('zendesk', { why })
    }, STORY)
    await expect.poll(() => layer(ui)).toBe('ask')
    expect(await meet(ui, 2)).toEqual(['許可する', '許可しない'])
    await press(ui, 'dialog', 1)
    await expect.poll(() => layer(ui)).not.toBe('ask')
    expect(await choicesOf(ui)).toMatchObject({ zendesk: 'denied' })
  })

  test(`what an answer that isn’t kept says can be closed at ${width}×${height}`, async ({
    ui,
    site,
  }) => {
    const { texts } = metalive
    const unsaved = { ...texts.unsaved, title: LATIN, body: STORY }
    const refusing = `<script>
      Object.defineProperty(Document.prototype, 'cookie', { get: () => '', set() {} })
    </script>`
    const script = refusing + own({ ...metalive, texts: { ...texts, unsaved } })
    site.put('/', { body: page({ script }) })
    await ui.resize(width, height)
    await ui.goto('/')
    await ui.click('button', 'すべて拒否')
    await expect.poll(() => layer(ui)).toBe('notice')
    expect(await meet(ui, 1)).toEqual(['閉じる'])
    await press(ui, 'region', 0)
    await expect.poll(() => layer(ui)).toBe('')
  })
}

test('a placeholder keeps its place, and its answers can be reached and pressed', async ({
  ui,
  site,
}) => {
  site.put('/', { body: page({ script: CONFIGS.long, body: FRAME }) })
  await ui.goto('/')
  await expect.poll(() => layer(ui), { timeout: 20_000 }).toBe('banner')
  await press(ui, 'region', 1)
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
