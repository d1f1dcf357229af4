/** Visits to a contestant's page, each by a visitor of its own, and what they cost. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, BrowserContext, CDPSession, Page } from '@playwright/test'
import { buildSync } from 'esbuild'
import type { Site } from '../../demo/server.ts'
import { BEFORE, type Contestant } from './contestants.ts'
import type { Lab, Watched } from './in-page.ts'
import { TAGS } from './job.ts'
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
  return withVisitor(lane, async (context) => {
    const { banner, host, accept } = contestant
    const { page } = await openTab(lane, context)
    await page.addInitScript({ content: watching({ host, parts: { banner } }) })
    await page.goto(lane.site.origin() + contestant.path)
    const first = await until(page, (lab) => lab.seen.banner?.opaque !== undefined)
    await quiet(lane)
    await press(page, accept)
    await until(page, (lab, tags) => lab.painted > 0 && lab.ran.length === tags)
    const { ran, clicked, painted, inp } = await labOf(page)
    await page.close()
    return {
      visible: (first.seen.banner?.visible ?? Number.NaN) - first.start,
      opaque: (first.seen.banner?.opaque ?? Number.NaN) - first.start,
      acceptPaint: painted - clicked,
      acceptInp: inp,
      acceptTag: (ran[9] ?? Number.NaN) - clicked,
      ...(await returningVisit(lane, context, contestant.path)),
    }
  })
}

/** With the record and the cache of the first; nobody looks until the page is quiet. */
async function returningVisit(lane: Lane, context: BrowserContext, path: string): Promise<Figures> {
  const tab = await openTab(lane, context)
  const { page } = tab
  await page.goto(lane.site.origin() + path)
  const { start, ran } = await until(page, (lab, tags) => lab.ran.length === tags)
  await quiet(lane)
  const { cpu } = await costs(tab)
  return {
    returningFirst: (ran[0] ?? Number.NaN) - start,
    returningTenth: (ran[9] ?? Number.NaN) - start,
    returningCpu: cpu,
  }
}

/** A first visit that nobody looks at until the page is quiet, then the preferences. */
export async function readingVisit(lane: Lane, contestant: Contestant): Promise<Figures> {
  return withVisitor(lane, async (context) => {
    const { figures, page } = await costlyVisit(lane, context, contestant.path)
    const { host, preferences, choose } = contestant
    await page.evaluate(watching({ host, parts: { preferences } }))
    await press(page, choose)
    const { seen, clicked } = await until(
      page,
      (lab) => lab.clicked > 0 && lab.seen.preferences?.opaque !== undefined,
    )
    return { ...figures, preferences: (seen.preferences?.opaque ?? Number.NaN) - clicked }
  })
}

/** What a page costs on which nothing is to be pressed. */
export async function bareVisit(lane: Lane, path: string): Promise<Figures> {
  return withVisitor(lane, async (context) => (await costlyVisit(lane, context, path)).figures)
}

async function costlyVisit(
  lane: Lane,
  context: BrowserContext,
  path: string,
): Promise<{ readonly figures: Figures; readonly page: Page }> {
  const tab = await openTab(lane, context)
  const { page } = tab
  await lane.browser.startTracing(page, { categories: [...TRACED] })
  await page.goto(lane.site.origin() + path)
  await quiet(lane)
  const task = longestTask(await lane.browser.stopTracing())
  const { cpu, heap } = await costs(tab)
  return { figures: { cpu, heap, task }, page }
}

async function withVisitor<T>(
  { browser }: Lane,
  task: (context: BrowserContext) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ locale: 'ja-JP' })
  try {
    return await task(context)
  } finally {
    await context.close()
  }
}

interface Tab {
  readonly page: Page
  readonly session: CDPSession
  /** What the main thread did before. */
  readonly busy: number
}

/** On a page of the site already: a browser slows a process down, and may load a site in another. */
async function openTab({ site, slowdown }: Lane, context: BrowserContext): Promise<Tab> {
  const page = await context.newPage()
  await page.goto(site.origin() + BEFORE)
  const session = await context.newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  return { page, session, busy: await busyMs(session) }
}

/** What the main thread did for the page, and what that keeps. */
async function costs({
  session,
  busy,
}: Tab): Promise<{ readonly cpu: number; readonly heap: number }> {
  const cpu = (await busyMs(session)) - busy
  await session.send('HeapProfiler.collectGarbage')
  return { cpu, heap: (await metric(session, 'JSHeapUsedSize')) / 1024 }
}

async function busyMs(session: CDPSession): Promise<number> {
  return 1000 * (await metric(session, 'TaskDuration'))
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

async function metric(session: CDPSession, wanted: string): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN
}

/** A person's click, which comes to rest on the button before. */
async function press(page: Page, selector: string): Promise<void> {
  const box = await page.locator(selector).boundingBox()
  if (!box) throw new Error(`There is no ${selector} to press.`)
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await sleep(200)
  await page.mouse.down()
  await page.mouse.up()
}

/** Until what is done late, such as fetching the preferences, is done. */
async function quiet({ slowdown }: Lane): Promise<void> {
  await sleep(slowdown > 1 ? 1000 : 700)
}

async function until(page: Page, met: (lab: Lab, tags: number) => boolean): Promise<Lab> {
  const expression = `(${met})(lab, ${TAGS.length})`
  await page.waitForFunction(expression, undefined, { polling: 50 })
  return labOf(page)
}

function labOf(page: Page): Promise<Lab> {
  return page.evaluate('lab')
}
