import { expect, test } from './fixtures.ts'
import {
  BANNER,
  choicesOf,
  FRAME,
  PREFERENCES,
  page,
  recordOf,
  sayAge,
  settle,
  tracked,
} from './pages.ts'

const EMBED = 'YouTube(埋め込み動画)'

test.beforeEach(async ({ ui, site }) => {
  site.put('/', { body: page({ body: FRAME + FRAME }) })
  await ui.goto('/')
  await ui.click('button', 'すべて拒否')
  await ui.waitFor('region', BANNER, 'hidden')
  // Before, the answer may still be on its way to the gate.
  await ui.reload()
  await expect
    .poll(() => ui.evaluate(() => document.querySelectorAll('metalive-consent-embed').length))
    .toBe(2)
})

/** Presses a button of the first placeholder, as a person would. */
const pressed = { once: '今回だけ表示', always: 'いつも表示' } as const

test('a held embed says what it is, who would receive what, and asks no one', async ({
  ui,
  site,
}) => {
  const text = await ui.evaluate(
    () => document.querySelector('metalive-consent-embed')?.shadowRoot?.textContent ?? '',
  )
  expect(text).toContain(`ここには${EMBED}(Google LLC)の内容が表示されます。`)
  expect(text).toContain('IPアドレス')
  await settle(ui)
  expect(tracked(site)).toEqual([])
})

for (const [how, attributes] of [
  ['in a line', 'width="560" height="315"'],
  ['as a block', 'style="display: block; width: 100%; aspect-ratio: 16 / 9; border: 0"'],
]) {
  test(`nothing moves when an embed ${how} is covered, shown and covered again`, async ({
    ui,
    site,
  }) => {
    const frame = `<div><iframe data-consent-service="youtube" data-consent-src="{{tracker}}/video.html" ${attributes}></iframe></div><p id="after">続き</p>`
    const after = (): Promise<number> =>
      ui.evaluate(() => document.querySelector<HTMLElement>('#after')?.offsetTop ?? 0)
    const shown = (): Promise<number> =>
      ui.evaluate(() => document.querySelectorAll('metalive-consent-embed').length)
    site.put('/bare', { body: page({ script: '', body: frame }) })
    await ui.goto('/bare')
    const bare = await after()
    site.put('/covered', { body: page({ body: frame }) })
    await ui.goto('/covered')
    await expect.poll(shown).toBe(1)
    expect(await after()).toBe(bare)
    await ui.click('button', pressed.always)
    await sayAge(ui)
    await expect.poll(shown).toBe(0)
    await expect.poll(() => tracked(site)).toEqual(['/video.html'])
    expect(await after()).toBe(bare)
    expect(await ui.evaluate(() => document.querySelector('iframe')?.title)).toBe('YouTubeの動画')
    await ui.click('link', 'プライバシー設定を開く')
    await ui.within('dialog', PREFERENCES).click('button', 'すべて拒否')
    await expect.poll(shown).toBe(1)
    expect(await after()).toBe(bare)
  })
}

test('今回だけ表示 shows this one only, and is no answer', async ({ ui, site }) => {
  await ui.evaluate(() => document.querySelector('iframe:last-of-type')?.remove())
  await ui.click('button', pressed.once)
  await sayAge(ui)
  await expect.poll(() => tracked(site)).toEqual(['/video.html'])
  expect(await choicesOf(ui)).not.toHaveProperty('youtube')
  // Firefox's driver fails on a frame that is gone before it has its page.
  await settle(ui)
  await ui.reload()
  await settle(ui)
  expect(tracked(site)).toEqual(['/video.html'])
})

test('今回だけ表示 takes the focus along, and ends with the next decision', async ({
  ui,
  site,
}) => {
  await ui.evaluate(() => document.querySelector('iframe:last-of-type')?.remove())
  await ui.click('button', pressed.once)
  await sayAge(ui)
  await expect.poll(() => tracked(site)).toEqual(['/video.html'])
  const focused = (): Promise<string> =>
    ui.evaluate(() => document.activeElement?.localName ?? 'nothing')
  await expect.poll(focused).toBe('iframe')

  await ui.click('link', 'プライバシー設定を開く')
  await ui.within('dialog', PREFERENCES).click('button', 'すべて拒否')
  const source = (): Promise<string | undefined> =>
    ui.evaluate(() => document.querySelector('iframe')?.src)
  await expect.poll(source).toBe('')
})

test('a placeholder goes with its embed, and comes where that is put in again', async ({ ui }) => {
  const covers = (): Promise<boolean[]> =>
    ui.evaluate(() =>
      [...document.querySelectorAll('metalive-consent-embed')].map(
        ({ nextElementSibling }) => nextElementSibling?.localName === 'iframe',
      ),
    )
  await ui.evaluate(() => {
    const [first, second] = document.querySelectorAll('iframe')
    second?.remove()
    if (first) document.body.prepend(first)
  })
  await expect.poll(covers).toEqual([true])
})

test('いつも表示 decides this service alone; withdrawn, it goes without a trace in history', async ({
  ui,
  site,
}) => {
  const entries = await ui.evaluate(() => history.length)
  await ui.evaluate(() => document.querySelectorAll('metalive-consent-embed')[1]?.remove())
  await ui.click('button', pressed.always)
  await sayAge(ui)
  await expect.poll(() => tracked(site)).toEqual(['/video.html', '/video.html'])
  const record = await recordOf(ui)
  expect(record?.marks.youtube).toMatchObject({ choice: 'granted', source: 'placeholder' })
  expect(await choicesOf(ui)).toMatchObject({ embeds: 'denied', youtube: 'granted' })

  await ui.click('link', 'プライバシー設定を開く')
  const dialog = ui.within('dialog', PREFERENCES)
  await dialog.click('button', 'すべて拒否')
  const sources = (): Promise<string[]> =>
    ui.evaluate(() => [...document.querySelectorAll('iframe')].map(({ src }) => src))
  await expect.poll(sources).toEqual(['', ''])
  expect(await ui.evaluate(() => history.length)).toBe(entries)
})
