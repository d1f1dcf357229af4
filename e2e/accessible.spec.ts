/** Every state of QA's table, as axe-core judges it: WCAG 2.2 AA and its good practice. */
import { GROUPS, linkOf } from '../demo/states-list.ts'
import { axeFindings, serveAxe } from './axe.ts'
import { expect, test } from './fixtures.ts'

for (const { title, rows } of GROUPS) {
  test.describe(title, () => {
    for (const row of rows) {
      test(`${row.title} (${row.id}) has nothing that axe finds wrong`, async ({ site, ui }) => {
        await serveAxe(site)
        await ui.resize(390, 844)
        await ui.goto(linkOf(row))
        for (const [role, name] of row.press ?? []) await ui.click(role, name)
        for (const [role, name] of row.expected.shown) await ui.waitFor(role, name)
        expect(await axeFindings(ui)).toEqual([])
      })
    }
  })
}
