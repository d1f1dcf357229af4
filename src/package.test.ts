/** On the built files: `npm run build` comes first. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { brotliCompressSync, constants } from 'node:zlib'
import { type Options as AcornOptions, parse } from 'acorn'
import { build, type OutputFile, type Plugin } from 'esbuild'
import { describe, expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { buildSite } from './cli/build.ts'
import type { Config, Service } from './core/types.ts'
import { metalive } from './metalive.ts'

/**
 * In bytes of brotli 11. Of the first three, running 10,000 tags in slices took 190, a withdrawal that tells
 * vendors' code first, and knows what goes on running, 290, the four bases 250, words that changed 60, the
 * reasons for asking again 30, the live list 30, other tabs 230, prerendering 160, records that stay beside
 * ours, and the way to a shared domain, 180, renewal 50, elements that hide the document's members 110, with
 * 90 in the banner, and GPC 210, with 150 in the banner and 180 in the second layer. A banner that says what
 * it was painted for took 230, the list's link in the second layer 130. Loops, since the page may replace the
 * methods of lists and objects, took 170, with 80 in the banner and 90 in the second layer. Who may grant,
 * and what waits until they are asked, took 310, ages 190, the record, its receipts and its erasure 200, a
 * refusal that nothing undoes 280; words that are proven, and layers that few see, 340 in the banner. What
 * Google and other platforms are told takes 1,330, for configs with such services, and 120 for all; pages
 * around this one, switches and a diagnosis 220, with 120 in the second layer; to look at ids rather than at
 * each tag 140; the way back, subscribers that decide and frames out of view 130. Names for tools took 20 in
 * the banner and 90 in the second layer. Languages took 510, for METALIVE, which has three, with 470 in the
 * banner: texts with readings, the switch, and a layer that is opened again in another one. The face took 550
 * in the banner and 300 in the second layer: three layouts, themes, motion, safe areas; pages that write
 * themselves anew or lay out texts without end 240 in the banner; the rest of its growth is that it keeps out
 * of a video's way, answers to remote controls and is asked at the point of need, and looks for what is in
 * its way in shadow roots, too, 90. Tags that run while the page is read took 70, and to have files compiled
 * on another thread 30, with 20 in the banner; to listen to other tabs once the page was read 60, to run what
 * the parser brings in a row, on pages whose forms lead in a circle, too, 40, in a shadow root that the page
 * has the HTML of 30, and all that in a file of its own 50. To tell of a withdrawal where the page leaves
 * room for it, and to ask anew in another language, took 40, with 50 in the banner and 130 in what comes
 * later, and a title that its languages stand beside 60 there. To wait on for room in another language took
 * 10, with 20 in the banner, and to end every question of a page that is written anew, and wait for room
 * there, 50 in it. To see through a jar that says what it no longer has took 130, and to read one that says
 * the same only once 30; a look soon after another tab’s word 10. That keys stop at a text only where it
 * scrolls takes 40 to 80 in each layer, and loops by index, which compile to less than half of what those by
 * `of` do, 20 in each. Names that change with every build move a file by up to 40. Phrases that hold together
 * in every engine took 130 in each layer, and 30 to 190 for the annotations of its texts. One look for all
 * dialogs took 40 in each. Of the disclosure, 4,200 are its words. Of the server, receipts are 1,330.
 */
const BUDGET = {
  loader: 11_120,
  withBanner: 16_770,
  withPreferences: 25_240,
  later: 3000,
  embeds: 3090,
  settings: 3140,
  quiet: 2830,
  remote: 1490,
  withdrawal: 3500,
  record: 4050,
  ask: 5070,
  disclosure: 13_600,
  npm: 10_230,
  headless: 5270,
  server: 3590,
  sharedDomain: 300,
  furtherService: 20,
}

/** https://v8.dev/blog/explicit-compile-hints */
const HINT = '//# allFunctionsCalledOnLoad\n'

const SITE = 'dist/consent'
const SITE_FILES = (existsSync(SITE) ? readdirSync(SITE) : []).filter((name) =>
  name.endsWith('.js'),
)
const OTHER_LANGUAGE = /-(?:en|ja-x-easy)\.js$/
/** `consent.js` under its hash. */
const COPY = /^consent-[0-9a-f]{8}\.js$/

