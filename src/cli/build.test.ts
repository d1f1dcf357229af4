import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import picocolors from 'picocolors'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Config, Service } from '../core/types.ts'
import { en } from '../locales/en.ts'
import { metalive } from '../metalive.ts'
import { metaliveEn } from '../metalive-en.ts'
import { ga4, metaPixel } from '../services.ts'
import { translate } from '../translate.ts'
import { type Built, build, buildSite } from './build.ts'
import {
  againSlice,
  askSlice,
  bannerSlice,
  coreSlice,
  disclosureSlice,
  embedsSlice,
  laterSlice,
  preferencesSlice,
  settingsSlice,
  withdrawalSlice,
} from './slices.ts'

let from: string
let to: string

/** Files with slots, that hand on what is put into them. */
const TEMPLATES = {
  'consent.js':
    'out({ config: __CONSENT_CONFIG__, files: __CONSENT_FILES__, parts: __CONSENT_PARTS__ })',
  'parts/shared-cookie.js': '__CONSENT_PARTS__.sharedCookie = "it";',
  'consent-banner.js': 'out({ config: __CONSENT_CONFIG__, files: __CONSENT_FILES__ })',
  'parts/receipts.js': '__CONSENT_PARTS__.receipts = "it";',
  'parts/signals.js': '__CONSENT_PARTS__.signals = "it";',
  'parts/google.js': '__CONSENT_PARTS__.google = "it";',
  'parts/languages.js': '__CONSENT_PARTS__.languages = "it";',
  'parts/host.js': '__CONSENT_PARTS__.host = "it";',
  'parts/frames.js': '__CONSENT_PARTS__.frames = "it";',
  'parts/switches.js': '__CONSENT_PARTS__.switches = "it";',
  'consent-again.js': 'out({ config: __CONSENT_CONFIG__ })',
  'consent-age.js': 'out({ config: __CONSENT_CONFIG__ })',
  'consent-ask.js': 'out({ config: __CONSENT_CONFIG__ })',
  'consent-receipts.js': 'out({ config: __CONSENT_CONFIG__ })',
  'consent-record.js': 'out({ config: __CONSENT_CONFIG__ })',
  'consent-quiet.js': 'out({})',
  'consent-remote.js': 'out({})',
  'consent-diagnosis.js': 'out({ config: __CONSENT_CONFIG__ })',
  'consent-switches.js': 'out({ config: __CONSENT_CONFIG__ })',
  'consent-disclosure.js': 'out({ config: __CONSENT_CONFIG__ })',
  'consent-embeds.js': 'out({ config: __CONSENT_CONFIG__ })',
  'consent-later.js': 'out({ config: __CONSENT_CONFIG__, files: __CONSENT_FILES__ })',
  'consent-settings.js': 'out({ config: __CONSENT_CONFIG__ })',
  'consent-ui.js': 'out({ config: __CONSENT_CONFIG__ })',
  'consent-withdrawal.js': 'out({ config: __CONSENT_CONFIG__ })',
}

beforeEach(async () => {
  from = await mkdtemp(join(tmpdir(), 'consent-from-'))
  to = await mkdtemp(join(tmpdir(), 'consent-to-'))
  await mkdir(join(from, 'parts'))
  for (const [name, text] of Object.entries(TEMPLATES)) await writeFile(join(from, name), text)
})

afterEach(async () => {
  for (const folder of [from, to]) await rm(folder, { recursive: true })
})

const built = (config: Config = metalive): Promise<Built> => buildSite({ config, from, to })

/** The names written, without the list of recipients, which changes with the words in it. */
async function scripts(config: Config = metalive): Promise<readonly string[]> {
  const { files } = await built(config)
  return files.map(({ name }) => name).filter((name) => name.endsWith('.js'))
}

interface Filled {
  readonly config: unknown
  readonly files?: Readonly<Record<string, unknown>>
  readonly parts?: object
}

/** Whether a file is the one of this name, under its hash. */
function isOf(name: string, file: string): boolean {
  return file === name || (file.startsWith(`${name}-`) && file.length === name.length + 12)
}

/** What the built file of this name hands on, when it is run. */
async function filled(name: string): Promise<Filled> {
  const file = (await readdir(to)).find((each) => isOf(name, each)) ?? ''
  let handed: Filled | undefined
  const out = (value: Filled): void => {
    handed = structuredClone(value)
  }
  runInNewContext(await readFile(join(to, file), 'utf8'), { out })
  return handed ?? { config: undefined }
}

