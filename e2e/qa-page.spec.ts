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

test('each state is one link away', async ({ ui }) => {
  await ui.goto('/qa.html')
  await ui.click('link', 'すべて拒否')
  await expect.poll(() => choicesOf(ui)).toMatchObject({ analytics: 'denied' })
  await ui.click('link', '一部だけ回答')
  await expect.poll(() => choicesOf(ui)).toEqual({ functional: 'granted', analytics: 'denied' })
  await ui.waitFor('region', BANNER)
  await ui.click('link', '壊れた記録')
  await expect.poll(() => recordOf(ui)).toBeNull()
  await ui.waitFor('region', BANNER)
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
