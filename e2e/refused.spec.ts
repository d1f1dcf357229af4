/** Who refuses everything leaves nothing behind but that, and looks like all others who do. */
import { expect, test } from './fixtures.ts'
import { BANNER, RECORD, settle, tracked } from './pages.ts'
import type { Ui } from './ui.ts'

interface Left {
  readonly cookies: readonly string[]
  readonly storage: readonly string[]
}

async function refuse(ui: Ui, path: string): Promise<Left> {
  await ui.goto(path)
  await ui.waitFor('region', BANNER)
  await ui.click('button', 'すべて拒否')
  await ui.waitFor('region', BANNER, 'hidden')
  await settle(ui)
  await ui.reload()
  await settle(ui)
  const cookies = (await ui.cookies()).map(({ name, value }) => `${name}=${value}`)
  const storage = await ui.evaluate(async () => [
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
    ...(await indexedDB.databases()).map(({ name }) => `database ${name}`),
    ...(await caches.keys()),
  ])
  return { cookies, storage }
}

for (const path of ['/', '/watch.html', '/privacy.html', '/qa.html']) {
  test(`after すべて拒否 on ${path}: one cookie, no storage, no foreign request, and as everyone’s`, async ({
    ui,
    site,
  }) => {
    const first = await refuse(ui, path)
    expect(first.cookies).toEqual([expect.stringMatching(`^${RECORD}=1~1~u~-~`)])
    expect(first.storage).toEqual([])
    await ui.clearCookies()
    expect(await refuse(ui, path)).toEqual(first)
    expect(tracked(site)).toEqual([])
  })
}
