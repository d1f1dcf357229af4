import type { LayerOptions } from './layers.ts'
import { type MarksConfig, marksIn } from './marks.ts'
import { element } from './shadow.ts'

export interface MarksTableOptions extends Pick<LayerOptions, 'consent' | 'host'> {
  readonly config: MarksConfig
}

/** What the visitor chose, when and where, a row for each mark. */
export function marksTable({ config, consent, host }: MarksTableOptions): HTMLElement {
  const { document } = host
  const { record: texts } = config.texts
  const { what, choice, when, where } = texts.columns
  const head = [what, choice, when, where].map((text) =>
    element(document, 'th', { scope: 'col', role: 'columnheader' }, text),
  )
  const rows = marksIn(config, consent).map(([title, ...cells]) =>
    element(
      document,
      'tr',
      { role: 'row' },
      element(document, 'th', { scope: 'row', role: 'rowheader' }, title),
      ...cells.map((text) => element(document, 'td', { role: 'cell' }, text)),
    ),
  )
  return element(
    document,
    'table',
    // Browsers forget what a table is where its rows are laid out otherwise.
    { role: 'table' },
    element(
      document,
      'thead',
      { role: 'rowgroup' },
      element(document, 'tr', { role: 'row' }, ...head),
    ),
    element(document, 'tbody', { role: 'rowgroup' }, ...rows),
  )
}
