/**
 * Gets the browsers that the e2e specs need and this machine lacks: on Debian from its packages,
 * elsewhere Playwright's own. The variable ENGINES says which, as in e2e/browsers.ts.
 */
import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type EngineName, findBrowser, wantedEngines } from '../e2e/browsers.ts'

/** Each browser, and what it takes to draw Japanese, to speak it, and to play the demo's video. */
const PACKAGES: Readonly<Record<EngineName, readonly string[]>> = {
  chromium: ['chromium', 'chromium-headless-shell', 'fonts-noto-cjk'],
  firefox: ['firefox-esr', 'fonts-noto-cjk', 'ffmpeg'],
  webkit: [
    'webkit2gtk-driver',
    'xvfb',
    'fonts-noto-cjk',
    'locales',
    'gstreamer1.0-libav',
    'gstreamer1.0-plugins-bad',
  ],
}
/** What the README's snippet is tried on. */
const SERVERS = ['nginx-light']
/** WebKit takes its language from the system; the other two are told. */
const LOCALE = 'ja_JP.UTF-8'
const LOG = 'test-results/engines.log'

const wanted = wantedEngines(process.env.ENGINES)
const isDebian = /^ID=debian$/m.test(readIfAny('/etc/os-release'))
const isRequired = isDebian && Boolean(process.env.CI)

if (isDebian) getPackages()
else getPlaywrights()
report()

function getPackages(): void {
  const packages = [...wanted.flatMap((engine) => PACKAGES[engine]), ...SERVERS]
  const missing = [...new Set(packages)].filter(isMissing)
  const locale =
    wanted.includes('webkit') && !ask('locale -a').includes('ja_JP.utf8') ? [LOCALE] : []
  if (missing.length + locale.length === 0) return

  console.log(`Installing with apt: ${[...missing, ...locale].join(', ')}`)
  const root = process.getuid?.() === 0 ? 'env' : 'sudo -n env'
  const apt = `${root} DEBIAN_FRONTEND=noninteractive apt-get -y --no-install-recommends`
  run(`${apt} update && ${apt} install ${missing.join(' ')}`)
  if (locale.length > 0) run(`${root} localedef -i ja_JP -f UTF-8 ${LOCALE}`)
}

function isMissing(name: string): boolean {
  return ask(`dpkg-query -W -f '\${db:Status-Status}' ${name}`) !== 'installed'
}

function getPlaywrights(): void {
  const missing = wanted.filter((engine) => !findBrowser(engine))
  if (missing.length === 0) return
  console.log(`Installing with Playwright: ${missing.join(', ')}`)
  run(`npx playwright install ${missing.join(' ')}`)
}

/** A missing engine is an error where all could be had, and where there is none. */
function report(): void {
  const missing = wanted.filter((engine) => !findBrowser(engine))
  if (missing.length === 0) return
  console.error(`Not tested, since it isn't on this machine: ${missing.join(', ')}`)
  if (isRequired || missing.length === wanted.length) process.exitCode = 1
}

function ask(command: string): string {
  return spawnSync(command, { shell: true, encoding: 'utf8' }).stdout
}

/** Keeps what `command` has to say, until it fails. */
function run(command: string): void {
  mkdirSync(dirname(LOG), { recursive: true })
  const log = openSync(LOG, 'w')
  const { status } = spawnSync(command, { shell: true, stdio: ['ignore', log, log] })
  closeSync(log)
  if (status === 0) return
  console.error(`${readIfAny(LOG)}\nThis failed: ${command}`)
  if (isRequired) process.exitCode = 1
}

function readIfAny(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}
