/** The table of all states as it is handed to QA. */
import { stringify } from 'csv-stringify/sync'
import { linkOf, numberOf, pressText, ROWS, type StateRow } from './states-list.ts'

export const SCHEMES = ['light', 'dark'] as const

/** What a picture of a state is taken with. */
export interface Look {
  /** Of the viewport, in CSS pixels. */
  readonly width: number
  readonly scheme: (typeof SCHEMES)[number]
}

/** The file name of a state's picture. */
export function pictureOf(row: StateRow, { width, scheme }: Look): string {
  return `${numberOf(row)}-${row.id}-${width}${scheme === 'dark' ? '-dark' : ''}.png`
}

/**
 * As CSV with a byte order mark, which is what makes Excel read it as UTF-8.
 * @param base - the origin that the links lead to
 */
export function statesTable(base: string, looks: readonly Look[]): string {
  const names = ['番号', '状態', '前提', '操作', '期待する結果', 'リンク']
  const pictures = looks.map(
    ({ width, scheme }) => `画像(${width}px${scheme === 'dark' ? '、ダーク' : ''})`,
  )
  const rows = ROWS.map((row) => [
    numberOf(row),
    row.title,
    row.given,
    pressText(row),
    row.sees,
    base + linkOf(row),
    ...looks.map((look) => pictureOf(row, look)),
  ])
  return stringify([[...names, ...pictures], ...rows], {
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
  })
}
