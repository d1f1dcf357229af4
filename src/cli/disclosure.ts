import { basename, dirname } from 'node:path'
import { parseConfig } from '../config.ts'
import { toCsv } from '../disclosure/csv.ts'
import { type DisclosureDocument, disclose } from '../disclosure/document.ts'
import { toHtml } from '../disclosure/html.ts'
import { toMarkdown } from '../disclosure/markdown.ts'
import type { Answer } from './answer.ts'
import { proposePolicy } from './policy.ts'
import { replaceFiles } from './replace-files.ts'

export const FORMATS = ['html', 'json', 'csv', 'md'] as const
export type Format = (typeof FORMATS)[number]

const WRITERS: Readonly<Record<Format, (document: DisclosureDocument) => string>> = {
  html: (document) => toHtml(document),
  json: (document) => `${JSON.stringify(document, null, 2)}\n`,
  csv: toCsv,
  md: toMarkdown,
}

export interface DisclosureOptions {
  /** What the config file says. */
  readonly input: unknown
  readonly format: Format
  /** The cookie clause of the privacy policy, instead of the list. */
  readonly policy?: boolean | undefined
  /** File to write to. Default stdout. */
  readonly out?: string | undefined
}

/** @throws ConsentConfigError where the config is wrong */
export async function disclosure({
  input,
  format,
  policy = false,
  out,
}: DisclosureOptions): Promise<Answer> {
  const config = parseConfig(input)
  const text = policy ? proposePolicy(config) : WRITERS[format](disclose(config))
  const kind = policy ? 'policy' : format
  if (out === undefined) return { exitCode: 0, data: { ok: true, kind, text }, said: text }

  await replaceFiles(dirname(out), new Map([[basename(out), text]]))
  return { exitCode: 0, data: { ok: true, kind, out }, said: `Written to ${out}.\n` }
}
