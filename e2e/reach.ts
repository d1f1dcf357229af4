import { linkOf, type StateRow } from '../demo/states-list.ts'
import type { Ui } from './ui.ts'

/** Goes into a state of QA's table, and waits for all that it shows. */
export async function reach(ui: Ui, row: StateRow): Promise<void> {
  if (row.size) await ui.resize(row.size.width, row.size.height)
  await ui.goto(linkOf(row))
  for (const [role, name] of row.press ?? []) await ui.click(role, name)
  for (const [role, name] of row.expected.shown) await ui.waitFor(role, name)
}
