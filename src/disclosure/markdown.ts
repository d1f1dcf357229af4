import { markdownTable } from 'markdown-table'
import { plainText } from '../ui/annotations.ts'
import { type DisclosureTexts, fill } from '../ui/text.ts'
import { changeText } from './changes.ts'
import { dayText } from './day.ts'
import type { DisclosureDocument } from './document.ts'
import { lifeText } from './own.ts'
import { tableOf } from './table.ts'

/** The list for a wiki or a policy that is kept as Markdown. */
export function toMarkdown(document: DisclosureDocument, texts: DisclosureTexts): string {
  const { lang, updated, operator, countries, own } = document
  const cells = tableOf(document, texts).map((row) => row.map(escapeCell))
  const head = [
    `# ${texts.title}`,
    fill(texts.intro, { service: operator.service }),
    fill(texts.updated, { date: dayText(updated, lang) }),
  ]
  const table = markdownTable(cells, { alignDelimiters: false, padding: true })
  const rest = [
    ...(countries ? [`${texts.countries}: ${countries}`] : []),
    `## ${texts.own.title}`,
    texts.own.intro,
    own.map((item) => `- \`${item.name}\` ${item.purpose} ${lifeText(item, texts.own)}`).join('\n'),
    `## ${texts.history.title}`,
    // The bar of an annotation would be escaped too.
    historyLines(document, texts).map(plainText).map(escapeCell).join('\n\n'),
    fill(texts.contact, { ...operator }),
  ]
  return [...head.map(plainText), table, ...rest.map(plainText), ''].join('\n\n')
}

function historyLines(
  { history, lang }: DisclosureDocument,
  texts: DisclosureTexts,
): readonly string[] {
  if (history.length === 0) return [texts.history.none]
  return history.flatMap(({ updated, changes }) =>
    changes.map((change) => `${dayText(updated, lang)} ${changeText(change, texts, lang)}`),
  )
}

/** A bar would end the cell, and what is a tag or emphasis in Markdown is meant as it stands. */
function escapeCell(text: string): string {
  return text.replace(/[\\|<>*_`[\]]/g, '\\$&').replace(/\s*\n\s*/g, ' ')
}
