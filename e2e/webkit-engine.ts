import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Site } from '../demo/server.ts'
import { end, stop, told } from './children.ts'
import type { Engine } from './ui.ts'
import { type BrowserWindow, openSession } from './webdriver.ts'
import { keepMessages } from './webkit-page.ts'
import { webkitUi } from './webkit-ui.ts'

export interface WebKitOptions {
  readonly proxy: string
  /** Hosts that are reached without it. */
  readonly bypass: readonly string[]
}

/** WebKitGTK, by Debian's WebKitWebDriver; on a display of its own, since it has no headless mode. */
export async function startWebKit(options: WebKitOptions): Promise<Engine> {
  const home = await mkdtemp(join(tmpdir(), 'consent-webkit-'))
  await writeStyle(home)
  // Without `-noreset` it starts over when a session's browser ends, and is away for the next one.
  const screen = ['-screen', '0', '1280x900x24', '-noreset']
  const xvfb = start('Xvfb', ['-displayfd', '3', '-nolisten', 'tcp', ...screen])
  // It takes one that is free.
  const display = `:${await told(xvfb)}`
  const port = await freePort()
  const env = { HOME: home, XDG_CONFIG_HOME: home, DISPLAY: display, ...JAPANESE }
  const driver = start('WebKitWebDriver', [`--port=${port}`], env)
  const address = `http://127.0.0.1:${port}`
  await untilReady(address)
  /** The last visitor's, who has left it clean. A new one takes longer than most tests. */
  let kept: BrowserWindow | undefined

  return {
    prelude: `(${keepMessages})()`,
    async open(site) {
      const window = kept ?? (await openSession(address, capabilities(options)))
      kept = undefined
      const close = async (): Promise<void> => {
        if (await isLeftClean(window, site)) kept = window
        else await window.end()
      }
      return { ...(await webkitUi(window, site)), close }
    },
    async close() {
      await stop(driver)
      await stop(xvfb)
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** Where a visitor goes last, on every host that may have set a cookie. */
const EXIT = '/.exit'

/**
 * Leaves no cookies, tabs and name of the window. What else pages store is theirs by its port, which
 * no other site gets. Where hosts aren't safe enough for `Clear-Site-Data` nothing is kept.
 */
async function isLeftClean(window: BrowserWindow, site: Site): Promise<boolean> {
  if (!site.origin().startsWith('https:')) return false
  try {
    await window.closeOthers()
    for (const host of site.hosts()) {
      const headers = { 'clear-site-data': '"cookies"' }
      site.put(EXIT, { host, headers, body: "<script>name = ''</script>" })
      await window.post('/url', { url: site.origin(host) + EXIT })
    }
    return true
  } catch {
    return false
  }
}

const JAPANESE = { LANG: 'ja_JP.UTF-8', TZ: 'Asia/Tokyo' }

function capabilities({ proxy, bypass }: WebKitOptions): object {
  const hosts = bypass.map((host) => `--ignore-host=${host}`)
  return {
    acceptInsecureCerts: true,
    timeouts: { pageLoad: 15_000, script: 10_000 },
    'webkitgtk:browserOptions': {
      // Full screen is without the bar of buttons, and as narrow as it is asked to be.
      args: ['--automation', '--full-screen', `--proxy=${proxy}`, ...hosts],
    },
  }
}

/** What GTK draws around a page would otherwise keep it wider than 320 pixels. */
async function writeStyle(home: string): Promise<void> {
  await mkdir(join(home, 'gtk-3.0'))
  const style = 'min-width: 0; min-height: 0; margin: 0; padding: 0; font-size: 1px'
  await writeFile(join(home, 'gtk-3.0/gtk.css'), `* { ${style} }`)
}

function start(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = spawn(name, args, {
    // Its own group, so that the browser that a hung driver started ends with it.
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  process.once('exit', () => end(child))
  return child
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}

async function untilReady(driver: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const response = await fetch(`${driver}/status`).catch(() => null)
    if (response?.ok) return
    await sleep(50)
  }
  throw new Error(`WebKitWebDriver doesn't answer at ${driver}.`)
}
