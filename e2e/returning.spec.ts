import { expect, test } from './fixtures.ts'
import { BANNER, page, ran, settle, TAGS } from './pages.ts'

for (const [answer, result] of [
  ['すべて許可', 5],
  ['すべて拒否', 0],
] as const) {
  test(`a visitor who has pressed ${answer} downloads consent.js alone`, async ({ ui, site }) => {
    site.put('/', { body: page({ head: TAGS }) })
    await ui.goto('/')
    await ui.click('button', answer)
    await ui.waitFor('region', BANNER, 'hidden')
    await settle(ui)

    site.clear()
    await ui.goto('/')
    await expect.poll(async () => (await ran(ui)).length).toBe(result)
    await settle(ui)
    const ours = site.log.filter(({ path }) => path.startsWith('/metalive/'))
    expect(ours.map(({ path }) => path)).toEqual(['/metalive/consent.js'])
  })
}