test('the entry has a stable name, the others one with a hash', async () => {
  const names = await scripts()
  expect(names.map((name) => name.replace(/-[0-9a-f]{8}\.js$/, '-HASH.js')).sort()).toEqual([
    'consent-HASH.js',
    'consent-again-HASH.js',
    'consent-age-HASH.js',
    'consent-ask-HASH.js',
    'consent-banner-HASH.js',
    'consent-diagnosis-HASH.js',
    'consent-disclosure-HASH.js',
    'consent-embeds-HASH.js',
    'consent-later-HASH.js',
    'consent-quiet-HASH.js',
    'consent-record-HASH.js',
    'consent-remote-HASH.js',
    'consent-settings-HASH.js',
    'consent-ui-HASH.js',
    'consent-withdrawal-HASH.js',
    'consent.js',
  ])
  expect((await readdir(to)).filter((name) => name.endsWith('.js')).sort()).toEqual(
    [...names].sort(),
  )
})

test('a site gets the file that says whether it obeys GPC, in place of the one before', async () => {
  await scripts()
  const said = { gpc: true, lastUpdate: metalive.disclosure.updated }
  expect(JSON.parse(await readFile(join(to, 'gpc.json'), 'utf8'))).toEqual(said)
  const purposes = metalive.purposes.map(({ honorsGpc, ...purpose }) => purpose)
  await scripts({ ...metalive, purposes })
  const denied = JSON.parse(await readFile(join(to, 'gpc.json'), 'utf8'))
  expect(denied).toEqual({ ...said, gpc: false })
})

test('each file carries its part of the config', async () => {
  await scripts()
  expect((await filled('consent.js')).config).toEqual(coreSlice(metalive))
  expect((await filled('consent-again')).config).toEqual(againSlice(metalive))
  expect((await filled('consent-ask')).config).toEqual(askSlice(metalive))
  expect((await filled('consent-banner')).config).toEqual(bannerSlice(metalive))
  expect((await filled('consent-later')).config).toEqual(laterSlice(metalive))
  expect((await filled('consent-disclosure')).config).toEqual(disclosureSlice(metalive))
  expect((await filled('consent-embeds')).config).toEqual(embedsSlice(metalive))
  expect((await filled('consent-ui')).config).toEqual(preferencesSlice(metalive))
  expect((await filled('consent-settings')).config).toEqual(settingsSlice(metalive))
  expect((await filled('consent-withdrawal')).config).toEqual(withdrawalSlice(metalive))
})

test('each file names the ones that it fetches', async () => {
  const names = await scripts()
  const called = (name: string): string => names.find((each) => isOf(name, each)) ?? ''
  expect((await filled('consent.js')).files).toEqual({
    banner: { ja: called('consent-banner') },
    later: called('consent-later'),
  })
  expect((await filled('consent-later')).files).toEqual({
    diagnosis: `./${called('consent-diagnosis')}`,
    words: {
      ja: {
        disclosure: `./${called('consent-disclosure')}`,
        embeds: `./${called('consent-embeds')}`,
        settings: `./${called('consent-settings')}`,
        withdrawal: `./${called('consent-withdrawal')}`,
      },
    },
  })
  expect((await filled('consent-banner')).files).toEqual({
    again: `./${called('consent-again')}`,
    age: `./${called('consent-age')}`,
    ask: `./${called('consent-ask')}`,
    record: `./${called('consent-record')}`,
    quiet: `./${called('consent-quiet')}`,
    remote: `./${called('consent-remote')}`,
    preferences: `./${called('consent-ui')}`,
  })
})

test('a site adds a language of its own', async () => {
  const french = { ...metaliveEn, texts: { ...en, lang: 'fr', name: 'Français' } }
  const names = await scripts({ ...metalive, translations: [metaliveEn, french] })
  const called = names.find((each) => isOf('consent-banner-fr', each)) ?? ''
  expect((await filled(called)).config).toMatchObject({ texts: { lang: 'fr' } })
  expect((await filled('consent.js')).files).toMatchObject({ banner: { fr: called } })
})

