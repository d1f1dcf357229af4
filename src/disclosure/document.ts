import type { Config } from '../core/types.ts'
import { type DisclosureRow, rows } from './rows.ts'

export interface PublishedRow extends DisclosureRow {
  readonly hosts: readonly string[]
  readonly since: number
}

export interface HistoryEntry {
  readonly updated: string
  readonly revision: number
}

export interface DisclosureDocument {
  readonly format: 'metalive-consent-disclosure/1'
  readonly service: string
  readonly updated: string
  readonly revision: number
  readonly wording: number
  readonly rows: readonly PublishedRow[]
  readonly history: readonly HistoryEntry[]
}

/** The published list of a config. `previous`: the document published before, whose history goes on. */
export function disclose(config: Config, previous?: DisclosureDocument): DisclosureDocument {
  const { revision, wording = 1 } = config
  const { updated } = config.disclosure
  const history = previous?.history ?? []
  const known = history.some((each) => each.updated === updated && each.revision === revision)
  return {
    format: 'metalive-consent-disclosure/1',
    service: config.operator.service,
    updated,
    revision,
    wording,
    rows: rows(config).map((row, i) => ({
      ...row,
      hosts: config.services[i]?.hosts ?? [],
      since: config.services[i]?.since ?? 1,
    })),
    history: known ? history : [...history, { updated, revision }],
  }
}

/** Reads a published JSON; throws an Error that says what is wrong with it. */
export function parseDisclosure(text: string): DisclosureDocument {
  const document: DisclosureDocument = JSON.parse(text)
  if (document?.format !== 'metalive-consent-disclosure/1') {
    throw new Error('It is no list that this version wrote.')
  }
  return document
}
