import { basename, dirname } from 'node:path'
import { parseConfig } from '../config.ts'
import type { Config } from '../core/types.ts'
import { toCsv } from '../disclosure/csv.ts'
import { disclose } from '../disclosure/document.ts'
import { toMarkdown } from '../disclosure/markdown.ts'
import { toHtml } from '../disclosure/page.tsx'
import type { Answer } from './answer.ts'
import { proposePolicy } from './policy.ts'
import { replaceFiles } from './replace-files.ts'

export const FORMATS = ['html', 'json', 'csv', 'md'] as const
export type Format = (typeof FORMATS)[number]

const WRITERS: Readonly<Record<Format, (config: Config) => string>> = {
  html: (config) => toHtml({ document: disclose(config), texts: config.texts.disclosure }),
  json: (config) => `${JSON.stringify(disclose(config), null, 2)}\n`,
  csv: (config) => toCsv(disclose(config), config.texts.disclosure),
  md: (config) => toMarkdown(disclose(config), config.texts.disclosure),
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
  const text = policy ? proposePolicy(config) : WRITERS[format](config)
  const kind = policy ? 'policy' : format
  if (out === undefined) return { exitCode: 0, data: { ok: true, kind, text }, said: text }

  await replaceFiles(dirname(out), new Map([[basename(out), text]]))
  return { exitCode: 0, data: { ok: true, kind, out }, said: `Written to ${out}.\n` }
}
