import { expect, test } from './fixtures.ts'
import { AGE, BANNER, choicesOf, PREFERENCES, page, ran, TAGS } from './pages.ts'

test('everything can be chosen with the keyboard alone', async ({ ui, site }) => {
  site.put('/', { body: page({ head: TAGS }) })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)

  const names: string[] = []
  for (let i = 0; i < 8; i++) {
    await ui.press('Tab')
    names.push((await ui.focused())?.name ?? '')
  }
  expect(names.slice(2)).toEqual([
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
  await ui.waitFor('region', AGE)
  // Whoever pressed something is taken along to what follows.
  expect(await ui.focused()).toMatchObject({ role: 'heading', name: AGE })
  for (let i = 0; i < 2; i++) await ui.press('Tab')
  expect(await ui.focused()).toMatchObject({ role: 'button', name: '16歳以上' })
  await ui.press('Enter')
  await ui.waitFor('region', BANNER, 'hidden')
  expect(await choicesOf(ui)).toMatchObject({ analytics: 'granted', advertising: 'denied' })
  await expect.poll(() => ran(ui)).toEqual(['/ga4.js', 'clarity module', 'ga4 inline'])
})
