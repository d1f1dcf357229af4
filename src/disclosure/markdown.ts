import type { DisclosureDocument } from './document.ts'

export function toMarkdown({ rows }: DisclosureDocument): string {
  return rows.map(({ id, recipient }) => `- ${id}: ${recipient}\n`).join('')
}
