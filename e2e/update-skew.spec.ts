/** Pages that are open, or cached, while the site is built anew. */
import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Site } from '../demo/server.ts'
import type { Config } from '../src/core/types.ts'
import { metalive } from '../src/metalive.ts'
import { expect, test } from './fixtures.ts'
import { choicesOf, PREFERENCES, page } from './pages.ts'

const { texts } = metalive
const OLD_TITLE = '前の版の見出しです'
const NEW_TITLE = '新しい版の見出しです'

function titled(title: string): Config {
  return { ...metalive, texts: { ...texts, banner: { ...texts.banner, title } } }
}

/** As a site's author does. */
async function build(config: Config, to: string): Promise<void> {
  const file = join(to, 'consent.config.json')
  await writeFile(file, JSON.stringify(config))
  execFileSync('node', ['dist/cli.js', 'build', file, '--out', to])
}

/** Serves the folder after two builds. @returns the first build's `consent.js`, as a cache keeps it */
async function twoBuilds(site: Site): Promise<string> {
  const to = await mkdtemp(join(tmpdir(), 'consent-skew-'))
  try {
    await build(titled(OLD_TITLE), to)
    const old = await readFile(join(to, 'consent.js'), 'utf8')
    await build(titled(NEW_TITLE), to)
    for (const name of await readdir(to)) {
      site.put(`/skew/${name}`, { body: await readFile(join(to, name), 'utf8') })
    }
    return old
  } finally {
    await rm(to, { recursive: true })
  }
}

test('an older consent.js still gets the files that it was built with', async ({ ui, site }) => {
  site.put('/skew/consent.js', { body: await twoBuilds(site) })
  site.put('/', { body: page({ script: '<script src="/skew/consent.js"></script>' }) })
  await ui.goto('/')
  await ui.waitFor('region', OLD_TITLE)
  await ui.click('button', '個別に選ぶ')
  await ui.within('dialog', PREFERENCES).click('button', 'すべて拒否')
  await expect.poll(() => choicesOf(ui)).toMatchObject({ analytics: 'denied' })
})

test('a newer one gets its own', async ({ ui, site }) => {
  await twoBuilds(site)
  site.put('/', { body: page({ script: '<script src="/skew/consent.js"></script>' }) })
  await ui.goto('/')
  await ui.waitFor('region', NEW_TITLE)
})
