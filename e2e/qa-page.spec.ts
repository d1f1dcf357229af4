import { expect, test } from './fixtures.ts'
import { acceptAll, BANNER, choicesOf, recordOf, tracked } from './pages.ts'

test('the QA page shows what is held, decided, stored and sent', async ({ ui, site }) => {
  await ui.goto('/qa.html')
  await ui.waitFor('heading', '外部への送信(0件、新しい順)')
  const text = (): Promise<string> =>
    ui.evaluate(() => document.querySelector('main')?.innerText ?? '')
  expect(await text()).toContain('保留中')
  expect(await text()).not.toContain('実行済み')

  await acceptAll(ui)
  await expect.poll(text).not.toContain('保留中')
  const { id } = (await recordOf(ui)) ?? {}
  await expect.poll(text).toContain(`番号 ${id}`)
  await expect.poll(text).toContain('POST /mixpanel/track')
  await expect.poll(text).toContain('mp_metalive-demo_mixpanel')

  await ui.click('button', '消して最初から')
  await ui.waitFor('region', BANNER)
  await ui.waitFor('heading', '外部への送信(0件、新しい順)')
  expect(await recordOf(ui)).toBeNull()
  expect(tracked(site)).toEqual([])
})

test('each state is one link away, in the console and on a page of the site', async ({ ui }) => {
  await ui.goto('/qa.html')
  await ui.click('link', 'すべて拒否')
  await expect.poll(() => choicesOf(ui)).toMatchObject({ analytics: 'denied' })
  await ui.click('link', '一部だけ回答')
  await expect.poll(() => choicesOf(ui)).toEqual({ functional: 'granted', analytics: 'denied' })
  await ui.waitFor('region', BANNER)
  await ui.click('link', '壊れた記録')
  await expect.poll(() => recordOf(ui)).toBeNull()
  await ui.waitFor('region', BANNER)
  await ui.click('link', '1社だけ拒否:画面を開く')
  await ui.waitFor('heading', '夜をほどく')
  expect(await choicesOf(ui)).toMatchObject({ analytics: 'granted', mixpanel: 'denied' })
})

test('the clock, GPC, the age and the config are a press away, and said to be faked', async ({
  ui,
}) => {
  const facts = (): Promise<string> => ui.text('region', 'いまの状態')
  // So high that the banner covers none of the switches.
  await ui.resize(1280, 1600)
  await ui.goto('/qa-state?state=accepted&to=/qa.html')
  await expect.poll(facts).toContain('回答済み')
  await ui.click('link', '時計:181日後')
  await ui.waitFor('region', BANNER)
  await expect.poll(facts).toMatch(/期限切れ[\s\S]*見せかけ: 181日後/)

  await ui.click('link', '時計:きょう')
  await expect.poll(facts).toContain('回答済み')
  await ui.click('link', 'GPC:あり')
  await expect.poll(facts).toMatch(/受け取った\s*見せかけ/)
  await ui.click('link', '設定の版:使いみちの変更')
  await expect.poll(facts).toMatch(/1件\s*analytics[\s\S]*受け取った[\s\S]*第2版/)

  await ui.click('link', '年齢:15歳以下')
  await expect.poll(facts).toMatch(/なし[\s\S]*15歳以下\s*minor[\s\S]*第2版/)
  expect(await recordOf(ui)).toMatchObject({
    age: 'm',
    marks: { analytics: { choice: 'granted' } },
  })
})

test('the timeline tells what was decided, released and deleted, newest first', async ({ ui }) => {
  await ui.goto('/qa.html')
  const timeline = async (): Promise<readonly string[]> =>
    (await ui.text('region', '時系列(新しい順)')).split('\n').map((line) => line.trim())
  await expect.poll(timeline).toContain('まだ、何も起きていません。')
  await acceptAll(ui)
  await expect.poll(timeline).toContain('Countlyを動かした')
  const before = await timeline()
  expect(before).toContain('パートナー動画(デモ)を動かした')
  const decision = before.findIndex((line) => line.includes('件の選択が変わった(banner)'))
  expect(decision).toBeGreaterThan(before.indexOf('Countlyを動かした'))

  await ui.click('button', 'すべて取り消す')
  await expect
    .poll(async () => (await timeline()).join())
    .toMatch(/消した[\s\S]*件の選択が変わった\(api\)/)
  expect(await timeline()).toContain('パートナー動画(デモ)を止めた')
})

test('what is wrong with the page is said in words, and nothing where nothing is', async ({
  ui,
}) => {
  await ui.goto('/qa.html')
  const text = (): Promise<string> => ui.text('region', '診断')
  await expect.poll(text).toContain('問題は見つかりません。')
  await ui.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<i data-consent-service="ga5"></i>')
  })
  await expect.poll(text).toContain('設定にない印がある')
})
