import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createJiti } from 'jiti'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { parseConfig } from '../config.ts'
import type { Config, Service } from '../core/types.ts'
import { disclose } from '../disclosure/document.ts'
import { metalive } from '../metalive.ts'
import * as presets from '../services.ts'
import type { Person } from './ask.ts'
import { run, type World } from './program.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'consent-cli-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true })
})

const at = (name: string): string => join(folder, name)

/** Writes the config as JSON. */
async function given(config: unknown, name = 'consent.json'): Promise<string> {
  await writeFile(at(name), JSON.stringify(config))
  return at(name)
}

const confirmed: Config = {
  ...metalive,
  services: metalive.services.map((each) => ({ ...each, confirmed: '2026-11-24' })),
}
const wrong = { ...metalive, revision: 0 }
const vague = withService({ ourPurpose: '広告の配信等' })

/** METALIVE's config, its first service changed. */
function withService(fields: Partial<Service>): Config {
  const [first, ...others] = metalive.services as readonly Service[]
  if (!first) throw new Error('METALIVE has no service')
  return { ...metalive, services: [{ ...first, ...fields }, ...others] }
}

/** The same, owning up to it. */
function raised(fields: Partial<Service>): Config {
  const config = withService({ ...fields, since: 2 })
  return { ...config, revision: 2, disclosure: { ...config.disclosure, updated: '2027-01-15' } }
}

interface Told {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

const NOBODY: Person = {
  answer: () => Promise.reject(new Error('nobody was to be asked')),
  choose: () => Promise.reject(new Error('nobody was to be asked')),
}

async function cli(args: readonly string[], world: Partial<World> = {}): Promise<Told> {
  let stdout = ''
  let stderr = ''
  const exitCode = await run(args, {
    from: at('script-tag'),
    today: '2026-11-24',
    person: NOBODY,
    env: {},
    stdin: {},
    stdout: {
      write: (text) => {
        stdout += text
      },
    },
    stderr: {
      write: (text) => {
        stderr += text
      },
    },
    ...world,
  })
  return { exitCode, stdout, stderr }
}

/** What `--json` printed: all of stdout, or it doesn't parse. */
async function jsonOf(args: readonly string[]): Promise<Told & { readonly data: unknown }> {
  const told = await cli([...args, '--json'])
  return { ...told, data: JSON.parse(told.stdout) }
}

describe('check', () => {
  test('finds METALIVE’s config right, and warns of what nobody confirmed', async () => {
    const { exitCode, stdout, stderr } = await cli(['check', await given(metalive)])
    expect(stdout).toContain('The config is right: 5 purposes, 10 services, revision 1.')
    expect(stdout).toMatch(/never confirmed[\s\S]+\n {2}services\[0\] "ga4": /)
    expect(stderr).toBe('')
    expect(exitCode).toBe(0)
  })

  test('is strict about what nobody confirmed where it is told to be', async () => {
    const doubtful = await cli(['check', await given(metalive), '--strict'])
    expect(doubtful.exitCode).toBe(1)
    expect(doubtful.stderr).toMatch(/never confirmed[\s\S]+\n {2}services\[0\] "ga4": /)
    expect(await cli(['check', await given(confirmed), '--strict'])).toMatchObject({ exitCode: 0 })
  })

  test('tells every mistake of a config, a line each', async () => {
    const file = await given({ ...wrong, onWithdraw: 'aks' })
    expect(await cli(['check', file])).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: [
        '2 problems:',
        '  revision = 0: must be at least 1. Try: 1',
        '  onWithdraw = "aks": must be one of sweep, reload, ask. Try: ask',
        '',
      ].join('\n'),
    })
  })

  test('fails on a text that visitors can’t understand', async () => {
    const { exitCode, stderr } = await cli(['check', await given(vague)])
    expect(exitCode).toBe(1)
    expect(stderr).toContain('services[0].ourPurpose: ')
  })

