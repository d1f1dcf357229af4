/** Visits to a contestant's page, each by a visitor of its own, and what they cost. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser } from '@playwright/test'
import { buildSync } from 'esbuild'
import type { Site } from '../../demo/server.ts'
import { BEFORE, type Contestant } from './contestants.ts'
import type { Lab, Watched } from './in-page.ts'
import { TAGS } from './job.ts'
import { giveOwnCore } from './own-core.ts'
import { newVisitor, type Tab, type Visitor } from './tab.ts'
import { longestTask, TRACED } from './trace.ts'

export interface Lane {
  readonly browser: Browser
  readonly site: Site
  /** How many times slower than it is the processor seems. */
  readonly slowdown: number
}

/** Milliseconds, or KiB, by what was measured. */
export type Figures = Readonly<Record<string, number>>

/** A first visit that is looked at in every frame, the answer, and a second visit. */
export async function answeringVisit(lane: Lane, contestant: Contestant): Promise<Figures> {
  return withVisitor(lane, async (visitor) => {
    const { banner, host, path } = contestant
    const tab = await openTab(lane, visitor)
    await tab.send('Page.enable')
    const source = watching({ host, parts: { banner } })
    await tab.send('Page.addScriptToEvaluateOnNewDocument', { source })
    await go(lane, tab, path)
    const first = await until(tab, (lab) => lab.seen.banner?.opaque !== undefined)
    await quiet(lane)
    await press(tab, contestant, 'accept')
    await until(tab, (lab, tags) => lab.painted > 0 && lab.ran.length === tags)
    const { ran, clicked, painted, inp } = await labOf(tab)
    await tab.close()
    return {
      visible: (first.seen.banner?.visible ?? Number.NaN) - first.start,
      opaque: (first.seen.banner?.opaque ?? Number.NaN) - first.start,
      acceptPaint: painted - clicked,
      acceptInp: inp,
      acceptTag: (ran[9] ?? Number.NaN) - clicked,
      ...(await returningVisit(lane, visitor, path)),
    }
  })
}

/** With the record and the cache of the first; nobody looks until the page is quiet. */
async function returningVisit(lane: Lane, visitor: Visitor, path: string): Promise<Figures> {
  const tab = await openTab(lane, visitor)
  const busy = await busyMs(tab)
  await go(lane, tab, path)
  await quiet(lane)
  const { start, ran } = await until(tab, (lab, tags) => lab.ran.length === tags)
  return {
    returningFirst: (ran[0] ?? Number.NaN) - start,
    returningTenth: (ran[9] ?? Number.NaN) - start,
    returningCpu: (await busyMs(tab)) - busy,
  }
}

/** A first visit that nobody looks at until the page is quiet, then the preferences. */
export async function readingVisit(lane: Lane, contestant: Contestant): Promise<Figures> {
  return withVisitor(lane, async (visitor) => {
    const { figures, tab } = await costlyVisit(lane, visitor, contestant.path)
    const { host, preferences } = contestant
    await evaluate(tab, watching({ host, parts: { preferences } }))
    await press(tab, contestant, 'choose')
    const { seen, clicked } = await until(
      tab,
      (lab) => lab.clicked > 0 && lab.seen.preferences?.opaque !== undefined,
    )
    return { ...figures, preferences: (seen.preferences?.opaque ?? Number.NaN) - clicked }
  })
}

/** What a page costs on which nothing is to be pressed, when it is traced, and when it isn't. */
export async function bareVisit(lane: Lane, path: string): Promise<Figures> {
  return withVisitor(lane, async (visitor) => {
    const { figures, tab: traced } = await costlyVisit(lane, visitor, path)
    await traced.close()
    const tab = await openTab(lane, visitor)
    const busy = await busyMs(tab)
    await go(lane, tab, path)
    await quiet(lane)
    return { ...figures, returningCpu: (await busyMs(tab)) - busy }
  })
}

