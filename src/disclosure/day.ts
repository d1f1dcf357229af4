/** A day such as `2026-12-01` as one reads it: 2026年12月1日. */
export function dayText(day: string, lang: string): string {
  const format = new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone: 'UTC' })
  return format.format(new Date(day))
}