  test.each([
    ['a mistake', wrong, 1],
    ['a vague text', vague, 1],
    ['nothing wrong', metalive, 0],
  ])('tells programs the same: %s', async (_case, config, exitCode) => {
    const told = await jsonOf(['check', await given(config)])
    expect(told).toMatchObject({ exitCode, stderr: '', data: { ok: exitCode === 0 } })
  })

  test('ignores $schema, which is for editors', async () => {
    const file = await given({ $schema: './config.schema.json', ...metalive })
    expect(await cli(['check', file])).toMatchObject({ exitCode: 0 })
  })
})

describe('check against the published list', () => {
  const published = async (config: Config): Promise<string> =>
    given(disclose(config), 'published.json')

  test('is fine with what is published', async () => {
    const args = ['check', await given(metalive), '--against', await published(metalive)]
    expect(await cli(args)).toMatchObject({ exitCode: 0, stderr: '' })
  })

  test.each<[string, Partial<Service>]>([
    ['host', { hosts: ['new.vendor.example'] }],
    ['item', { sends: ['ip', 'emailHash'] }],
    ['purpose', { purpose: 'advertising', ourPurpose: '広告の効果を測るために使います。' }],
    [
      'recipient',
      {
        recipient: {
          name: 'Other Inc.',
          country: 'US',
          privacyPolicy: 'https://vendor.example/privacy',
        },
      },
    ],
  ])('fails on a new %s that visitors are not asked about again', async (_case, fields) => {
    const against = ['--against', await published(metalive)]
    const silent = await jsonOf(['check', await given(withService(fields)), ...against])
    expect(silent).toMatchObject({ exitCode: 1, data: { ok: false, problems: [], wording: [] } })
    expect(silent.data).toMatchObject({
      unraised: expect.arrayContaining([expect.objectContaining({ path: 'services[0].since' })]),
    })
    expect(await jsonOf(['check', await given(raised(fields)), ...against])).toMatchObject({
      exitCode: 0,
      data: { ok: true, unraised: [], changes: [{ id: 'ga4', kind: 'changed' }] },
    })
  })

  test('tells people which service changed', async () => {
    const changed = await given(withService({ hosts: ['new.vendor.example'] }))
    const told = await cli(['check', changed, '--against', await published(metalive)])
    expect(told.stdout).toContain('ga4: changed hosts')
    expect(told.stderr).toContain('would not be asked again')
  })

  test.each([
    ['is not there', undefined],
    ['is cut off', '{"format":'],
    ['is of another kind', '{"rows":[]}'],
  ])('can’t be done where that %s', async (_case, text) => {
    if (text) await writeFile(at('published.json'), text)
    const told = await cli(['check', await given(metalive), '--against', at('published.json')])
    expect(told).toMatchObject({ exitCode: 2, stdout: '' })
    expect(told.stderr).toContain('published.json')
  })
})

describe('a config file', () => {
  test.each([
    ['ts', 'const config: { revision: number } = { revision: 0 }\nexport default config'],
    ['mjs', 'export default { revision: 0 }'],
    ['cjs', 'module.exports = { revision: 0 }'],
    ['json', '{ "revision": 0 }'],
  ])('may be .%s', async (extension, text) => {
    await writeFile(at(`consent.${extension}`), text)
    const { exitCode, stderr } = await cli(['check', at(`consent.${extension}`)])
    expect(stderr).toContain('revision = 0: must be at least 1')
    expect(exitCode).toBe(1)
  })

  test.each([
    ['isn’t JSON', 'c.json', '{ "revision": ', 'must be JSON'],
    ['isn’t TypeScript', 'c.ts', 'export default {', "can't be run"],
    ['throws', 'c.mjs', 'throw new Error("no key")', 'no key'],
    ['exports nothing', 'c.mjs', 'export const config = {}', 'no default export'],
  ])('that %s is wrong', async (_case, name, text, said) => {
    await writeFile(at(name), text)
    const told = await cli(['check', at(name)])
    expect(told.exitCode).toBe(1)
    expect(told.stderr).toContain(said)
    expect(await jsonOf(['check', at(name)])).toMatchObject({ exitCode: 1, data: { ok: false } })
  })

  test.each([
    ['is not there', 'none.ts'],
    ['is a folder', 'folder.ts'],
    ['is something else', 'consent.yaml'],
  ])('that %s can’t be used', async (_case, name) => {
    await writeFile(at('consent.yaml'), '')
    const told = await cli(['check', name === 'folder.ts' ? folder : at(name)])
    expect(told).toMatchObject({ exitCode: 2, stdout: '' })
    expect(told.stderr).toMatch(/^error: /)
  })

  test('is consent.config.ts where none is named', async () => {
    const { stderr } = await cli(['check'])
    expect(stderr).toContain("consent.config.ts can't be read")
  })
})

