import { plainText } from '../ui/annotations.ts'
import { type DisclosureTexts, fill } from '../ui/text.ts'
import { dayText } from './day.ts'
import type { DisclosureDocument } from './document.ts'
import { listed } from './listed.ts'
import { type DisclosureRow, stopText } from './rows.ts'

/** The list as lines of cells, headings first: what CSV and Markdown hold, which draw no annotations. */
export function tableOf(document: DisclosureDocument, texts: DisclosureTexts): string[][] {
  const { columns } = texts
  const heads = [
    columns.service,
    columns.items,
    columns.recipient,
    columns.ourPurpose,
    columns.theirPurpose,
    columns.stop,
    columns.basis,
  ]
  const lines = [heads, ...document.rows.map((row) => cellsOf(row, document.lang, texts))]
  return lines.map((cells) => cells.map(plainText))
}

function cellsOf(row: DisclosureRow, lang: string, texts: DisclosureTexts): string[] {
  const { recipient, basis, optOut, confirmed } = row
  const platforms = row.platforms.map((each) => texts.platforms[each])
  const stop = stopText(row, texts)
  const checked = confirmed
    ? fill(texts.confirmed, { date: dayText(confirmed, lang) })
    : texts.unconfirmed
  return [
    `${row.service}(${listed([texts.kinds[row.kind], ...platforms], lang)})`,
    [listed(row.items, lang), ...row.retention].join(' '),
    [
      `${recipient.name}(${row.service})`,
      fill(recipient.foreign ? texts.foreign : texts.home, { country: recipient.countryName }),
      row.role === 'processor' ? texts.groups.processors : texts.groups.recipients,
      ...(row.joinsPerson ? [texts.joinsPerson] : []),
      checked,
      recipient.privacyPolicy,
    ].join(' '),
    row.ourPurpose,
    row.theirPurpose,
    optOut ? `${stop} ${texts.stopThere}: ${optOut}` : stop,
    [texts.bases[basis], ...row.terms, fill(texts.purposeOf, { purpose: row.purpose.title })].join(
      ' ',
    ),
  ]
}