test('another language has files of its own, named by those that are read in any', async () => {
  const alone = await scripts()
  const names = await scripts({ ...metalive, translations: [metaliveEn] })
  const called = (name: string): string => names.find((each) => isOf(name, each)) ?? ''
  expect((await filled(called('consent-banner-en'))).config).toEqual(
    bannerSlice(translate({ ...metalive, translations: [metaliveEn] }, 'en')),
  )
  expect((await filled('consent.js')).files).toEqual({
    banner: { ja: called('consent-banner'), en: called('consent-banner-en') },
    later: called('consent-later'),
  })
  expect((await filled('consent.js')).parts).toMatchObject({ languages: 'it' })
  expect((await filled(called('consent-later'))).files).toMatchObject({
    words: { en: { embeds: `./${called('consent-embeds-en')}` } },
  })
  expect((await filled(called('consent-banner-en'))).files).toMatchObject({
    preferences: `./${called('consent-ui-en')}`,
  })
  // The config's own language costs no more than the way to the other.
  const other = alone.filter((name) => !names.includes(name)).map((name) => name.slice(0, -12))
  expect(other.sort()).toEqual(['consent', 'consent-banner', 'consent-disclosure', 'consent-later'])
})

test('the same config gives the same names', async () => {
  expect(await scripts()).toEqual(await scripts())
})

test('other words give other names to the files they stand in, and to those that fetch them', async () => {
  const before = await scripts()
  const preferences = { ...metalive.texts.preferences, save: '保存' }
  const after = await scripts({ ...metalive, texts: { ...metalive.texts, preferences } })
  const changed = before.filter((name) => !after.includes(name)).map((name) => name.slice(0, -12))
  expect(changed.sort()).toEqual(['consent', 'consent-banner', 'consent-ui'])
})

test('what the folder held stays: pages that are open still fetch it', async () => {
  const before = await scripts()
  await scripts({ ...metalive, disclosure: { ...metalive.disclosure, href: '/elsewhere.html' } })
  expect(await readdir(to)).toEqual(expect.arrayContaining([...before]))
})

test.each(['"', '\\', '{"a":1}', ',"b":', "'+alert(1)+'", '$&', '\u2028', '</script>', '`$`'])(
  'a text is a text in the built file, whatever stands in it: %s',
  async (title) => {
    const banner = { ...metalive.texts.banner, title }
    const config = { ...metalive, texts: { ...metalive.texts, banner } }
    await scripts(config)
    expect((await filled('consent-banner')).config).toEqual(bannerSlice(config))
  },
)

test.each([
  ['missing', 'out({})', '__CONSENT_CONFIG__ stands 0 times'],
  [
    'there twice',
    'out(__CONSENT_CONFIG__, __CONSENT_CONFIG__)',
    '__CONSENT_CONFIG__ stands 2 times',
  ],
  ['missing for the files', 'out(__CONSENT_CONFIG__)', '__CONSENT_FILES__ stands 0 times'],
])('a slot that is %s is an error, and nothing is written', async (_case, text, message) => {
  await writeFile(join(from, 'consent.js'), text)
  await expect(scripts()).rejects.toThrow(message)
  expect(await readdir(to)).toEqual([])
})

const paint = picocolors.createColors(false)
const command = (input: unknown = metalive): ReturnType<typeof build> =>
  build({ input, from, to, paint })
const contentOf = (name: string): Promise<string> => readFile(join(to, name), 'utf8')
const jsonOf = async (name: string): Promise<unknown> => JSON.parse(await contentOf(name))

describe('what a site gets', () => {
  test('is its scripts, its list of recipients in four formats, and what it says of GPC', async () => {
    await command()
    const others = (await readdir(to)).filter((name) => !name.endsWith('.js'))
    expect(others.sort()).toEqual([
      'disclosure.csv',
      'disclosure.html',
      'disclosure.json',
      'disclosure.md',
      'gpc.json',
    ])
    expect(await jsonOf('disclosure.json')).toMatchObject({
      operator: metalive.operator,
      revision: 1,
    })
    expect(await contentOf('disclosure.html')).toContain('Google LLC')
    expect(await contentOf('disclosure.csv')).toContain('Google LLC')
    expect(await contentOf('disclosure.md')).toContain('Google LLC')
  })

  test('has the entry under its hash, too', async () => {
    const { files } = await built()
    const copy = files.find(({ name }) => /^consent-[0-9a-f]{8}\.js$/.test(name))?.name ?? ''
    expect(await contentOf(copy)).toBe(await contentOf('consent.js'))
  })

  test('is told with sizes, headers, the snippet, and the hash of what never changes', async () => {
    const { said = '' } = await command()
    const hash = createHash('sha384')
      .update(await contentOf('consent.js'))
      .digest('base64')
    const folder = to.split('/').at(-1)
    expect(said).toMatch(/consent\.js +\d+\.\d\d kB +\d+\.\d\d kB in brotli/)
    expect(said).toContain('names with a hash: Cache-Control: public, max-age=31536000, immutable')
    expect(said).toMatch(
      /disclosure\.md, gpc\.json, consent\.js: Cache-Control: public, max-age=300, and an ETag/,
    )
    expect(said).toContain(`<script src="/${folder}/consent.js"></script>`)
    expect(said).toMatch(/\/consent-[0-9a-f]{8}\.js" integrity="sha384-/)
    expect(said).toContain(`sha384-${hash}`)
    expect(said).toContain('can’t check the files that it imports')
  })

  test('has a list whose history goes on', async () => {
    const without = (count: number): Config => ({
      ...metalive,
      services: metalive.services.slice(count),
    })
    expect(await built()).toMatchObject({ history: 'begun' })
    expect(await built(without(1))).toMatchObject({ history: 'continued' })
    await built(without(2))
    const removed = (id: string): object => ({ changes: [{ id, kind: 'removed' }] })
    expect(await jsonOf('disclosure.json')).toMatchObject({
      history: [removed('clarity'), removed('ga4')],
    })
  })

  test('has a list that is not begun anew where the old one is damaged', async () => {
    await writeFile(join(to, 'disclosure.json'), '{"rows":')
    await expect(built()).rejects.toThrow('is no published list')
    expect(await readdir(to)).toEqual(['disclosure.json'])
  })
})

