import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { end, stop, told } from '../children.ts'

/** A screen with a session bus and a window manager, which nobody sees. */
export interface Desktop {
  /** For every program that runs on it. */
  readonly env: NodeJS.ProcessEnv
  /** A folder that goes with it. */
  readonly home: string
  start(name: string, args: readonly string[]): ChildProcess
  /** Ends all that was started on it, and what that started. */
  close(): Promise<void>
}

/** What is needed, by the Debian package that brings it. */
const PACKAGES: Readonly<Record<string, string>> = {
  'at-spi2-core': '/usr/libexec/at-spi-bus-launcher',
  'dbus-daemon': '/usr/bin/dbus-daemon',
  'firefox-esr': '/usr/bin/firefox-esr',
  'gsettings-desktop-schemas':
    '/usr/share/glib-2.0/schemas/org.gnome.desktop.interface.gschema.xml',
  openbox: '/usr/bin/openbox',
  orca: '/usr/bin/orca',
  xdotool: '/usr/bin/xdotool',
  xvfb: '/usr/bin/Xvfb',
}

/** Rejects with the packages that aren't there. */
export async function startDesktop(): Promise<Desktop> {
  const missing = Object.keys(PACKAGES).filter((name) => !existsSync(PACKAGES[name] ?? ''))
  if (missing.length > 0) throw new Error(`Not here: apt-get install ${missing.join(' ')}`)

  const home = await mkdtemp(join(tmpdir(), 'consent-screen-reader-'))
  const desktop = emptyDesktop(home, { ...process.env, ...plainSession(home) })
  try {
    await startServers(desktop)
    return desktop
  } catch (error) {
    await desktop.close()
    throw error
  }
}

function emptyDesktop(home: string, env: NodeJS.ProcessEnv): Desktop {
  const children: ChildProcess[] = []
  const endAll = (): void => {
    for (const child of [...children].reverse()) end(child)
    rmSync(home, { recursive: true, force: true })
  }
  process.once('exit', endAll)
  return {
    env,
    home,
    start(name, args) {
      const stdio = ['ignore', 'ignore', 'ignore', 'pipe'] as const
      // Its own group, so that what it starts ends with it.
      const child = spawn(name, args, { detached: true, env, stdio: [...stdio] })
      children.push(child)
      return child
    },
    async close() {
      for (const child of [...children].reverse()) await stop(child, 'SIGKILL')
      process.off('exit', endAll)
      await rm(home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Nobody's own settings count, and Orca's own words are English wherever it runs. */
function plainSession(home: string): NodeJS.ProcessEnv {
  return {
    HOME: home,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_RUNTIME_DIR: home,
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
    LANGUAGE: 'en',
    TZ: 'Asia/Tokyo',
    GSETTINGS_BACKEND: 'memory',
    GNOME_ACCESSIBILITY: '1',
    // Nothing is to be heard, and Orca waits for no voice.
    SPEECHD_CMD: '/bin/false',
  }
}

async function startServers({ env, start }: Desktop): Promise<void> {
  const screen = ['-screen', '0', '1400x1000x24', '-noreset']
  const display = await told(start('Xvfb', ['-displayfd', '3', '-nolisten', 'tcp', ...screen]))
  env.DISPLAY = `:${display}`
  const bus = start('dbus-daemon', ['--session', '--nofork', '--print-address=3'])
  env.DBUS_SESSION_BUS_ADDRESS = await told(bus)
  start('openbox', [])
  start('/usr/libexec/at-spi-bus-launcher', ['--launch-immediately'])
}
