/**
 * `npm run states`: opens every row of the table of states in Chromium, and writes the table with a
 * link and two pictures for each to `test-results/states`.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { type Browser, chromium, type Page } from '@playwright/test'
import { stringify } from 'csv-stringify/sync'
import { findBrowser } from '../e2e/browsers.ts'
import { PATIENCE } from '../e2e/ui.ts'
import { type Site, startSite } from './server.ts'
import { linkOf, numberOf, pressText, ROWS, type StateRow } from './states-list.ts'

const FOLDER = 'test-results/states'
const WIDTHS = [390, 1280] as const
const HEIGHT = 800
/** What is on its way when all that a row names is there: a picture. */
const REST_MS = 400

/** Where the links of the table lead: the demo, as `npm run demo` serves it by default. */
const base = process.env.BASE ?? 'http://localhost:4173'

const found = findBrowser('chromium')
if (!found) throw new Error('No chromium on this machine; tsx .ci/engines.ts gets it.')
const site = await startSite({ port: 0, site: ['localhost'], tracker: 'tracker.localhost' })
const browser = await chromium.launch({ executablePath: found.path })
try {
  await rm(FOLDER, { recursive: true, force: true })
  await mkdir(FOLDER, { recursive: true })
  for (const row of ROWS) await takePictures(row, browser, site)
  await writeFile(`${FOLDER}/states.csv`, table())
  console.log(`${ROWS.length} states: ${FOLDER}/states.csv`)
} finally {
  await browser.close()
  await site.close()
}

async function takePictures(row: StateRow, browser: Browser, site: Site): Promise<void> {
  for (const width of WIDTHS) {
    const context = await browser.newContext({
      viewport: { width, height: HEIGHT },
      colorScheme: 'light',
      locale: 'ja-JP',
      timezoneId: 'Asia/Tokyo',
      reducedMotion: 'reduce',
    })
    context.setDefaultTimeout(PATIENCE)
    const page = await context.newPage()
    await page.goto(site.origin() + linkOf(row))
    await reach(row, page)
    await page.screenshot({ path: `${FOLDER}/${pictureOf(row, width)}` })
    await context.close()
  }
}

async function reach({ press = [], expected }: StateRow, page: Page): Promise<void> {
  const find = (role: (typeof expected.shown)[number][0], name: string) =>
    page.getByRole(role, { name, exact: true }).filter({ visible: true })
  for (const [role, name] of press) await find(role, name).click()
  for (const [role, name] of expected.shown) await find(role, name).waitFor()
  await page.waitForTimeout(REST_MS)
}

function pictureOf(row: StateRow, width: number): string {
  return `${numberOf(row)}-${row.id}-${width}.png`
}

/** The byte order mark is what makes Excel read it as UTF-8. */
function table(): string {
  const rows = ROWS.map((row) => [
    numberOf(row),
    row.title,
    row.given,
    pressText(row),
    row.sees,
    base + linkOf(row),
    ...WIDTHS.map((width) => pictureOf(row, width)),
  ])
  const pictures = WIDTHS.map((width) => `画像(${width}px)`)
  return stringify(
    [['番号', '状態', '前提', '操作', '期待する結果', 'リンク', ...pictures], ...rows],
    { bom: true, record_delimiter: 'windows', escape_formulas: true },
  )
}
