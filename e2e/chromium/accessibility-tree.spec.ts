/**
 * What is read to visitors of each layer, in its order: the browser's own accessibility tree. The files
 * beside this one are the promise; `--update-snapshots` writes them anew, to be read before they are
 * kept.
 */
import { ROWS, rowOf, type StateRow } from '../../demo/states-list.ts'
import { settle } from '../pages.ts'
import { reach } from '../reach.ts'
import { PATIENCE } from '../ui.ts'
import { expect, test } from './fixtures.ts'

/** Of the list of all transmissions one row, as long as the registry is. */
const OURS =
  'metalive-consent, metalive-consent-settings, metalive-consent-embed, [data-consent-disclosure] tr'

type Id = StateRow['id']

/** In the states beside it the same layer is read in the same words. */
const ALIKE: Readonly<Record<Id, readonly Id[]>> = {
  first: ['grown', 'junk', 'bar', 'tv', 'hidden'],
  'day-181': ['aged', 'clock-back', 'denial-366'],
  rejected: [
    'mixed',
    'service',
    'denial-365',
    'clock-back-denial',
    'added-denied',
    'minor',
    'newer',
    'waiting',
    'no-banner',
    'broken-config',
  ],
}

/** Where nothing of ours is left to read. */
const SILENT: readonly Id[] = [
  'accepted',
  'day-180',
  'gpc-after-grant',
  'gpc-in-spite',
  'guardian',
  'placeholder-once',
]

for (const row of ROWS) {
  if (SILENT.includes(row.id)) continue
  const like = Object.keys(ALIKE).find((id) => ALIKE[id]?.includes(row.id)) ?? row.id
  test(`is read so: ${row.title} (${row.id})`, async ({ ui, page }) => {
    await reach(ui, row)
    const parts = rowOf(like).expected.shown.map(([role, name]) =>
      page.getByRole(role, { name, exact: true }),
    )
    const layer = page.locator(OURS).filter({ has: parts.reduce((one, other) => one.or(other)) })
    await expect(layer).toMatchAriaSnapshot({ name: `${like}.aria.yml` })
  })
}

for (const row of SILENT.map(rowOf)) {
  test(`nothing is read: ${row.title} (${row.id})`, async ({ ui, page }) => {
    await reach(ui, row)
    await settle(ui)
    // What goes meanwhile is looked at no more.
    await expect(async () => {
      for (const each of await page.locator(OURS).all()) {
        expect(await each.ariaSnapshot({ timeout: 500 })).toBe('')
      }
    }).toPass({ timeout: PATIENCE })
  })
}
