/** A TV set: arrow keys and OK, no pointer, often no `popover`. */
import type { Consent } from '../src/core/types.ts'
import { expect, test } from './fixtures.ts'
import {
  acceptAll,
  BANNER,
  choicesOf,
  PREFERENCES,
  page,
  ran,
  SCRIPT,
  sayAge,
  settle,
  TAGS,
} from './pages.ts'
import type { Ui } from './ui.ts'

/** No engine here can be made to be a TV set: the page says that it is one. */
const TV = `<script>
  const userAgent = 'Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/87.0.4280.88 Safari/537.36 WebAppManager'
  Object.defineProperty(Navigator.prototype, 'userAgent', { get: () => userAgent })
</script>`
const WITHDRAWN = '許可を取り消しました'
const NO_POPOVER = '<script>delete HTMLElement.prototype.showPopover</script>'

const name = async (ui: Ui): Promise<string | undefined> => (await ui.focused())?.name

/** Presses an arrow until what has this name has the focus. */
async function move(ui: Ui, key: string, to: string): Promise<void> {
  for (let i = 0; i < 30; i++) {
    if ((await name(ui)) === to) return
    await ui.press(key)
  }
  expect(await name(ui)).toBe(to)
}

const ANSWERS = ['すべて許可', 'すべて拒否', '個別に選ぶ']

/** Down to the banner's answers, and along them. */
async function toAnswer(ui: Ui, to: string): Promise<void> {
  for (let i = 0; i < 30 && !ANSWERS.includes((await name(ui)) ?? ''); i++) {
    await ui.press('ArrowDown')
  }
  const steps = ANSWERS.indexOf(to) - ANSWERS.indexOf((await name(ui)) ?? '')
  for (let i = 0; i < Math.abs(steps); i++) {
    await ui.press(steps < 0 ? 'ArrowLeft' : 'ArrowRight')
  }
  expect(await name(ui)).toBe(to)
}

for (const [what, script] of [
  ['with popovers', TV],
  ['without popovers', TV + NO_POPOVER],
] as const) {
  test(`on a TV set ${what} arrows and OK are enough to refuse all`, async ({ ui, site }) => {
    site.put('/', { body: page({ script: script + SCRIPT }) })
    await ui.goto('/')
    await ui.waitFor('region', BANNER)
    expect(await ui.focused()).toBeNull()
    await ui.press('ArrowDown')
    await toAnswer(ui, 'すべて許可')
    await ui.press('ArrowRight')
    expect(await name(ui)).toBe('すべて拒否')
    await ui.press('ArrowRight')
    expect(await name(ui)).toBe('個別に選ぶ')
    await ui.press('ArrowLeft')
    await ui.press('Enter')
    await ui.waitFor('region', BANNER, 'hidden')
    expect(await choicesOf(ui)).toMatchObject({ analytics: 'denied', advertising: 'denied' })
  })

  test(`on a TV set ${what} they are enough to choose by purpose, and to say one’s age`, async ({
    ui,
    site,
  }) => {
    site.put('/', { body: page({ script: script + SCRIPT }) })
    await ui.goto('/')
    await ui.waitFor('region', BANNER)
    await toAnswer(ui, '個別に選ぶ')
    await ui.press('Enter')
    await ui.waitFor('dialog', PREFERENCES)
    await move(ui, 'ArrowDown', '利用状況の分析:許可する')
    await ui.press('Enter')
    expect(await ui.checked('switch', '利用状況の分析:許可する')).toBe(true)
    for (let i = 0; i < 60 && !/保存|すべて/.test((await name(ui)) ?? ''); i++) {
      await ui.press('ArrowDown')
    }
    await move(ui, 'ArrowRight', 'この設定を保存')
    await ui.press('Enter')
    await ui.waitFor('dialog', 'お客様の年齢をお選びください')
    await move(ui, 'ArrowDown', '16歳以上')
    await ui.press('Enter')
    await expect
      .poll(() => choicesOf(ui))
      .toMatchObject({ analytics: 'granted', advertising: 'denied' })
  })
}

test('on a TV set words and buttons are large enough for a sofa', async ({ ui, site }) => {
  site.put('/', { body: page({ script: TV + SCRIPT }) })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await ui.resize(1920, 1080)
  const [text, button, height] = await ui.evaluate(() => {
    const root = document.querySelector('metalive-consent')?.shadowRoot
    const size = (selector: string): number => {
      const found = root?.querySelector(selector)
      return found ? Number.parseFloat(getComputedStyle(found).fontSize) : 0
    }
    const box = root?.querySelector('#banner-reject')?.getBoundingClientRect()
    return [size('.text p:not([hidden])'), size('#banner-reject'), box?.height ?? 0]
  })
  expect(text).toBeGreaterThanOrEqual(24)
  expect(button).toBeGreaterThanOrEqual(24)
  expect(height).toBeGreaterThanOrEqual(64)
})

