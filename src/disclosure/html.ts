import type { DisclosureDocument } from './document.ts'

export function toHtml(
  { service, rows }: DisclosureDocument,
  _options: { readonly script?: string } = {},
): string {
  const items = rows.map((row) => `<li>${escaped(row.recipient)}</li>`).join('')
  return `<!doctype html><html lang="ja"><title>${escaped(service)}</title><ul>${items}</ul></html>\n`
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (each) => `&#${each.charCodeAt(0)};`)
}