describe('disclosure', () => {
  test.each(['html', 'json', 'csv', 'md'])('prints the list as %s', async (format) => {
    const told = await cli(['disclosure', await given(metalive), '--format', format])
    expect(told).toMatchObject({ exitCode: 0, stderr: '' })
    expect(told.stdout).toContain('Google LLC')
  })

  test('writes a file where it is told to', async () => {
    const args = ['disclosure', await given(metalive), '--format', 'md', '--out', at('list.md')]
    expect(await cli(args)).toMatchObject({ exitCode: 0, stdout: `Written to ${at('list.md')}.\n` })
    expect(await readFile(at('list.md'), 'utf8')).toContain('Google LLC')
  })

  test('goes on from the list that was published, where it is named', async () => {
    const [first, ...others] = metalive.services
    await cli(['disclosure', await given(metalive), '--format', 'json', '--out', at('old.json')])
    const config = await given({ ...metalive, services: others })
    const told = await cli(['disclosure', config, '--format', 'json', '--previous', at('old.json')])
    expect(JSON.parse(told.stdout).history).toMatchObject([
      { changes: [{ id: first?.id, kind: 'removed' }] },
    ])
  })

  test('never takes the place of the config that it is made from', async () => {
    const config = await given(metalive)
    const before = await readFile(config, 'utf8')
    const told = await cli(['disclosure', config, '--out', config])
    expect(told).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('elsewhere') })
    expect(await readFile(config, 'utf8')).toBe(before)
  })

  test('is none of texts that visitors can’t be told', async () => {
    const [first, ...others] = metalive.services
    const services = [{ ...first, theirPurpose: 'etc.' }, ...others]
    const told = await cli(['disclosure', await given({ ...metalive, services })])
    expect(told).toMatchObject({ exitCode: 1, stdout: '' })
    expect(told.stderr).toContain('services[0].theirPurpose')
  })

  test('proposes the policy’s clause', async () => {
    const { stdout } = await cli(['disclosure', await given(metalive), '--policy'])
    expect(stdout).toContain('クッキー')
  })

  test('tells programs the text in one document', async () => {
    const args = ['disclosure', await given(metalive), '--format', 'csv']
    const { stdout } = await cli(args)
    expect((await jsonOf(args)).data).toEqual({ ok: true, kind: 'csv', text: stdout })
  })

  test('is none of a wrong config', async () => {
    const told = await cli(['disclosure', await given(wrong)])
    expect(told).toMatchObject({ exitCode: 1, stdout: '' })
    expect(told.stderr).toContain('revision = 0')
  })

  test('can’t be written where a folder stands', async () => {
    const args = ['disclosure', await given(metalive), '--out', folder]
    expect(await cli(args)).toMatchObject({ exitCode: 2, stdout: '' })
  })
})

describe('build', () => {
  test('says what it lacks where the script-tag files are not there', async () => {
    const told = await cli(['build', await given(metalive), '--out', at('out')])
    expect(told).toMatchObject({ exitCode: 2, stdout: '' })
    expect(told.stderr).toMatch(/consent-\w+\.js/)
    expect(await readdir(folder)).toEqual(['consent.json'])
  })

  test('refuses a wrong config before anything else', async () => {
    const told = await jsonOf(['build', await given(wrong), '--out', at('out')])
    expect(told).toMatchObject({
      exitCode: 1,
      data: { ok: false, problems: [{ path: 'revision' }] },
    })
  })
})

