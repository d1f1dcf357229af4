import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Config } from '../core/types.ts'
import { metalive } from '../metalive.ts'
import { buildSite } from './build.ts'
import {
  againSlice,
  bannerSlice,
  coreSlice,
  disclosureSlice,
  embedsSlice,
  laterSlice,
  preferencesSlice,
  withdrawalSlice,
} from './slices.ts'

let from: string
let to: string

/** Files with slots, that hand on what is put into them. */
const TEMPLATES = {
  'consent.js': 'out({ config: __CONSENT_CONFIG__, files: __CONSENT_FILES__ })',
  'consent-banner.js': 'out({ config: __CONSENT_CONFIG__, files: __CONSENT_FILES__ })',
  'consent-again.js': 'out({ config: __CONSENT_CONFIG__ })',
  'consent-disclosure.js': 'out({ config: __CONSENT_CONFIG__ })',
  'consent-embeds.js': 'out({ config: __CONSENT_CONFIG__ })',
  'consent-later.js': 'out({ config: __CONSENT_CONFIG__, files: __CONSENT_FILES__ })',
  'consent-ui.js': 'out({ config: __CONSENT_CONFIG__ })',
  'consent-withdrawal.js': 'out({ config: __CONSENT_CONFIG__ })',
}

beforeEach(async () => {
  from = await mkdtemp(join(tmpdir(), 'consent-from-'))
  to = await mkdtemp(join(tmpdir(), 'consent-to-'))
  for (const [name, text] of Object.entries(TEMPLATES)) await writeFile(join(from, name), text)
})

afterEach(async () => {
  for (const folder of [from, to]) await rm(folder, { recursive: true })
})

const build = (config: Config = metalive): Promise<readonly string[]> =>
  buildSite({ config, from, to })

interface Filled {
  readonly config: unknown
  readonly files?: Readonly<Record<string, string>>
}

/** What the built file whose name begins so hands on, when it is run. */
async function filled(name: string): Promise<Filled> {
  const file = (await readdir(to)).find((each) => each.startsWith(name)) ?? ''
  let handed: Filled | undefined
  const out = (value: Filled): void => {
    handed = structuredClone(value)
  }
  runInNewContext(await readFile(join(to, file), 'utf8'), { out })
  return handed ?? { config: undefined }
}

test('the entry has a stable name, the others one with a hash', async () => {
  const names = await build()
  expect([...names].sort()).toEqual([
    expect.stringMatching(/^consent-again-[0-9a-f]{8}\.js$/),
    expect.stringMatching(/^consent-banner-[0-9a-f]{8}\.js$/),
    expect.stringMatching(/^consent-disclosure-[0-9a-f]{8}\.js$/),
    expect.stringMatching(/^consent-embeds-[0-9a-f]{8}\.js$/),
    expect.stringMatching(/^consent-later-[0-9a-f]{8}\.js$/),
    expect.stringMatching(/^consent-ui-[0-9a-f]{8}\.js$/),
    expect.stringMatching(/^consent-withdrawal-[0-9a-f]{8}\.js$/),
    'consent.js',
  ])
  expect((await readdir(to)).sort()).toEqual([...names].sort())
})

test('each file carries its part of the config', async () => {
  await build()
  expect((await filled('consent.js')).config).toEqual(coreSlice(metalive))
  expect((await filled('consent-again')).config).toEqual(againSlice(metalive))
  expect((await filled('consent-banner')).config).toEqual(bannerSlice(metalive))
  expect((await filled('consent-later')).config).toEqual(laterSlice(metalive))
  expect((await filled('consent-disclosure')).config).toEqual(disclosureSlice(metalive))
  expect((await filled('consent-embeds')).config).toEqual(embedsSlice(metalive))
  expect((await filled('consent-ui')).config).toEqual(preferencesSlice(metalive))
  expect((await filled('consent-withdrawal')).config).toEqual(withdrawalSlice(metalive))
})

test('each file names the ones that it fetches', async () => {
  const names = await build()
  const called = (name: string): string => names.find((each) => each.startsWith(name)) ?? ''
  expect((await filled('consent.js')).files).toEqual({
    banner: called('consent-banner'),
    later: called('consent-later'),
  })
  expect((await filled('consent-later')).files).toEqual({
    disclosure: `./${called('consent-disclosure')}`,
    embeds: `./${called('consent-embeds')}`,
    withdrawal: `./${called('consent-withdrawal')}`,
  })
  expect((await filled('consent-banner')).files).toEqual({
    again: `./${called('consent-again')}`,
    preferences: `./${called('consent-ui')}`,
  })
})

test('the same config gives the same names', async () => {
  expect(await build()).toEqual(await build())
})

test('other words give other names to the files they stand in, and to those that fetch them', async () => {
  const before = await build()
  const preferences = { ...metalive.texts.preferences, save: '保存' }
  const after = await build({ ...metalive, texts: { ...metalive.texts, preferences } })
  const changed = before.filter((name) => !after.includes(name)).map((name) => name.slice(0, -12))
  expect(changed.sort()).toEqual(['consent-banner', 'consent-ui'])
})

test('what the folder held stays: pages that are open still fetch it', async () => {
  const before = await build()
  await build({ ...metalive, disclosure: { ...metalive.disclosure, href: '/elsewhere.html' } })
  expect(await readdir(to)).toEqual(expect.arrayContaining([...before]))
})

test.each(['"', '\\', '{"a":1}', ',"b":', "'+alert(1)+'", '$&', '\u2028', '</script>', '`$`'])(
  'a text is a text in the built file, whatever stands in it: %s',
  async (title) => {
    const banner = { ...metalive.texts.banner, title }
    const config = { ...metalive, texts: { ...metalive.texts, banner } }
    await build(config)
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
  await expect(build()).rejects.toThrow(message)
  expect(await readdir(to)).toEqual([])
})
