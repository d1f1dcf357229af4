/**
 * `npm run states`: opens every row of the table of states in Chromium, and writes the table with a
 * link and pictures for each to `test-results/states`. `npm run states -- --width 320 768 --dark`
 * takes them at other widths, and in the dark, too; `--base https://qa.example` has the links lead there;
 * `--state first ask` takes pictures of these alone.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { type Browser, chromium, type Page } from '@playwright/test'
import { InvalidArgumentError, program } from 'commander'
import { findBrowser } from '../e2e/browsers.ts'
import { PATIENCE } from '../e2e/ui.ts'
import { startSite } from './server.ts'
import { linkOf, ROWS, rowOf, type StateRow } from './states-list.ts'
import { type Look, pictureOf, SCHEMES, statesTable } from './states-table.ts'

const FOLDER = 'test-results/states'
const HEIGHT = 800
/** What is on its way when all that a row names is there: a picture. */
const REST_MS = 400

const { width, dark, base, state } = program
  .name('npm run states --')
  .option('--width <pixels...>', 'of the pictures', widths)
  .option('--dark', 'pictures in the dark, too', false)
  .option('--base <origin>', 'where the links of the table lead', 'http://localhost:4173')
  .option('--state <id...>', 'of which there are pictures', states)
  .parse()
  .opts<{
    width?: readonly number[]
    dark: boolean
    base: string
    state?: readonly StateRow[]
  }>()
const looks = (width ?? [390, 1280]).flatMap((width) =>
  SCHEMES.filter((scheme) => dark || scheme === 'light').map((scheme) => ({ width, scheme })),
)

const found = findBrowser('chromium')
if (!found) throw new Error('No chromium on this machine; tsx .ci/engines.ts gets it.')
const site = await startSite({ port: 0, site: ['localhost'], tracker: 'tracker.localhost' })
const browser = await chromium.launch({ executablePath: found.path })
try {
  await rm(FOLDER, { recursive: true, force: true })
  await mkdir(FOLDER, { recursive: true })
  for (const row of state ?? ROWS) for (const look of looks) await takePicture(row, look, browser)
  await writeFile(`${FOLDER}/states.csv`, statesTable(base, looks))
  console.log(`${ROWS.length} states: ${FOLDER}/states.csv`)
} finally {
  await browser.close()
  await site.close()
}

async function takePicture(row: StateRow, look: Look, browser: Browser): Promise<void> {
  const context = await browser.newContext({
    viewport: row.size ?? { width: look.width, height: HEIGHT },
    colorScheme: look.scheme,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(PATIENCE)
  const page = await context.newPage()
  await page.goto(site.origin() + linkOf(row))
  await reach(row, page)
  await page.screenshot({ path: `${FOLDER}/${pictureOf(row, look)}` })
  await context.close()
}

async function reach({ press = [], expected }: StateRow, page: Page): Promise<void> {
  const find = (role: (typeof expected.shown)[number][0], name: string) =>
    page.getByRole(role, { name, exact: true }).filter({ visible: true })
  for (const [role, name] of press) await find(role, name).click()
  for (const [role, name] of expected.shown) await find(role, name).waitFor()
  await page.waitForTimeout(REST_MS)
}

function widths(text: string, before: readonly number[] = []): readonly number[] {
  const pixels = Number(text)
  if (!Number.isInteger(pixels) || pixels < 200) {
    throw new InvalidArgumentError('A width is a whole number of pixels, from 200.')
  }
  return [...before, pixels]
}

function states(id: string, before: readonly StateRow[] = []): readonly StateRow[] {
  try {
    return [...before, rowOf(id)]
  } catch (error) {
    throw new InvalidArgumentError(String(error))
  }
}