describe('init', () => {
  const ANSWERS = [
    ['--service', 'ライブ "A" & B\'s'],
    ['--legal-name', '株式会社例'],
    ['--address', '東京都新宿区1-2-3'],
    ['--email', 'privacy@site.example'],
    ['--hours', '平日10時から18時まで'],
    ['--policy', '/privacy.html'],
    ['--policy-revised', '2026-04-01'],
    ['--disclosure', '/consent/disclosure.html'],
    ['--services', 'ga4,youtube'],
  ]
  const init = (...more: string[]): string[] => [
    'init',
    ...ANSWERS.flat(),
    '--out',
    at('consent.config.ts'),
    ...more,
  ]

  /** What the file says, with the package's own sources as the package. */
  async function written(): Promise<unknown> {
    const alias = { '@metalive/consent': join(import.meta.dirname, '..') }
    const jiti = createJiti(import.meta.url, { alias, fsCache: false, moduleCache: false })
    return jiti.import(at('consent.config.ts'), { default: true })
  }

  test('writes a config that is right', async () => {
    expect(await cli(init())).toMatchObject({ exitCode: 0, stderr: '' })
    const config = parseConfig(await written())
    expect(config.operator.service).toBe('ライブ "A" & B\'s')
    expect(config.purposes).toEqual(metalive.purposes)
    expect(config.services.map(({ id }) => id)).toEqual(['ga4', 'youtube'])
    expect(config.disclosure.updated).toBe('2026-11-24')
    expect(await cli(['check', await given(config)])).toMatchObject({ exitCode: 0, stderr: '' })
  })

  test('writes one without services', async () => {
    await cli(init('--services', 'none'))
    expect(parseConfig(await written()).services).toEqual([])
  })

  test('writes one with every preset, of which none is refused', async () => {
    const ids = Object.values(presets).map(({ id }) => id)
    await cli(init('--services', ids.join()))
    const told = await cli(['check', await given(await written())])
    expect(told).toMatchObject({ exitCode: 0, stderr: '' })
    expect(told.stdout).toContain(`${ids.length} services, revision 1`)
  })

  describe('at a terminal', () => {
    const answers: Readonly<Record<string, string>> = Object.fromEntries(ANSWERS)
    const asked: string[] = []
    const refused: (string | undefined)[] = []
    const person: Person = {
      answer: async ({ message, validate }) => {
        asked.push(message)
        refused.push(validate('\u202e'))
        const fitting = Object.values(answers).filter((each) => validate(each) === undefined)
        return fitting.at(-1) ?? ''
      },
      choose: async ({ message, options }) => {
        asked.push(message)
        return options.slice(0, 2).map(({ value }) => value)
      },
    }
    const terminal = { isTTY: true, write: () => {} }
    const here = { person, stdin: terminal, stdout: terminal, stderr: terminal }

    test('asks for what the flags leave open, and takes no answer that is wrong', async () => {
      const flags = ['--service', 'A', '--legal-name', 'B', '--out', at('consent.config.ts')]
      expect(await cli(['init', ...flags], here)).toMatchObject({ exitCode: 0 })
      expect(asked).toHaveLength(7)
      expect(refused).toHaveLength(6)
      expect(refused).not.toContain(undefined)
      const config = parseConfig(await written())
      expect(config.operator).toMatchObject({ service: 'A', email: 'privacy@site.example' })
      expect(config.policy.revised).toBe('2026-04-01')
      expect(config.services).toHaveLength(2)
    })

    test('asks nobody whose JSON would have the question in it', async () => {
      const told = await cli(['init', '--json', '--out', at('consent.config.ts')], {
        ...here,
        person: NOBODY,
      })
      expect(told.exitCode).toBe(2)
      expect(await readdir(folder)).toEqual([])
    })
  })

  test('overwrites nothing unless it is told to', async () => {
    await writeFile(at('consent.config.ts'), 'mine')
    const refused = await cli(init())
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' })
    expect(refused.stderr).toContain('--force')
    expect(await readFile(at('consent.config.ts'), 'utf8')).toBe('mine')
    expect(await cli(init('--force'))).toMatchObject({ exitCode: 0 })
    expect(await readFile(at('consent.config.ts'), 'utf8')).toContain('defineConfig')
  })

  test('names the flags that are missing where no one can be asked', async () => {
    const told = await cli(['init', '--service', 'A', '--out', at('consent.config.ts')])
    expect(told).toMatchObject({ exitCode: 2, stdout: '' })
    const missing = ANSWERS.slice(1).map(([flag]) => flag)
    expect(told.stderr).toContain(missing.join(', '))
    expect(await readdir(folder)).toEqual([])
  })

  test.each([
    ['a preset that isn’t there', ['--services', 'ga5'], 'ga5'],
    ['an e-mail address that is none', ['--email', 'nobody'], 'operator.email = "nobody"'],
    ['a day that is none', ['--policy-revised', 'yesterday'], 'policy.revised'],
    ['a script as a link', ['--policy', 'javascript:x'], 'policy.href'],
  ])('writes nothing with %s', async (_case, flags, said) => {
    const told = await cli(init(...flags))
    expect(told).toMatchObject({ exitCode: 2, stdout: '' })
    expect(told.stderr).toContain(said)
    expect(await readdir(folder)).toEqual([])
  })
})