test('while a video plays, or the page has the focus, arrows are the page’s', async ({
  ui,
  site,
}) => {
  site.put('/', {
    body: page({
      script: TV + SCRIPT,
      body: `<video controls width="320" height="180"></video><script>
        const video = document.querySelector('video')
        Object.defineProperty(video, 'paused', { get: () => Boolean(window.stopped) })
      </script>`,
    }),
  })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await settle(ui)
  await ui.press('ArrowDown')
  expect(await ui.focused()).toBeNull()
  await ui.evaluate(() => Reflect.set(window, 'stopped', true))
  await ui.evaluate(() => document.querySelector('a')?.focus())
  await ui.press('ArrowDown')
  expect(await name(ui)).toBe('プライバシー設定を開く')
  await ui.evaluate(() => document.querySelector('a')?.blur())
  await ui.press('ArrowDown')
  await toAnswer(ui, 'すべて許可')
})

test('at the edge of the banner an arrow is the page’s', async ({ ui, site }) => {
  site.put('/', {
    body: page({
      script: TV + SCRIPT,
      body: `<script>
        window.heard = []
        addEventListener('keydown', ({ key }) => heard.push(key))
      </script>`,
    }),
  })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await toAnswer(ui, 'すべて許可')
  await ui.evaluate(() => void Reflect.set(window, 'heard', []))
  await ui.press('ArrowRight')
  await ui.press('ArrowDown')
  expect(await name(ui)).toBe('すべて拒否')
  // The first was ours, and no handler of the page's heard it.
  expect(await ui.evaluate(() => Reflect.get(window, 'heard'))).toEqual(['ArrowDown'])
})

test('a page says that it is one for TV sets', async ({ ui, site }) => {
  const body = page({}).replace('<html', '<html data-consent-remote')
  site.put('/', { body })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await ui.press('ArrowDown')
  await toAnswer(ui, 'すべて許可')
  await ui.press('Enter')
  await sayAge(ui)
  await expect.poll(() => choicesOf(ui)).toMatchObject({ analytics: 'granted' })
})

test('anywhere else arrows scroll the page, and never lead into the banner', async ({
  ui,
  site,
}) => {
  site.put('/', { body: page({ body: '<p style="height: 3000px"></p>' }) })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await settle(ui)
  for (let i = 0; i < 3; i++) await ui.press('ArrowDown')
  expect(await ui.focused()).toBeNull()
  await expect.poll(() => ui.evaluate(() => scrollY)).toBeGreaterThan(0)
})

test('on a TV set arrows and OK close what a withdrawal couldn’t do, in large words', async ({
  ui,
  site,
}) => {
  site.put('/', { body: page({ script: TV + SCRIPT, head: TAGS }) })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await acceptAll(ui)
  await expect.poll(() => ran(ui)).toHaveLength(5)
  await ui.evaluate(() => (window.metaliveConsent as Consent).withdraw())
  await ui.waitFor('dialog', WITHDRAWN)
  const size = await ui.evaluate(() => {
    const hosts = [...document.querySelectorAll('metalive-consent')]
    const roots = hosts.map(({ shadowRoot }) => shadowRoot)
    const button = roots.map((root) => root?.getElementById('withdrawal-close')).find(Boolean)
    return button ? Number.parseFloat(getComputedStyle(button).fontSize) : 0
  })
  expect(size).toBeGreaterThanOrEqual(20)
  for (let i = 0; i < 20 && (await ui.focused())?.role !== 'button'; i++) {
    await ui.press('ArrowDown')
  }
  await move(ui, 'ArrowRight', '閉じる')
  await ui.press('Enter')
  await ui.waitFor('dialog', WITHDRAWN, 'hidden')
})

test('on a TV set a question at the point of need is answered with arrows and OK', async ({
  ui,
  site,
}) => {
  site.put('/', { body: page({ script: TV + SCRIPT }) })
  await ui.goto('/')
  await ui.click('button', 'すべて拒否')
  await ui.waitFor('region', BANNER, 'hidden')
  // Who comes again has been asked for nothing yet.
  await ui.reload()
  await ui.evaluate(() => {
    void (window.metaliveConsent as Consent).ask('zendesk')
  })
  await ui.waitFor('button', '許可しない')
  for (let i = 0; i < 20 && !/許可/.test((await name(ui)) ?? ''); i++) await ui.press('ArrowDown')
  await move(ui, 'ArrowRight', '許可しない')
  await ui.press('Enter')
  await expect.poll(() => choicesOf(ui)).toMatchObject({ zendesk: 'denied' })
})
