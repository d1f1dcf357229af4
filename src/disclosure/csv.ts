import { stringify } from 'csv-stringify/sync'
import type { DisclosureTexts } from '../ui/text.ts'
import type { DisclosureDocument } from './document.ts'
import { tableOf } from './table.ts'

/**
 * The list for a spreadsheet. The byte order mark is what makes Excel read it as UTF-8, and a cell
 * that would be a formula there is a text (CWE-1236).
 */
export function toCsv(document: DisclosureDocument, texts: DisclosureTexts): string {
  return stringify(tableOf(document, texts), {
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
  })
}