describe('the command line', () => {
  test('says its version', async () => {
    expect(await cli(['--version'])).toMatchObject({ exitCode: 0, stdout: `${manifest.version}\n` })
  })

  test('says what it can do', async () => {
    const { exitCode, stdout } = await cli(['--help'])
    for (const name of ['check', 'build', 'disclosure', 'init']) expect(stdout).toContain(name)
    expect(exitCode).toBe(0)
  })

  test.each([
    ['no command', []],
    ['an unknown command', ['chekc']],
    ['an unknown flag', ['check', '--stirct']],
    ['a flag without its value', ['check', '--against']],
    ['a format that there isn’t', ['disclosure', '--format', 'pdf']],
    ['two configs', ['check', 'a.json', 'b.json']],
  ])('exits with 2 on %s', async (_case, args) => {
    const told = await cli(args)
    expect(told).toMatchObject({ exitCode: 2, stdout: '' })
    expect(told.stderr).not.toBe('')
    expect(await jsonOf(args)).toMatchObject({ exitCode: 2, stderr: '', data: { ok: false } })
  })

  test('has every command and flag that the README names', async () => {
    const readme = await readFile('README.md', 'utf8')
    const [, told = ''] = /## Command line\n([\s\S]+?)\n## /.exec(readme) ?? []
    const commands = ['init', 'check', 'build', 'disclosure']
    const helps = await Promise.all(commands.map((name) => cli([name, '--help'])))
    const known = helps.map(({ stdout }) => stdout).join('')
    const flags = new Set(told.match(/--[a-z]+/g))
    expect([...flags].filter((flag) => !known.includes(`${flag} `))).toEqual([])
    expect(flags.size).toBeGreaterThanOrEqual(7)
    for (const name of commands) expect(told).toContain(`| \`${name}\` |`)
  })

  describe('colours', () => {
    const COLOUR = '\x1b['
    const screens = async (isTTY: boolean, env: World['env'] = {}): Promise<string> => {
      let shown = ''
      const screen = { isTTY, write: (text: string) => (shown += text) }
      await cli(['check', await given(metalive)], { stdout: screen, stderr: screen, env })
      return shown
    }

    test('are for a terminal', async () => {
      expect(await screens(true)).toContain(COLOUR)
    })

    test.each<[string, boolean, World['env']]>([
      ['no terminal', false, {}],
      ['no terminal, in CI', false, { CI: 'true' }],
      ['a terminal that can’t', true, { TERM: 'dumb' }],
      ['a person who wants none', true, { NO_COLOR: '1' }],
    ])('are off for %s', async (_case, isTTY, env) => {
      expect(await screens(isTTY, env)).not.toContain(COLOUR)
    })
  })
})
