/**
 * What is read to visitors of each layer, in its order: the browser's own accessibility tree. The files
 * beside this one are the promise; `--update-snapshots` writes them anew, to be read before they are
 * kept.
 */
import { rowOf, type StateRow } from '../../demo/states-list.ts'
import { reach } from '../reach.ts'
import { expect, test } from './fixtures.ts'

const OURS = 'metalive-consent, metalive-consent-settings, metalive-consent-embed'

/** A state of each layer, and of what differs in it. */
const LAYERS: readonly StateRow['id'][] = [
  'first',
  'partial',
  'day-181',
  'purpose',
  'added',
  'unknown-age',
  'gpc-first',
  'reworded',
  'unsaved',
  'age-asked',
  'age-first',
  'guardian-step',
  'preferences',
  'preferences-first',
  'own-record',
  'no-record',
  'saved',
  'settings-button',
  'rejected',
  'stopped',
  'ask',
  'ask-purpose',
  'withdrawn',
  'withdrawn-watching',
  'pill',
  'erased',
  'no-preferences',
  'ja-easy',
  'ja-easy-preferences',
  'en',
  'en-preferences',
]

for (const row of LAYERS.map(rowOf)) {
  test(`is read so: ${row.title} (${row.id})`, async ({ ui, page }) => {
    await reach(ui, row)
    const [shown] = row.expected.shown
    if (!shown) throw new Error(`Nothing is shown in ${row.id}.`)
    const [role, name] = shown
    const layer = page.locator(OURS).filter({ has: page.getByRole(role, { name, exact: true }) })
    await expect(layer).toMatchAriaSnapshot({ name: `${row.id}.aria.yml` })
  })
}