/** What a visitor may be given: the script-tag files, and what the npm entries of pages import. */
const VISITOR_FILES = [
  ...SITE_FILES.map((name) => join(SITE, name)),
  ...new Set(['dist/index.js', 'dist/ui.js', 'dist/headless.js'].flatMap(withImports)),
]

/** What a site is given whose config asks for it. */
const ON_DEMAND = [
  'dist/script-tag/consent-receipts.js',
  'dist/script-tag/consent-renewal.js',
  'dist/script-tag/consent-switches.js',
  'dist/script-tag/parts/frames.js',
  'dist/script-tag/parts/google.js',
  'dist/script-tag/parts/host.js',
  'dist/script-tag/parts/languages.js',
  'dist/script-tag/parts/receipts.js',
  'dist/script-tag/parts/shared-cookie.js',
  'dist/script-tag/parts/signals.js',
  'dist/script-tag/parts/switches.js',
]

/** What `./services` exports: one preset a file, its name in camel case. */
const PRESETS = readdirSync('src/services')
  .map((file) => file.replace('.ts', '').replace(/-(.)/g, (_dash, letter) => letter.toUpperCase()))
  .sort()

function siteFile(name: string): string {
  const [found, ...more] = SITE_FILES.filter(
    (each) => !COPY.test(each) && each.replace(/-[0-9a-f]{8}/, '') === name,
  )
  if (!found || more.length > 0) throw new Error(`${SITE} has not one ${name}: npm run build`)
  return join(SITE, found)
}

function read(file: string): string {
  return readFileSync(file, 'utf8')
}

function brotli(text: string | Uint8Array): number {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length
}

const sizeOf = (...names: readonly string[]): number =>
  names.reduce((sum, name) => sum + brotli(read(siteFile(name))), 0)

/** Names in `import … from`, `export … from` and `import()`. */
function importsOf(file: string): string[] {
  const names = read(file).matchAll(/(?:\bfrom|\bimport\(?)\s*["']([^"']+)["']/g)
  return [...names].map(([, name = '']) => name)
}

function withImports(file: string): string[] {
  const own = importsOf(file).filter((name) => name.startsWith('.'))
  return [file, ...own.flatMap((name) => withImports(join(dirname(file), name)))]
}

describe('the package', () => {
  test.each(Object.entries(manifest.exports))('ships what its exports name: %s', (_name, entry) => {
    const files = typeof entry === 'string' ? [entry] : Object.values(entry)
    expect(files.filter((file) => !existsSync(file))).toEqual([])
  })

  test.each([
    ['.', 'index.js', ['createConsent', 'defineConfig']],
    ['./ui', 'ui.js', ['mount']],
    ['./headless', 'headless.js', ['headless', 'painted']],
    ['./metalive', 'metalive.js', ['metalive']],
    ['./metalive-en', 'metalive-en.js', ['metaliveEn']],
    ['./metalive-ja-easy', 'metalive-ja-easy.js', ['metaliveJaEasy']],
    ['./services', 'services.js', PRESETS],
    ['./locales/ja', 'locales/ja.js', ['ja']],
    ['./locales/ja-easy', 'locales/ja-easy.js', ['jaEasy']],
    ['./locales/en', 'locales/en.js', ['en']],
    ['./server', 'server.js', ['readConsent', 'renew', 'takeReceipt']],
    [
      './parts',
      'parts.js',
      ['frames', 'google', 'host', 'languages', 'receipts', 'sharedCookie', 'signals', 'switches'],
    ],
    ['./node', 'node.js', ['fileSink', 'forNode']],
    ['./config', 'config.js', ['ConsentConfigError', 'jsonSchema', 'parseConfig', 'schema']],
  ])('exports these names and no other: %s', async (_name, file, names) => {
    const module: object = await import(`../dist/${file}`)
    expect(Object.keys(module).sort()).toEqual(names)
  })

  test('has every file that a script tag fetches, once, and the entry under its hash, too', () => {
    const names = SITE_FILES.map((name) => name.replace(/-[0-9a-f]{8}/, ''))
    const inOthers = names.filter((name) => OTHER_LANGUAGE.test(name))
    expect(names.filter((name) => !inOthers.includes(name)).sort()).toEqual([
      'consent-again.js',
      'consent-age.js',
      'consent-ask.js',
      'consent-banner.js',
      'consent-diagnosis.js',
      'consent-disclosure.js',
      'consent-embeds.js',
      'consent-later.js',
      'consent-quiet.js',
      'consent-record.js',
      'consent-remote.js',
      'consent-settings.js',
      'consent-ui.js',
      'consent-withdrawal.js',
      'consent.js',
      'consent.js',
    ])
    // Each with words in it, once for each language that METALIVE has besides its own.
    const words = ['again', 'age', 'ask', 'banner', 'disclosure', 'embeds', 'record', 'settings']
    const all = [...words, 'ui', 'withdrawal'].flatMap((name) => [
      `consent-${name}-en.js`,
      `consent-${name}-ja-x-easy.js`,
    ])
    expect(inOthers.sort()).toEqual(all)
  })

  test('runs nothing when it is installed', () => {
    expect(Object.keys(manifest.scripts)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(pre|post)?install$|^prepare$/)]),
    )
  })

  test('lets a bundler drop all that isn’t used but the script-tag entry', () => {
    expect(manifest.sideEffects).toEqual([`./${siteFile('consent.js')}`])
  })
})

