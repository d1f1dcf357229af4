import type { DisclosureDocument } from './document.ts'

export function toCsv({ rows }: DisclosureDocument): string {
  return rows.map(({ id, recipient }) => `"${id}","${recipient}"\r\n`).join('')
}
