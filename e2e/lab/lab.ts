/** Measures all contestants, in turns. */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:tls'
import type { Browser } from '@playwright/test'
import { type Site, startSite } from '../../demo/server.ts'
import { wholeChromium } from '../browsers.ts'
import { startEngine } from '../engines.ts'
import { HOSTS } from '../fixtures.ts'
import type { PlaywrightUi } from '../playwright-ui.ts'
import { type Contestant, EMPTY, OURS, serveContestants, VCC } from './contestants.ts'
import type { Speed } from './rows.ts'
import { answeringVisit, bareVisit, type Figures, type Lane, readingVisit } from './visits.ts'

export interface LabOptions {
  /** How many times slower than it is the processor shall seem, each. */
  readonly slowdowns: readonly number[]
  readonly turns: number
}

export interface Measured {
  readonly browser: string
  readonly speeds: readonly Speed[]
}

/** On https, as sites are: on http the record's cookie has to be tried first. */
export async function runLab(options: LabOptions): Promise<Measured> {
  const site = await startSite({ port: 0, tls: true, site: HOSTS, tracker: 'tracker.localhost' })
  // Of a certificate that is merely put up with, nothing is cached.
  const known = `--ignore-certificate-errors-spki-list=${await keyOf(site)}`
  const engine = await startEngine('chromium', { ...wholeChromium(), args: [known] })
  try {
    const { page } = (await engine.open(site)) as PlaywrightUi
    const browser = page.context().browser()
    if (!browser) throw new Error('The browser is gone.')
    return { browser: browser.version(), speeds: await measure({ browser, site, ...options }) }
  } finally {
    await engine.close()
    await site.close()
  }
}

/** Of its certificate's key, as Chromium wants it. */
async function keyOf(site: Site): Promise<string> {
  const { hostname, port } = new URL(site.origin())
  const socket = connect({
    host: '127.0.0.1',
    port: Number(port),
    servername: hostname,
    rejectUnauthorized: false,
  })
  await once(socket, 'secureConnect')
  const key = socket.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' })
  socket.destroy()
  return createHash('sha256')
    .update(key ?? '')
    .digest('base64')
}

interface Place extends LabOptions {
  readonly browser: Browser
  readonly site: Site
}

async function measure({ browser, site, slowdowns, turns }: Place): Promise<readonly Speed[]> {
  await serveContestants(site)
  // The first visits of a browser cost it more than all others.
  for (const contestant of [OURS, VCC])
    await answeringVisit({ browser, site, slowdown: 1 }, contestant)

  const speeds = slowdowns.map((slowdown) => ({
    slowdown,
    ours: [] as Figures[],
    vcc: [] as Figures[],
    empty: [] as Figures[],
  }))
  for (let turn = 0; turn < turns; turn++) {
    for (const { slowdown, ours, vcc, empty } of speeds) {
      const lane = { browser, site, slowdown }
      ours.push(await visits(lane, OURS))
      vcc.push(await visits(lane, VCC))
      empty.push(await bareVisit(lane, EMPTY))
    }
  }
  return speeds
}

async function visits(lane: Lane, contestant: Contestant): Promise<Figures> {
  return {
    ...(await answeringVisit(lane, contestant)),
    ...(await readingVisit(lane, contestant)),
  }
}
