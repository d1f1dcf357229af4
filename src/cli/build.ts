import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import type { Config } from '../core/types.ts'
import { toCsv } from '../disclosure/csv.ts'
import { type DisclosureDocument, disclose } from '../disclosure/document.ts'
import { toJson } from '../disclosure/json.ts'
import { toMarkdown } from '../disclosure/markdown.ts'
import { toHtml } from '../disclosure/page.tsx'
import { type Answer, type Paint, section } from './answer.ts'
import { examine, wrongSections } from './check.ts'
import { loadDisclosure } from './load.ts'
import { replaceFiles } from './replace-files.ts'
import { type SiteFiles, siteScripts } from './site-files.ts'

export interface BuildOptions {
  /** What the config file says. */
  readonly input: unknown
  /** Folder of the built script-tag files, whose slots are open. */
  readonly from: string
  /** Folder to write to; it is made if need be, and what else is in it stays. */
  readonly to: string
  /** The list that is published now, whose history goes on. Default: the one in the folder. */
  readonly previous?: DisclosureDocument | undefined
  readonly paint: Paint
}

/** Writes a site's files, unless anything is wrong with its config: then nothing. */
export async function build({ input, from, to, previous, paint }: BuildOptions): Promise<Answer> {
  const { config, ...wrong } = examine(input)
  if (!config || wrong.wording.length > 0) {
    const nothing = `Nothing was written to ${to}.\n`
    return {
      exitCode: 1,
      data: { ok: false, ...wrong },
      wrong: wrongSections(wrong, paint) + nothing,
    }
  }
  const built = await buildSite({ config, from, to, previous })
  return { exitCode: 0, data: { ok: true, ...built }, said: reportOf(built, paint) }
}

/** What `build` prints as JSON. */
export interface Built {
  /** The folder. */
  readonly to: string
  readonly files: readonly BuiltFile[]
  /** What goes first into every page's head. */
  readonly snippet: string
  /** The same for the copy that never changes, with its hash. */
  readonly fixedSnippet: string
  /** Whether the list's history goes on from the one that was in the folder. */
  readonly history: 'continued' | 'begun'
}

export interface BuiltFile {
  readonly name: string
  readonly bytes: number
  /** As sent with brotli 11. */
  readonly brotli: number
  /** The header to send it with. */
  readonly cacheControl: string
}

/**
 * Writes the files of one site, all or none: `consent.js`, whose name is stable, a copy of it and
 * the files that it fetches, whose names change with their content, and the list of recipients.
 */
export async function buildSite({
  config,
  from,
  to,
  previous: published,
}: Pick<BuildOptions, 'from' | 'to' | 'previous'> & { readonly config: Config }): Promise<Built> {
  const { files: scripts, copy } = await siteScripts(config, from)
  const previous = published ?? (await publishedIn(to))
  const entry = scripts.get(copy) ?? ''
  // The entry last: whoever gets it finds what it fetches.
  const files = new Map([
    ...scripts,
    ...disclosureFiles(disclose(config, previous), config.texts),
    ...gpcFile(config),
    ['consent.js', entry],
  ])
  await replaceFiles(to, files)
  return {
    to,
    files: [...files].map(fileOf),
    ...snippetsOf({ folder: basename(resolve(to)), copy, entry }),
    history: previous ? 'continued' : 'begun',
  }
}

/** The list that the last build left, so that its history goes on: one that is damaged is no new beginning. */
async function publishedIn(folder: string): Promise<DisclosureDocument | undefined> {
  const path = join(folder, 'disclosure.json')
  return existsSync(path) ? loadDisclosure(path) : undefined
}

function disclosureFiles(
  document: DisclosureDocument,
  { disclosure: texts }: Config['texts'],
): SiteFiles {
  return new Map([
    ['disclosure.html', toHtml({ document, texts, script: 'consent.js' })],
    ['disclosure.json', toJson(document)],
    ['disclosure.csv', toCsv(document, texts)],
    ['disclosure.md', toMarkdown(document, texts)],
  ])
}

/** For `/.well-known/gpc.json`, by which a site says whether it obeys GPC. */
function gpcFile({ purposes, services, disclosure }: Config): SiteFiles {
  const gpc = [...purposes, ...services].some(({ honorsGpc }) => honorsGpc)
  return new Map([['gpc.json', `${JSON.stringify({ gpc, lastUpdate: disclosure.updated })}\n`]])
}

function fileOf([name, text]: readonly [name: string, text: string]): BuiltFile {
  return {
    name,
    bytes: Buffer.byteLength(text),
    brotli: brotliCompressSync(text).length,
    cacheControl: isHashed(name) ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
  }
}

function isHashed(name: string): boolean {
  return /-[0-9a-f]{8}\.js$/.test(name)
}

interface Entry {
  readonly folder: string
  readonly copy: string
  readonly entry: string
}

function snippetsOf({ folder, copy, entry }: Entry): Pick<Built, 'snippet' | 'fixedSnippet'> {
  const integrity = `sha384-${createHash('sha384').update(entry).digest('base64')}`
  return {
    snippet: `<script src="/${folder}/consent.js"></script>`,
    fixedSnippet: `<script src="/${folder}/${copy}" integrity="${integrity}"></script>`,
  }
}

function reportOf({ to, files, snippet, fixedSnippet, history }: Built, paint: Paint): string {
  const width = Math.max(...files.map(({ name }) => name.length))
  const sizes = files.map(
    ({ name, bytes, brotli }) => `${name.padEnd(width)}  ${kB(bytes)}  ${kB(brotli)} in brotli`,
  )
  return [
    section(paint.green(`Written to ${to}:`), sizes),
    section('Send with these headers:', headers(files)),
    section('First in the head of every page:', [snippet]),
    section('Or, for a version that never changes:', [
      fixedSnippet,
      'A browser checks this one file by its hash, and can’t check the files that it imports.',
    ]),
    `The history of disclosure.json was ${history}.\n`,
  ].join('\n')
}

function kB(bytes: number): string {
  return `${(bytes / 1000).toFixed(2).padStart(7)} kB`
}

function headers(files: readonly BuiltFile[]): readonly string[] {
  const stable = files.filter(({ name }) => !isHashed(name)).map(({ name }) => name)
  const cacheOf = (hashed: boolean): string =>
    files.find(({ name }) => isHashed(name) === hashed)?.cacheControl ?? ''
  return [
    `names with a hash: Cache-Control: ${cacheOf(true)}`,
    'the same, for pages in sandboxed frames: Access-Control-Allow-Origin: *',
    `${stable.join(', ')}: Cache-Control: ${cacheOf(false)}, and an ETag`,
  ]
}
