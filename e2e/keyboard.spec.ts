import { expect, test } from './fixtures.ts'
import { AGE, BANNER, choicesOf, PREFERENCES, page, ran, TAGS } from './pages.ts'
import type { Ui } from './ui.ts'

/** It has no name to tell it by. */
function stopsAtText(ui: Ui): Promise<boolean> {
  return ui.evaluate(() => {
    const text = document.querySelector('metalive-consent')?.shadowRoot?.querySelector('.text')
    return text?.getAttribute('tabindex') === '0'
  })
}

test('everything can be chosen with the keyboard alone', async ({ ui, site }) => {
  site.put('/', { body: page({ head: TAGS }) })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)

  // Once it is known whether the text scrolls.
  await expect.poll(() => stopsAtText(ui)).toBe(false)
  const names: string[] = []
  for (let i = 0; i < 7; i++) {
    await ui.press('Tab')
    names.push((await ui.focused())?.name ?? '')
  }
  expect(names.slice(1)).toEqual([
    'English',
    '送信先の一覧(7社)',
    'プライバシーポリシー',
    'すべて許可',
    'すべて拒否',
    '個別に選ぶ',
  ])

  await ui.press('Enter')
  await ui.waitFor('dialog', PREFERENCES)
  await ui.press('Escape')
  await ui.waitFor('dialog', PREFERENCES, 'hidden')
  expect(await ui.focused()).toMatchObject({ role: 'button', name: '個別に選ぶ' })
  expect(await ui.cookies()).toEqual([])

  await ui.press('Enter')
  await ui.waitFor('dialog', PREFERENCES)
  for (let i = 0; i < 20; i++) {
    if ((await ui.focused())?.name === '利用状況の分析:許可する') break
    await ui.press('Tab')
  }
  await ui.press(' ')
  for (let i = 0; i < 30; i++) {
    if ((await ui.focused())?.name === 'この設定を保存') break
    await ui.press('Tab')
  }
  await ui.press('Enter')
  await ui.waitFor('dialog', AGE)
  // Whoever pressed something is taken along to what follows.
  expect(await ui.focused()).toMatchObject({ role: 'dialog', name: AGE })
  await expect.poll(() => stopsAtText(ui)).toBe(false)
  await ui.press('Tab')
  expect(await ui.focused()).toMatchObject({ role: 'button', name: '16歳以上' })
  await ui.press('Enter')
  await ui.waitFor('region', BANNER, 'hidden')
  expect(await choicesOf(ui)).toMatchObject({ analytics: 'granted', advertising: 'denied' })
  await expect.poll(() => ran(ui)).toEqual(['/ga4.js', 'clarity module', 'ga4 inline'])
})

test('keys stop at the text where it scrolls, and nowhere else', async ({ ui, site }) => {
  site.put('/', { body: page({}) })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await expect.poll(() => stopsAtText(ui)).toBe(false)
  await ui.resize(320, 480)
  await expect.poll(() => stopsAtText(ui)).toBe(true)
  await ui.press('Tab')
  const focused = (): string =>
    document.querySelector('metalive-consent')?.shadowRoot?.activeElement?.className ?? ''
  expect(await ui.evaluate(focused)).toBe('text')
  await ui.press('Tab')
  expect(await ui.focused()).toMatchObject({ role: 'button' })
  await ui.resize(1280, 720)
  await expect.poll(() => stopsAtText(ui)).toBe(false)
})
