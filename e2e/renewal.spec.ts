/** A server that sets the cookie again, in time and late. */
import type { Site } from '../demo/server.ts'
import { metalive } from '../src/metalive.ts'
import { renew } from '../src/server.ts'
import { expect, test } from './fixtures.ts'
import {
  acceptAll,
  choicesOf,
  ownErrors,
  PREFERENCES,
  page,
  RECORD,
  ran,
  settle,
  TAGS,
} from './pages.ts'
import { OWN_SCRIPT, serveBuilds } from './site-build.ts'
import type { Ui } from './ui.ts'

const PATH = '/consent/renew'

/** @param delay - of the server's answer, in milliseconds */
async function serve(site: Site, { delay = 0, head = '' } = {}): Promise<void> {
  await serveBuilds(site, [{ ...metalive, renewal: { url: PATH } }])
  site.put('/', { body: page({ script: head + OWN_SCRIPT, head: TAGS }) })
  site.answer(PATH, ({ entry: { method, cookie } }) => {
    const answer = renew(
      new Request(`https://site.example${PATH}`, { method, headers: { cookie } }),
    )
    // All of it late, so that the browser can’t know what is coming.
    return new Promise((done) => {
      const reply = { status: answer.status, body: '', headers: Object.fromEntries(answer.headers) }
      setTimeout(() => done(reply), delay)
    })
  })
}

const asked = ({ log }: Site): readonly string[] =>
  log.filter(({ path }) => path === PATH).map(({ method }) => method)

const namesOf = async (ui: Ui): Promise<readonly string[]> =>
  (await ui.cookies()).map(({ name }) => name).sort()

async function withdraw(ui: Ui): Promise<void> {
  await ui.click('link', 'プライバシー設定を開く')
  await ui.within('dialog', PREFERENCES).click('button', 'すべて拒否')
}

test('a visitor who has answered has the cookie set again, once a day', async ({ ui, site }) => {
  await serve(site)
  await ui.goto('/')
  await acceptAll(ui)
  await settle(ui)
  expect(asked(site)).toEqual([])
  await ui.reload()
  await expect.poll(() => asked(site)).toEqual(['POST'])
  await expect.poll(() => namesOf(ui)).toEqual([RECORD, 'metalive_renewed'])
  expect(await choicesOf(ui)).toMatchObject({ analytics: 'granted' })
  await ui.reload()
  await settle(ui)
  expect(asked(site)).toEqual(['POST'])
  expect(await ownErrors(ui)).toEqual([])
})

const UNSTOPPABLE = `<script>
  const real = fetch
  window.fetch = (url, init) => real(url, { ...init, signal: undefined })
</script>`

for (const [what, head] of [
  ['in time', ''],
  ['too late', UNSTOPPABLE],
] as const) {
  test(`a withdrawal while the server answers stands: its request is given up ${what}`, async ({
    ui,
    site,
  }) => {
    await serve(site, { delay: 1500, head })
    await ui.goto('/')
    await acceptAll(ui)
    await ui.reload()
    await expect.poll(() => asked(site)).toEqual(['POST'])
    await withdraw(ui)
    await expect.poll(() => choicesOf(ui)).toMatchObject({ analytics: 'denied' })
    await ui.evaluate(() => new Promise((done) => setTimeout(done, 3500)))
    expect(await choicesOf(ui)).toMatchObject({ analytics: 'denied' })
    await ui.reload()
    await settle(ui)
    expect(await ran(ui)).toEqual([])
  })
}

test('a withdrawal in another tab stands as well', async ({ ui, site }) => {
  await serve(site, { delay: 1500, head: UNSTOPPABLE })
  await ui.goto('/')
  await acceptAll(ui)
  const other = await ui.newTab()
  await other.goto('/')
  await expect.poll(() => asked(site)).toEqual(['POST'])
  await withdraw(ui)
  await ui.evaluate(() => new Promise((done) => setTimeout(done, 3500)))
  expect(await choicesOf(ui)).toMatchObject({ analytics: 'denied' })
  await other.reload()
  await settle(other)
  expect(await ran(other)).toEqual([])
})

test('a server that fails costs nothing and is reported', async ({ ui, site }) => {
  await serve(site)
  site.put(PATH, { status: 500, body: 'no' })
  await ui.goto('/')
  await acceptAll(ui)
  await ui.reload()
  await expect.poll(() => ownErrors(ui)).toEqual([expect.stringContaining('answered 500')])
  expect(await choicesOf(ui)).toMatchObject({ analytics: 'granted' })
})
