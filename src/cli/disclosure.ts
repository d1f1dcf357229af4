import { basename, dirname } from 'node:path'
import type { Config } from '../core/types.ts'
import { toCsv } from '../disclosure/csv.ts'
import { type DisclosureDocument, disclose } from '../disclosure/document.ts'
import { toJson } from '../disclosure/json.ts'
import { toMarkdown } from '../disclosure/markdown.ts'
import { toHtml } from '../disclosure/page.tsx'
import type { Answer, Paint } from './answer.ts'
import { examine, wrongSections } from './check.ts'
import { proposePolicy } from './policy.ts'
import { replaceFiles } from './replace-files.ts'

export const FORMATS = ['html', 'json', 'csv', 'md'] as const
export type Format = (typeof FORMATS)[number]

type Writer = (document: DisclosureDocument, texts: Config['texts']['disclosure']) => string

const WRITERS: Readonly<Record<Format, Writer>> = {
  html: (document, texts) => toHtml({ document, texts }),
  json: toJson,
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
  /** The list that is published now, whose history goes on. */
  readonly previous?: DisclosureDocument | undefined
  readonly paint: Paint
}

export async function disclosure({
  input,
  format,
  policy = false,
  out,
  previous,
  paint,
}: DisclosureOptions): Promise<Answer> {
  const { config, ...found } = examine(input)
  if (!config || found.wording.length > 0) {
    return { exitCode: 1, data: { ok: false, ...found }, wrong: wrongSections(found, paint) }
  }
  const write = ({ texts }: Config): string =>
    WRITERS[format](disclose(config, previous), texts.disclosure)
  const text = policy ? proposePolicy(config) : write(config)
  const kind = policy ? 'policy' : format
  if (out === undefined) return { exitCode: 0, data: { ok: true, kind, text }, said: text }

  await replaceFiles(dirname(out), new Map([[basename(out), text]]))
  return { exitCode: 0, data: { ok: true, kind, out }, said: `Written to ${out}.\n` }
}
