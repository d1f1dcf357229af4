/** Pages that are open, or cached, while the site is built anew. */
import type { Site } from '../demo/server.ts'
import type { Config } from '../src/core/types.ts'
import { metalive } from '../src/metalive.ts'
import { expect, test } from './fixtures.ts'
import { choicesOf, PREFERENCES, page } from './pages.ts'
import { OWN_SCRIPT, serveBuilds } from './site-build.ts'

const { texts } = metalive
const OLD_TITLE = '前の版の見出しです'
const NEW_TITLE = '新しい版の見出しです'

function titled(title: string): Config {
  return { ...metalive, texts: { ...texts, banner: { ...texts.banner, title } } }
}

/** Serves the folder after two builds. @returns the first build's `consent.js`, as a cache keeps it */
async function twoBuilds(site: Site): Promise<string> {
  const [old = ''] = await serveBuilds(site, [titled(OLD_TITLE), titled(NEW_TITLE)])
  return old
}

test('an older consent.js still gets the files that it was built with', async ({ ui, site }) => {
  site.put('/own/consent.js', { body: await twoBuilds(site) })
  site.put('/', { body: page({ script: OWN_SCRIPT }) })
  await ui.goto('/')
  await ui.waitFor('region', OLD_TITLE)
  await ui.click('button', '個別に選ぶ')
  await ui.within('dialog', PREFERENCES).click('button', 'すべて拒否')
  await expect.poll(() => choicesOf(ui)).toMatchObject({ analytics: 'denied' })
})

test('a newer one gets its own', async ({ ui, site }) => {
  await twoBuilds(site)
  site.put('/', { body: page({ script: OWN_SCRIPT }) })
  await ui.goto('/')
  await ui.waitFor('region', NEW_TITLE)
})