describe('nothing is written', () => {
  const wrong = { ...metalive, revision: 0 }
  const vague = {
    ...metalive,
    services: metalive.services.map((each) => ({ ...each, ourPurpose: '広告の配信等' })),
  }

  test.each([
    ['a mistake', wrong, 'revision = 0'],
    ['a text that visitors can’t understand', vague, 'services[0].ourPurpose'],
    ['no config at all', null, 'config = null: must be an object'],
  ])('where there is %s', async (_case, input, said) => {
    const answer = await command(input)
    expect(answer.exitCode).toBe(1)
    expect(answer.wrong).toContain(said)
    expect(answer.data).toMatchObject({ ok: false })
    expect(await readdir(to)).toEqual([])
  })

  test.each(['consent.js', 'disclosure.csv'])(
    'where %s can’t be put in its place: the last build stands as it was',
    async (name) => {
      await built()
      await rm(join(to, name))
      await mkdir(join(to, name))
      const before = await contents()
      await expect(command({ ...metalive, revision: 2 })).rejects.toThrow('rename')
      expect(await contents()).toEqual(before)
    },
  )

  test('where the folder can’t be made', async () => {
    await writeFile(join(to, 'file'), '')
    const below = build({ input: metalive, from, to: join(to, 'file', 'consent'), paint })
    await expect(below).rejects.toThrow('ENOTDIR')
    expect(await readdir(to)).toEqual(['file'])
  })
})

/** All that the folder holds, by name. */
async function contents(): Promise<Readonly<Record<string, string>>> {
  const names = await readdir(to)
  const texts = names.map((name) => contentOf(name).catch(() => 'a folder'))
  return Object.fromEntries((await Promise.all(texts)).map((text, i) => [names[i], text]))
}

test('what only some configs need is in the entry of those alone', async () => {
  const [silent] = metalive.services.filter(({ signal, google }) => !signal && !google)
  const partsOf = async (
    change: Partial<Config>,
    ...services: readonly Service[]
  ): Promise<object> => {
    await built({ ...metalive, services: silent ? [silent, ...services] : [], ...change })
    return (await filled('consent.js')).parts ?? {}
  }
  expect(await partsOf({})).toEqual({})
  expect(await partsOf({ cookie: { domain: 'metalive.example' } })).toEqual({ sharedCookie: 'it' })
  expect(await partsOf({}, metaPixel)).toEqual({ signals: 'it' })
  expect(await partsOf({}, ga4)).toEqual({ google: 'it' })
  expect(await partsOf({}, { ...ga4, platforms: ['ios'] })).toEqual({})
})

test.each<[string, Partial<Config>]>([
  ['host', { host: { origins: ['https://www.metalive.example'] } }],
  ['frames', { frames: { origins: ['https://play.metalive.example'] } }],
  ['switches', { switches: { url: '/off.json' } }],
])(
  'a config with %s gets the part of that name, beside those of its services',
  async (part, change) => {
    await built({ ...metalive, ...change })
    expect(await filled('consent.js')).toMatchObject({ config: change })
    expect((await filled('consent.js')).parts).toEqual({
      signals: 'it',
      google: 'it',
      [part]: 'it',
    })
    const { switches } = (await filled('consent-later')).files as Readonly<Record<string, string>>
    expect(switches !== undefined).toBe(part === 'switches')
  },
)
