/** An answer is the visitor's, whichever tab it was given in, and whatever became of the others. */
import type { Site } from '../demo/server.ts'
import type { Consent } from '../src/core/types.ts'
import { expect, test } from './fixtures.ts'
import { ALL_RAN, acceptAll, BANNER, page, ran, SCRIPT, settle, TAGS, tracked } from './pages.ts'
import type { Ui } from './ui.ts'

/** A tag that comes late. */
async function addTag(ui: Ui): Promise<void> {
  await ui.evaluate(() => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<img alt="" data-consent-service="meta-pixel" data-consent-src="/late.gif">',
    )
  })
}

const isShown = (ui: Ui): Promise<boolean> =>
  ui.evaluate(() => document.querySelector('img')?.hasAttribute('src') ?? false)

/** How long another tab may take to hear of it, in milliseconds. */
const HEARD_MS = 1000

async function twoTabs(ui: Ui, site: Site): Promise<Ui> {
  site.put('/', { body: page({ head: TAGS }) })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  const other = await ui.newTab()
  await other.goto('/')
  await other.waitFor('region', BANNER)
  return other
}

test('an acceptance in one tab runs the tags of the other, and ends its question', async ({
  ui,
  site,
}) => {
  const other = await twoTabs(ui, site)
  await acceptAll(other)
  await expect.poll(() => ran(ui), { timeout: HEARD_MS }).toEqual(ALL_RAN)
  await ui.waitFor('region', BANNER, 'hidden')
})

test('a refusal in one tab ends the question of the other, and nothing runs there', async ({
  ui,
  site,
}) => {
  const other = await twoTabs(ui, site)
  await other.click('button', 'すべて拒否')
  await expect.poll(() => ui.visible('region', BANNER), { timeout: HEARD_MS }).toBe(false)
  await settle(ui)
  expect(await ran(ui)).toEqual([])
  expect(tracked(site)).toEqual([])
})

test('a withdrawal in one tab holds what is shown in the other', async ({ ui, site }) => {
  const other = await twoTabs(ui, site)
  await acceptAll(ui)
  await addTag(ui)
  await expect.poll(() => isShown(ui)).toBe(true)
  await other.evaluate(() => (window.metaliveConsent as Consent).withdraw())
  await expect.poll(() => isShown(ui), { timeout: HEARD_MS }).toBe(false)
})

test('the cookie is read again before anything is released, if nobody tells', async ({
  ui,
  site,
}) => {
  site.put('/', { body: page({ head: TAGS }) })
  await ui.goto('/')
  await acceptAll(ui)
  await addTag(ui)
  await expect.poll(() => isShown(ui)).toBe(true)
  // As a server would, in the task in which the next tag comes.
  const shown = await ui.evaluate((record) => {
    const [cookie = ''] = document.cookie.split('; ').filter((each) => each.includes(record))
    // biome-ignore lint/suspicious/noDocumentCookie: as another tab would leave it, deleted.
    document.cookie = `${cookie.split('=')[0]}=; Max-Age=0; Path=/; Secure`
    document.body.insertAdjacentHTML(
      'beforeend',
      '<img id="next" alt="" data-consent-service="meta-pixel" data-consent-src="/late.gif">',
    )
    return Promise.resolve().then(() => document.querySelector('#next')?.hasAttribute('src'))
  }, 'metalive_consent')
  expect(shown).toBe(false)
})

test('a page that is left has no channel open, which would keep it out of the history', async ({
  ui,
  site,
}) => {
  const count = `<script>
    sessionStorage.open = 0
    window.BroadcastChannel = class extends BroadcastChannel {
      constructor(name) {
        super(name)
        sessionStorage.open++
      }
      close() {
        super.close()
        sessionStorage.open--
      }
    }
  </script>`
  site.put('/', { body: page({ script: count + SCRIPT }) })
  site.put('/next', { body: '' })
  const open = (): Promise<string> => ui.evaluate(() => sessionStorage.open)
  await ui.goto('/')
  expect(await open()).toBe('1')
  await ui.goto('/next')
  expect(await open()).toBe('0')
})

test('who comes back to a page by the history finds it as the last answer has it', async ({
  ui,
  site,
}) => {
  site.put('/', { body: page({ head: TAGS }) })
  site.put('/next', { body: page({ head: TAGS }) })
  await ui.goto('/')
  await acceptAll(ui)
  await addTag(ui)
  await expect.poll(() => isShown(ui)).toBe(true)
  await ui.goto('/next')
  await ui.evaluate(() => (window.metaliveConsent as Consent).withdraw())
  // Meanwhile a page goes and another comes.
  const meanwhile = () => undefined
  await ui.evaluate(() => history.back()).catch(meanwhile)
  await expect.poll(() => ui.evaluate(() => location.pathname).catch(meanwhile)).toBe('/')
  const granted = (): Promise<boolean | undefined> =>
    ui
      .evaluate(() => (window.metaliveConsent as Consent | undefined)?.granted('meta-pixel'))
      .catch(meanwhile)
  await expect.poll(granted).toBe(false)
  await expect.poll(() => isShown(ui).catch(meanwhile)).toBe(false)
})
