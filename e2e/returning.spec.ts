import { encodeRecord } from '../src/core/record.ts'
import { metalive } from '../src/metalive.ts'
import { expect, test } from './fixtures.ts'
import { BANNER, page, RECORD, ran, sayAge, settle, TAGS, TODAY } from './pages.ts'

for (const [answer, result] of [
  ['すべて許可', 5],
  ['すべて拒否', 0],
] as const) {
  test(`a visitor who has pressed ${answer} downloads consent.js alone`, async ({ ui, site }) => {
    site.put('/', { body: page({ head: TAGS }) })
    await ui.goto('/')
    await ui.click('button', answer)
    if (result > 0) await sayAge(ui)
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

test('nothing else is fetched before load by one who has refused elsewhere', async ({
  ui,
  site,
}) => {
  site.put('/', { body: page({ head: TAGS, body: '<img src="/slow.gif" alt="">' }) })
  site.put('/slow.gif', { status: 404, body: '', delay: 500 })
  await ui.setCookie(`${RECORD}=${refusal()}; Secure; Path=/`)
  await ui.goto('/')
  const asked = (): readonly string[] =>
    site.log.map(({ path }) => path).filter((path) => /^\/metalive|^\/slow/.test(path))
  await expect.poll(() => asked().length).toBe(3)
  const [script, image, sweep] = asked()
  expect([script, image]).toEqual(['/metalive/consent.js', '/slow.gif'])
  expect(sweep).toMatch(/^\/metalive\/consent-later-/)
})

function refusal(): string {
  const mark = { choice: 'denied', day: TODAY, revision: 1, source: 'banner' } as const
  const asked = metalive.purposes.filter(({ required }) => !required)
  const marks = Object.fromEntries(asked.map(({ id }) => [id, mark]))
  return encodeRecord({ wording: 1, age: 'u', id: null, marks })
}
