/** The package as another site gets it: packed, and installed beside its dependencies. */
import { execFileSync, spawnSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { metalive } from './metalive.ts'

const BIN = 'node_modules/.bin/metalive-consent'
const FLAGS = [
  ['--service', 'ライブ'],
  ['--legal-name', '株式会社例'],
  ['--address', '東京都新宿区1-2-3'],
  ['--email', 'privacy@site.example'],
  ['--hours', '平日10時から18時まで'],
  ['--policy', '/privacy.html'],
  ['--policy-revised', '2026-04-01'],
  ['--disclosure', '/consent/disclosure.html'],
  ['--services', 'ga4,youtube'],
].flat()

let site: string

beforeAll(async () => {
  site = await mkdtemp(join(tmpdir(), 'consent-site-'))
  await install()
  await writeFile(join(site, 'package.json'), '{ "type": "module" }')
}, 60_000)

afterAll(async () => {
  await rm(site, { recursive: true })
})

/** As npm does, but with the dependencies that are here already: nothing is fetched. */
async function install(): Promise<void> {
  const own = join(site, 'node_modules/@metalive/consent')
  await mkdir(own, { recursive: true })
  const packed = execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', site], {
    encoding: 'utf8',
  })
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }]
  execFileSync('tar', ['-xzf', join(site, filename), '-C', own, '--strip-components=1'])
  for (const name of [
    ...Object.keys(manifest.dependencies),
    ...Object.keys(manifest.peerDependencies),
  ]) {
    await link(resolve('node_modules', name), join('node_modules', name))
  }
  const bin = join(own, manifest.bin['metalive-consent'])
  await chmod(bin, 0o755)
  await link(bin, BIN)
}

async function link(target: string, name: string): Promise<void> {
  await mkdir(dirname(join(site, name)), { recursive: true })
  await symlink(target, join(site, name))
}

interface Told {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

function cli(...args: readonly string[]): Told {
  const { status, stdout, stderr } = spawnSync(join(site, BIN), args, {
    cwd: site,
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

describe('the installed command line', () => {
  test('says its version, and what it can do', () => {
    expect(cli('--version')).toEqual({ status: 0, stdout: `${manifest.version}\n`, stderr: '' })
    expect(cli('--help')).toMatchObject({ status: 0, stderr: '' })
  })

  test('takes a site from nothing to its files', async () => {
    expect(cli('init', ...FLAGS, '--json')).toMatchObject({ status: 0, stderr: '' })
    expect(cli('check')).toMatchObject({ status: 0, stderr: '' })
    const built = cli('build', '--out', 'public/consent', '--json')
    expect(built).toMatchObject({ status: 0, stderr: '' })
    const { files } = JSON.parse(built.stdout) as { files: { name: string }[] }
    const names = await readdir(join(site, 'public/consent'))
    expect(names.sort()).toEqual(files.map(({ name }) => name).sort())
    const entry = await readFile(join(site, 'public/consent/consent.js'), 'utf8')
    expect(entry).toContain('id:"youtube"')
    expect(entry).not.toContain('clarity')
  }, 20_000)

  test('writes a config that compiles, and in which a wrong id doesn’t', async () => {
    await writeFile(
      join(site, 'use.ts'),
      [
        "import { createConsent } from '@metalive/consent'",
        "import config from './consent.config.ts'",
        'const consent = createConsent({ config })',
        "consent.granted('youtube')",
        '// @ts-expect-error There is no such id.',
        "consent.granted('yuotube')",
      ].join('\n'),
    )
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--allowImportingTsExtensions']
    const module = ['--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler']
    const tsc = resolve('node_modules/typescript/bin/tsc')
    const { status, stdout } = spawnSync(
      process.execPath,
      [tsc, ...options, ...module, 'use.ts', 'consent.config.ts'],
      { cwd: site, encoding: 'utf8' },
    )
    expect(stdout).toBe('')
    expect(status).toBe(0)
  }, 20_000)

  test('checks a config in JSON against what is published', async () => {
    const [first, ...others] = metalive.services
    await writeFile(join(site, 'published.json'), cli('disclosure', '--format', 'json').stdout)
    const $schema = './node_modules/@metalive/consent/dist/config.schema.json'
    const services = [{ ...first, hosts: ['new.vendor.example'] }, ...others]
    await writeFile(join(site, 'next.json'), JSON.stringify({ $schema, ...metalive, services }))
    expect(cli('check', 'next.json')).toMatchObject({ status: 0, stderr: '' })
    const against = cli('check', 'next.json', '--against', 'published.json', '--json')
    expect(against).toMatchObject({ status: 1, stderr: '' })
    expect(JSON.parse(against.stdout)).toMatchObject({ ok: false, problems: [] })
  })

  test('ends with 1 where the config is wrong, and with 2 where it can’t be read', async () => {
    await writeFile(join(site, 'wrong.json'), '{}')
    expect(cli('check', 'wrong.json').status).toBe(1)
    expect(cli('check', 'none.json').status).toBe(2)
    expect(cli('chekc').status).toBe(2)
  })
})