async function costlyVisit(
  lane: Lane,
  visitor: Visitor,
  path: string,
): Promise<{ readonly figures: Figures; readonly tab: Tab }> {
  const tab = await openTab(lane, visitor)
  const busy = await busyMs(tab)
  await lane.browser.startTracing(undefined, { categories: [...TRACED] })
  await go(lane, tab, path)
  await quiet(lane)
  const task = longestTask(await lane.browser.stopTracing())
  const cpu = (await busyMs(tab)) - busy
  await tab.send('HeapProfiler.collectGarbage')
  const heap = (await metric(tab, 'JSHeapUsedSize')) / 1024
  return { figures: { cpu, heap, task }, tab }
}

async function withVisitor<T>(
  { browser }: Lane,
  task: (visitor: Visitor) => Promise<T>,
): Promise<T> {
  const visitor = await newVisitor(browser)
  try {
    return await task(visitor)
  } finally {
    await visitor.leave()
  }
}

/**
 * On a page of the site already: a browser slows a process down, and may load a site in another. It
 * rests there as long as a person would read: else the visit competes with what opening it left.
 */
async function openTab(lane: Lane, visitor: Visitor): Promise<Tab> {
  const tab = await visitor.openTab()
  await go(lane, tab, BEFORE)
  await met(tab, `document.readyState === 'complete'`)
  await tab.send('Performance.enable', { timeDomain: 'threadTicks' })
  if (lane.slowdown > 1) await giveOwnCore(lane.browser)
  await tab.send('Emulation.setCPUThrottlingRate', { rate: lane.slowdown })
  await quiet(lane)
  return tab
}

/** Until the browser has begun to show it. */
async function go({ site }: Lane, tab: Tab, path: string): Promise<void> {
  await tab.send('Page.navigate', { url: site.origin() + path })
}

/** What the main thread did so far, in milliseconds. */
async function busyMs(tab: Tab): Promise<number> {
  return 1000 * (await metric(tab, 'TaskDuration'))
}

interface Metrics {
  readonly metrics: readonly { readonly name: string; readonly value: number }[]
}

async function metric(tab: Tab, wanted: string): Promise<number> {
  const { metrics } = await tab.send<Metrics>('Performance.getMetrics')
  return metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN
}

/** As a script: functions are not what they were once a loader has rewritten them. */
function watching(watched: Watched): string {
  const { outputFiles } = buildSync({
    entryPoints: ['e2e/lab/in-page.ts'],
    bundle: true,
    format: 'iife',
    globalName: 'inPage',
    write: false,
  })
  return `${outputFiles[0]?.text}; inPage.watch(${JSON.stringify(watched)})`
}

/** A person's click, which comes to rest on the button before. */
async function press(tab: Tab, contestant: Contestant, what: 'accept' | 'choose'): Promise<void> {
  const { host } = contestant
  const root = host ? `document.querySelector('${host}')?.shadowRoot` : 'document'
  const box = await evaluate<DOMRect | null>(
    tab,
    `${root}?.querySelector('${contestant[what]}')?.getBoundingClientRect().toJSON()`,
  )
  if (!box) throw new Error(`There is no ${contestant[what]} to press.`)
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  await tab.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...at })
  await sleep(200)
  for (const type of ['mousePressed', 'mouseReleased']) {
    await tab.send('Input.dispatchMouseEvent', { type, ...at, button: 'left', clickCount: 1 })
  }
}

/** Until what is done late, such as fetching the preferences, is done. */
async function quiet({ slowdown }: Lane): Promise<void> {
  await sleep(slowdown > 1 ? 1000 : 700)
}

async function until(tab: Tab, condition: (lab: Lab, tags: number) => boolean): Promise<Lab> {
  await met(tab, `window.lab?.ran && (${condition})(lab, ${TAGS.length})`)
  return labOf(tab)
}

/** Within 20 seconds. */
async function met(tab: Tab, condition: string): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    if (await evaluate(tab, `Boolean(${condition})`)) return
    await sleep(50)
  }
  throw new Error(`This never came true: ${condition}`)
}

function labOf(tab: Tab): Promise<Lab> {
  return evaluate(tab, 'lab')
}

interface Evaluated<T> {
  readonly result: { readonly value: T }
  readonly exceptionDetails?: { readonly text: string }
}

async function evaluate<T = unknown>(tab: Tab, expression: string): Promise<T> {
  const of = { expression, returnByValue: true }
  const { result, exceptionDetails } = await tab.send<Evaluated<T>>('Runtime.evaluate', of)
  if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.text}`)
  return result.value
}
