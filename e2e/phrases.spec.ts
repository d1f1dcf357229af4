/** Lines end where phrases do, in every engine and in each of our layers: by the annotations in the texts. */
import { GROUPS, linkOf } from '../demo/states-list.ts'
import { expect, test } from './fixtures.ts'
import { brokenTexts, GLANCED, partedPhrases, unfold } from './looks.ts'

/** But for names of programs, which stand alone in rows. A line of links has no text of its own. */
const READ = `${GLANCED}, p:not(.row p, :has(a)), dd, li:not(.row)`

/** Each layer, in the states in which it says most. */
const ROWS = [
  ...['gpc-first', 'day-181', 'purpose', 'added', 'reworded', 'unsaved', 'stopped'],
  ...['age-asked', 'guardian-step', 'preferences', 'no-preferences', 'own-record'],
  ...['ask', 'ask-purpose', 'withdrawn', 'erased', 'ja-easy', 'ja-easy-preferences'],
]

/** Engines differ in whether a word with a reading is set apart. */
function called(name: string): RegExp {
  return new RegExp(`^${name.replace(/[()]/g, '\\$&').replaceAll(' ', ' ?')}$`)
}

for (const row of GROUPS.flatMap(({ rows }) => rows).filter(({ id }) => ROWS.includes(id))) {
  test(`${row.title}: no phrase is parted at 320 and 390 px`, async ({ ui }) => {
    await ui.resize(320, 568)
    await ui.goto(linkOf(row))
    for (const [role, name] of row.press ?? []) await ui.click(role, called(name))
    for (const [role, name] of row.expected.shown) await ui.waitFor(role, called(name))
    await ui.evaluate(unfold)
    expect(await ui.evaluate(brokenTexts, READ)).not.toEqual([])
    const parted = async (): Promise<readonly string[]> =>
      partedPhrases(await ui.evaluate(brokenTexts, READ))
    // WebKit draws what has just come by its first rules for a moment.
    await expect.poll(parted).toEqual([])
    await ui.resize(390, 844)
    await expect.poll(parted).toEqual([])
  })
}
