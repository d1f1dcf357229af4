import { type ComponentChildren, Fragment, type JSX } from 'preact'
import { pageAddress } from '../ui/address.ts'
import { plainText } from '../ui/annotations.ts'
import { h } from '../ui/h.ts'
import { type DisclosureTexts, fill } from '../ui/text.ts'
import { dayText } from './day.ts'
import type { DisclosureDocument } from './document.ts'
import { listed } from './listed.ts'
import { lifeText } from './own.ts'
import { type DisclosureRow, stopText } from './rows.ts'

export interface DisclosureListProps {
  readonly document: DisclosureDocument
  readonly texts: DisclosureTexts
  /** What stands under 止める方法 besides the text, where the list is live. */
  readonly control?: (row: DisclosureRow) => ComponentChildren
}

/**
 * One row for each program, in three groups. Narrow pages show the rows as cards, and styles that
 * turn a table into blocks take its roles away: hence the explicit ones.
 */
export function DisclosureList({ document, texts, control }: DisclosureListProps): JSX.Element {
  const groups = groupsOf(document.rows).filter(({ rows }) => rows.length > 0)
  return (
    <div class="disclosure" lang={document.lang}>
      {groups.map(({ name, rows }) => (
        <section key={name} aria-labelledby={`disclosure-${name}`}>
          <h2 id={`disclosure-${name}`}>{texts.groups[name]}</h2>
          <table role="table" aria-labelledby={`disclosure-${name}`}>
            <Head texts={texts} />
            <tbody role="rowgroup">
              {rows.map((row) => (
                <Row key={row.id} row={row} document={document} texts={texts} control={control} />
              ))}
            </tbody>
          </table>
        </section>
      ))}
      {document.countries && document.rows.some(({ recipient }) => recipient.foreign) && (
        <p>
          <a href={pageAddress(document.countries)}>{texts.countries}</a>
        </p>
      )}
      <Own own={document.own} texts={texts.own} />
    </div>
  )
}

interface OwnProps {
  readonly own: DisclosureDocument['own']
  readonly texts: DisclosureTexts['own']
}

function Own({ own, texts }: OwnProps): JSX.Element {
  return (
    <section aria-labelledby="disclosure-own">
      <h2 id="disclosure-own">{texts.title}</h2>
      <p>{texts.intro}</p>
      <ul>
        {own.map((item) => (
          <li key={item.name}>
            <code>{item.name}</code> {item.purpose} {lifeText(item, texts)}
          </li>
        ))}
      </ul>
    </section>
  )
}

interface Group {
  readonly name: keyof DisclosureTexts['groups']
  readonly rows: readonly DisclosureRow[]
}

/** What runs without consent is listed apart, whoever receives it. */
function groupsOf(all: readonly DisclosureRow[]): readonly Group[] {
  const held = all.filter(({ basis }) => basis !== 'exempt')
  return [
    { name: 'recipients', rows: held.filter(({ role }) => role !== 'processor') },
    { name: 'processors', rows: held.filter(({ role }) => role === 'processor') },
    { name: 'exempt', rows: all.filter(({ basis }) => basis === 'exempt') },
  ]
}

const COLUMNS = [
  'service',
  'items',
  'recipient',
  'ourPurpose',
  'theirPurpose',
  'stop',
  'basis',
] as const

function Head({ texts }: Pick<DisclosureListProps, 'texts'>): JSX.Element {
  return (
    <thead role="rowgroup">
      <tr role="row">
        {COLUMNS.map((column) => (
          <th key={column} scope="col" role="columnheader" class={column}>
            {texts.columns[column]}
          </th>
        ))}
      </tr>
    </thead>
  )
}

interface RowProps extends Omit<DisclosureListProps, 'control'> {
  readonly row: DisclosureRow
  readonly control: DisclosureListProps['control']
}

function Row({ row, document, texts, control }: RowProps): JSX.Element {
  const cell = (column: (typeof COLUMNS)[number], children: ComponentChildren): JSX.Element => (
    <td role="cell" class={column} data-label={plainText(texts.columns[column])}>
      {children}
    </td>
  )
  const platforms = row.platforms.map((each) => texts.platforms[each])
  return (
    <tr role="row" id={`disclosure-${row.id}`}>
      <th scope="row" role="rowheader">
        {row.service}
        <small>{texts.kinds[row.kind]}</small>
        <small>{listed(platforms, document.lang)}</small>
      </th>
      {cell('items', <Items row={row} />)}
      {cell('recipient', <Recipient row={row} document={document} texts={texts} />)}
      {cell('ourPurpose', row.ourPurpose)}
      {cell('theirPurpose', row.theirPurpose)}
      {cell('stop', <Stop row={row} texts={texts} control={control} />)}
      {cell('basis', <BasisCell row={row} texts={texts} />)}
    </tr>
  )
}

function Items({ row }: { readonly row: DisclosureRow }): JSX.Element {
  return (
    <Fragment>
      <ul>
        {row.items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
      {row.retention.map((sentence) => (
        <small key={sentence}>{sentence}</small>
      ))}
    </Fragment>
  )
}

function Recipient({ row, document, texts }: Omit<RowProps, 'control'>): JSX.Element {
  const { name, countryName, foreign, privacyPolicy } = row.recipient
  const confirmed = row.confirmed
    ? fill(texts.confirmed, { date: dayText(row.confirmed, document.lang) })
    : texts.unconfirmed
  return (
    <Fragment>
      {name}
      <small>{fill(texts.serviceName, { service: row.service })}</small>
      <small>{fill(foreign ? texts.foreign : texts.home, { country: countryName })}</small>
      {row.joinsPerson && <small>{texts.joinsPerson}</small>}
      <small>{confirmed}</small>
      <a href={pageAddress(privacyPolicy)}>{texts.privacyPolicy}</a>
    </Fragment>
  )
}

function Stop({ row, texts, control }: Omit<RowProps, 'document'>): JSX.Element {
  return (
    <Fragment>
      {control?.(row)}
      <span>{stopText(row, texts)}</span>
      {row.optOut && <a href={pageAddress(row.optOut)}>{texts.stopThere}</a>}
    </Fragment>
  )
}

function BasisCell({ row, texts }: Pick<RowProps, 'row' | 'texts'>): JSX.Element {
  return (
    <Fragment>
      <b>{texts.bases[row.basis]}</b>
      {row.terms.map((sentence) => (
        <small key={sentence}>{sentence}</small>
      ))}
      <small>{fill(texts.purposeOf, { purpose: row.purpose.title })}</small>
    </Fragment>
  )
}
