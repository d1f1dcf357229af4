/** Names in a row, as the language has them: A、B、C, or A, B, C. */
export function listed(names: readonly string[], lang: string): string {
  return new Intl.ListFormat(lang, { style: 'narrow' }).format(names)
}
