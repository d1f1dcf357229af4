/** On what basis a service runs: what the banner says of it, held against what really ran. */
import { readdirSync, readFileSync } from 'node:fs'
import type { Site } from '../demo/server.ts'
import type { Basis, Config, Service } from '../src/core/types.ts'
import { metalive } from '../src/metalive.ts'
import { ga4 } from '../src/services.ts'
import { withoutAnnotations } from '../src/ui/annotations.ts'
import { expect, test } from './fixtures.ts'
import { acceptAll, BANNER, ownErrors, page, SCRIPT, settle, tracked } from './pages.ts'
import type { Ui } from './ui.ts'

const PARTS = {
  consent: {},
  optout: { optOutEffect: { stops: 'sending', lost: '動画の視聴には影響ありません。' } },
  notice: {},
  exempt: { exemption: { ground: 'security', reason: '不正を防ぐために必要です。' } },
} as const

function service(basis: Basis): Service {
  return { ...ga4, id: basis, basis, ...PARTS[basis] }
}

/** METALIVE's config with one service for each basis, each by its name. */
function config(bases: readonly Basis[]): Config {
  return { ...metalive, services: bases.map(service) } as Config
}

/** A page with that config, and a tag of each service. */
function pageWith(bases: readonly Basis[], head = ''): string {
  const json = JSON.stringify(config(bases)).replaceAll('<', '\\u003c')
  const tags = bases.map(
    (basis) =>
      `<script type="text/plain" data-consent-service="${basis}" src="{{tracker}}/${basis}.js"></script>`,
  )
  const script = `<script type="application/json" id="metalive-consent-config">${json}</script>${SCRIPT}`
  return page({ script, head: head + tags.join('') })
}

const asked = (site: Site): string[] => [...tracked(site)].sort()
const files = (bases: readonly Basis[]): string[] => bases.map((basis) => `/${basis}.js`).sort()

const { held } = withoutAnnotations(metalive.texts.banner)
const textOf = (ui: Ui): Promise<string> => ui.text('region', BANNER)

const MATRIX: readonly (readonly [bases: readonly Basis[], says: keyof typeof held])[] = [
  [['consent'], 'all'],
  [['consent', 'exempt'], 'all'],
  [['consent', 'optout'], 'some'],
  [['consent', 'notice', 'exempt'], 'some'],
  [['optout', 'notice'], 'none'],
  [['consent', 'optout', 'notice', 'exempt'], 'some'],
]

for (const [bases, says] of MATRIX) {
  const only = (...wanted: readonly Basis[]): string[] =>
    files(bases.filter((basis) => wanted.includes(basis)))

  test(`${bases.join(', ')}: what the banner says is what runs, before an answer and after`, async ({
    ui,
    site,
  }) => {
    site.put('/', { body: pageWith(bases) })
    await ui.goto('/')
    await ui.waitFor('region', BANNER)
    const text = await textOf(ui)
    for (const [variant, sentence] of Object.entries(held)) {
      const [first = ''] = sentence.split('。')
      if (variant === says) expect(text).toContain(first)
    }
    expect(text.includes('停止するまで送ります')).toBe(says !== 'all')
    expect(text.includes('お客様の許可(同意)なしには送りません')).toBe(says !== 'none')
    await expect.poll(() => asked(site)).toEqual(only('optout', 'notice', 'exempt'))
    await settle(ui)
    expect(asked(site)).toEqual(only('optout', 'notice', 'exempt'))

    await acceptAll(ui)
    await expect.poll(() => asked(site)).toEqual(files(bases))

    site.clear()
    await ui.reload()
    await expect.poll(() => asked(site)).toEqual(files(bases))
    expect(await ownErrors(ui)).toEqual([])
  })

  test(`${bases.join(', ')}: a refusal stops all but what is exempt`, async ({ ui, site }) => {
    site.put('/', { body: pageWith(bases) })
    await ui.goto('/')
    // What the notice has started is on its way before the refusal.
    await expect.poll(() => asked(site)).toEqual(only('optout', 'notice', 'exempt'))
    await ui.click('button', 'すべて拒否')
    await ui.waitFor('region', BANNER, 'hidden')
    site.clear()
    await ui.reload()
    await settle(ui)
    expect(asked(site)).toEqual(only('exempt'))
    expect(await ui.visible('region', BANNER)).toBe(false)
  })
}

test('where everything is exempt nobody is asked', async ({ ui, site }) => {
  site.put('/', { body: pageWith(['exempt']) })
  await ui.goto('/')
  await expect.poll(() => asked(site)).toEqual(['/exempt.js'])
  await settle(ui)
  expect(await ui.visible('region', BANNER)).toBe(false)
})

const EVERY: readonly Basis[] = ['consent', 'optout', 'notice', 'exempt']

test('L6: without the banner’s file nothing runs but what is exempt', async ({ ui, site }) => {
  site.put('/', { body: pageWith(EVERY) })
  site.put(bannerFile().path, { status: 404, body: '' })
  await ui.goto('/')
  await expect.poll(() => asked(site)).toEqual(['/exempt.js'])
  await settle(ui)
  expect(asked(site)).toEqual(['/exempt.js'])
})

test('L6: nothing that needs a notice runs before the banner was painted', async ({ ui, site }) => {
  site.put('/', { body: pageWith(EVERY) })
  const { path, text } = bannerFile()
  site.put(path, { body: text, delay: DELAY_MS })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await expect.poll(() => asked(site)).toEqual(files(['optout', 'notice', 'exempt']))
  const timeOf = (wanted: string): number =>
    site.log.find((entry) => entry.path === wanted)?.time ?? Number.NaN
  expect(timeOf('/exempt.js') - timeOf(path)).toBeLessThan(DELAY_MS)
  expect(timeOf('/optout.js') - timeOf(path)).toBeGreaterThan(DELAY_MS)
})

/** How long the banner's file is on its way. */
const DELAY_MS = 1500

/** The banner's file in the page's build. */
function bannerFile(): { readonly path: string; readonly text: string } {
  const [name = ''] = readdirSync('dist/consent').filter((each) => /^consent-banner-/.test(each))
  return { path: `/metalive/${name}`, text: readFileSync(`dist/consent/${name}`, 'utf8') }
}

test('a page that hides <html> has shown no notice', async ({ ui, site }) => {
  site.put('/', { body: pageWith(EVERY, '<style>html { display: none !important }</style>') })
  await ui.goto('/')
  await expect.poll(() => ownErrors(ui)).toEqual(['[consent] This page hides the banner.'])
  await settle(ui)
  expect(asked(site)).toEqual(['/exempt.js'])
})