describe('a visitor’s file', () => {
  test('is compiled on another thread where all of it runs at once, and not where it may never run', () => {
    const hinted = SITE_FILES.filter((name) => read(join(SITE, name)).startsWith(HINT))
    const names = new Set(hinted.map((name) => name.replace(/(-en|-ja-x-easy)?-[0-9a-f]{8}/, '')))
    expect([...names].sort()).toEqual(['consent-banner.js', 'consent.js'])
  })

  test.each(VISITOR_FILES)('has nothing move or fade: %s', (file) => {
    expect(read(file)).not.toMatch(/@keyframes|\b(?:transition|animation)(?:-[a-z]+)?:/)
  })

  test('is each of those that a browser may be given', () => {
    expect(VISITOR_FILES.length).toBeGreaterThanOrEqual(8)
    expect(VISITOR_FILES).toContain('dist/index.js')
  })

  test.each(VISITOR_FILES)('has nothing of zod in it: %s', (file) => {
    expect(importsOf(file)).not.toContain('zod')
    expect(found(/\bzod\b|ZodError|~standard/gi, file)).toEqual([])
  })

  test.each(VISITOR_FILES)('imports nothing from outside but preact: %s', (file) => {
    const outside = importsOf(file).filter((name) => !name.startsWith('.'))
    expect(outside.filter((name) => name !== 'preact')).toEqual([])
  })

  test.each([...VISITOR_FILES, ...ON_DEMAND])('is in the syntax of 2021: %s', (file) => {
    const sourceType = /\/consent\.js$|\/parts\//.test(file) ? 'script' : 'module'
    expect(() => parsed(read(file), { sourceType })).not.toThrow()
  })

  test.each(VISITOR_FILES)('has no slot left open: %s', (file) => {
    expect(found(/__CONSENT_\w+/g, file)).toEqual([])
  })

  test.each(VISITOR_FILES)('makes no code out of text: %s', (file) => {
    expect(found(/\beval\(|new Function|\bsetTimeout\(["'`]/g, file)).toEqual([])
  })

  // Preact has a way to, which nothing here takes.
  test.each(VISITOR_FILES.filter((file) => !/consent-(?:ui|disclosure)/.test(file)))(
    'makes no elements out of text: %s',
    (file) => {
      expect(found(/\w+HTML\b/g, file)).toEqual([])
    },
  )

  test('would be caught with newer syntax', () => {
    expect(() => parsed('class A { static {} }', {})).toThrow()
  })
})

function found(pattern: RegExp, file: string): string[] {
  return read(file).match(pattern) ?? []
}

function parsed(text: string, options: Partial<AcornOptions>): unknown {
  return parse(text, { ecmaVersion: 2021, ...options })
}

test('importing the npm entry in Node touches no document', () => {
  const trap = (name: string): string =>
    `Object.defineProperty(globalThis, '${name}', { get() { throw new Error('${name}') } });`
  const traps = ['document', 'window', 'localStorage', 'navigator', 'location'].map(trap).join('')
  const code = `${traps} console.log(Object.keys(await import('./dist/index.js')).join())`
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', code], {
    encoding: 'utf8',
  })
  expect(said.trim()).toBe('createConsent,defineConfig')
})

describe('consent.js in one file with others', () => {
  const OTHERS = [
    ['a directive before it', '"use strict";', ''],
    ['a directive without a semicolon', '"use strict"\n', ''],
    ['code without a semicolon before it', 'var before = 1\n', ''],
    ['a call without a semicolon before it', '(function () { before = 1 })()\n', ''],
    ['a call right behind it', '', '(function () { after = 1 })()'],
    ['a call on the line behind it', '', '\n(function () { after = 1 })()'],
    ['a list right behind it', '', '[1].forEach(function () { after = 1 })'],
    ['a comment without an end of line before it', '// bundle\n', ''],
    [
      'code on both sides',
      '"use strict";var before = function () { return 1 }\n',
      ';var after = 1',
    ],
  ] as const

  test.each(OTHERS)('parses with %s', (_case, before, after) => {
    expect(() => parsed(joined(before, after), { sourceType: 'script' })).not.toThrow()
  })

  test.each(OTHERS)('runs with %s, and leaves no global name behind', (_case, before, after) => {
    // As a second copy: that one only looks and leaves.
    const page = {
      window: { metaliveConsent: { decide: () => {} } },
      document: { currentScript: null },
    }
    runInContext('var before, after', createContext(page))
    expect(() => runInContext(joined(before, after), page)).not.toThrow()
    const names = ['window', 'document', 'before', 'after']
    expect(Object.keys(page).filter((name) => !names.includes(name))).toEqual([])
    if (after) expect(page).toMatchObject({ after: 1 })
  })

  const joined = (before: string, after: string): string =>
    `${before}${read(siteFile('consent.js')).trimEnd()}${after}`
})

describe('in bytes of brotli', () => {
  test('what every visitor gets is within its budget', () => {
    expect(sizeOf('consent.js')).toBeLessThanOrEqual(BUDGET.loader)
  })

  test('what a first visitor gets is', () => {
    expect(sizeOf('consent.js', 'consent-banner.js')).toBeLessThanOrEqual(BUDGET.withBanner)
  })

  test('what one gets who chooses by purpose is', () => {
    const size = sizeOf('consent.js', 'consent-banner.js', 'consent-ui.js')
    expect(size).toBeLessThanOrEqual(BUDGET.withPreferences)
  })

  test('what is fetched later is', () => {
    expect(sizeOf('consent-later.js')).toBeLessThanOrEqual(BUDGET.later)
    expect(sizeOf('consent-again.js')).toBeLessThanOrEqual(BUDGET.later)
    expect(sizeOf('consent-age.js')).toBeLessThanOrEqual(BUDGET.later)
    expect(sizeOf('consent-record.js')).toBeLessThanOrEqual(BUDGET.record)
    expect(sizeOf('consent-ask.js')).toBeLessThanOrEqual(BUDGET.ask)
    expect(sizeOf('consent-embeds.js')).toBeLessThanOrEqual(BUDGET.embeds)
    expect(sizeOf('consent-quiet.js')).toBeLessThanOrEqual(BUDGET.quiet)
    expect(sizeOf('consent-settings.js')).toBeLessThanOrEqual(BUDGET.settings)
    expect(sizeOf('consent-remote.js')).toBeLessThanOrEqual(BUDGET.remote)
    expect(sizeOf('consent-withdrawal.js')).toBeLessThanOrEqual(BUDGET.withdrawal)
    expect(sizeOf('consent-disclosure.js')).toBeLessThanOrEqual(BUDGET.disclosure)
  })

  test('what an app gets that imports the package is, with all that it imports', async () => {
    expect(brotli((await bundled('dist/index.js')).contents)).toBeLessThanOrEqual(BUDGET.npm)
  })

  test('what an app gets that draws all itself is', async () => {
    expect(brotli((await bundled('dist/headless.js')).contents)).toBeLessThanOrEqual(
      BUDGET.headless,
    )
  })

  test('what a server takes is, and it touches no document', async () => {
    const file = await bundled('dist/server.js')
    expect(brotli(file.contents)).toBeLessThanOrEqual(BUDGET.server)
    expect(file.text).not.toMatch(/\b(?:document|window|process|require)\b/)
  })

  test('nothing, for a preset that an app doesn’t name', async () => {
    const entry = { contents: "import { ga4 } from './dist/services.js'; console.log(ga4)" }
    const { outputFiles } = await build({
      stdin: { ...entry, resolveDir: '.' },
      bundle: true,
      minify: true,
      format: 'esm',
      write: false,
    })
    const [file] = outputFiles
    expect(file?.text).toContain('_ga_*')
    expect(file?.text).not.toMatch(/hotjar|mixpanel|criteo/i)
  })

  test('what a shared domain costs those who have one is', async () => {
    const shared = await loaderSize({ ...metalive, cookie: { domain: 'metalive.example' } })
    expect(shared - brotli(read(siteFile('consent.js')))).toBeLessThanOrEqual(BUDGET.sharedDomain)
  })

  test('nothing, for platforms that no service of a config needs to be told', async () => {
    const services = metalive.services.filter((each) => !each.signal && !each.google)
    const silent = await loaderText({ ...metalive, services })
    expect(services.length).toBeGreaterThan(1)
    expect(silent).not.toMatch(/dataLayer|_storage|consentv2|wait_for_update|fbq|arguments/)
    // Of what goes into everyone's file nothing is another than in METALIVE's.
    const [template] = read('dist/script-tag/consent.js').split('__CONSENT_CONFIG__')
    expect(silent.startsWith(HINT + template)).toBe(true)
    expect(await loaderText(metalive)).toMatch(/dataLayer.*consentv2/s)
  })

  test('what each further service costs everyone is, on average: one alone moves what others are packed with', async () => {
    const [none, all] = await Promise.all([loaderSize(metalive), loaderSize(withMore(FURTHER))])
    expect((all - none) / FURTHER.length).toBeLessThanOrEqual(BUDGET.furtherService)
  })
})

/** An npm entry as an app's bundler makes it, without what it fetches on demand. */
async function bundled(path: string): Promise<OutputFile> {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2021',
    plugins: [ON_DEMAND_OUTSIDE],
    write: false,
  })
  const [entry] = outputFiles
  if (!entry) throw new Error(`esbuild wrote no ${path}`)
  return entry
}

const ON_DEMAND_OUTSIDE: Plugin = {
  name: 'on demand',
  setup({ onResolve }) {
    onResolve({ filter: /^/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    )
  },
}

const FURTHER = [
  ['hotjar', 'analytics'],
  ['tiktok-pixel', 'advertising'],
  ['treasure-data', 'analytics'],
  ['google-ads-remarketing', 'advertising'],
  ['instagram-embed', 'embeds'],
  ['karte', 'functional'],
] as const

function withMore(further: readonly (readonly [id: string, purpose: string])[]): Config {
  const [like] = metalive.services as readonly Service[]
  if (!like) throw new Error('METALIVE has no service')
  const more = further.map(([id, purpose]) => ({ ...like, id, purpose }))
  return { ...metalive, services: [...metalive.services, ...more] }
}

async function loaderSize(config: Config): Promise<number> {
  return brotli(await loaderText(config))
}

async function loaderText(config: Config): Promise<string> {
  const to = await mkdtemp(join(tmpdir(), 'consent-size-'))
  try {
    await buildSite({ config, from: 'dist/script-tag', to })
    return read(join(to, 'consent.js'))
  } finally {
    await rm(to, { recursive: true })
  }
}

describe('the README', () => {
  const kB = (bytes: number): string => `${(bytes / 1000).toFixed(2)} kB`
  const rowOf = (name: string): string =>
    read('README.md')
      .split('\n')
      .find((line) => line.startsWith(`| \`${name}\` |`)) ?? ''

  test.each([
    'consent.js',
    'consent-banner.js',
    'consent-ui.js',
    'consent-again.js',
    'consent-age.js',
    'consent-ask.js',
    'consent-quiet.js',
    'consent-remote.js',
    'consent-record.js',
    'consent-later.js',
    'consent-embeds.js',
    'consent-withdrawal.js',
    'consent-disclosure.js',
    'consent-diagnosis.js',
    'consent-settings.js',
  ])('says how large %s is', (name) => {
    expect(rowOf(name)).toMatch(/ kB \|$/)
    expect(rowOf(name)).toContain(`| ${kB(sizeOf(name))} |`)
  })

  test('counts the presets', () => {
    expect(read('README.md')).toContain(`${PRESETS.length} presets are there`)
  })

  test('says what a first visitor gets, and what one who chooses by purpose', () => {
    const withBanner = sizeOf('consent.js', 'consent-banner.js')
    const withPreferences = withBanner + sizeOf('consent-ui.js')
    const said = /gets ([\d.]+ kB),\s+with\s+the\s+second\s+layer\s+([\d.]+ kB)/.exec(
      read('README.md'),
    )
    expect(said?.slice(1)).toEqual([kB(withBanner), kB(withPreferences)])
  })
})
