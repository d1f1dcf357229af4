import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../core/types.ts'
import { onWeb } from '../disclosure/rows.ts'
import { languagesOf, translate } from '../translate.ts'
import {
  againSlice,
  ageSlice,
  askSlice,
  bannerSlice,
  coreSlice,
  diagnosisSlice,
  disclosureSlice,
  embedsSlice,
  laterSlice,
  preferencesSlice,
  receiptsSlice,
  recordSlice,
  settingsSlice,
  switchesSlice,
  withdrawalSlice,
} from './slices.ts'

/** Texts by file name, in the order in which they may appear: none before what it fetches. */
export type SiteFiles = ReadonlyMap<string, string>

/**
 * Has the browser compile all of a file while it comes in, on another thread: of what runs at once,
 * most is called, and function by function it would take the page's own.
 * @see https://v8.dev/blog/explicit-compile-hints
 */
const COMPILED_WHOLE = '//# allFunctionsCalledOnLoad\n'
const RUN_AT_ONCE: readonly string[] = ['consent.js', 'consent-banner.js']

export interface SiteScripts {
  readonly files: SiteFiles
  /** The name of the copy of `consent.js` that stands under its hash. */
  readonly copy: string
}

/**
 * Makes the scripts of one site: `consent.js`, whose name is stable, a copy of it, and the files that
 * it fetches. The names of these change with their content.
 *
 * @param from - Folder of the built script-tag files, whose slots are open.
 */
export async function siteScripts(config: Config, from: string): Promise<SiteScripts> {
  const files = new Map<string, string>()
  const fill: Fill = async (name, slots, language) => {
    const hint = RUN_AT_ONCE.includes(name) ? COMPILED_WHOLE : ''
    const text = hint + fillSlots(await readFile(join(from, name), 'utf8'), slots)
    const hashed = name.replace('.js', `${language ? `-${language}` : ''}-${hashOf(text)}.js`)
    files.set(hashed, text)
    return hashed
  }

  const wordless = {
    quiet: `./${await fill('consent-quiet.js', {})}`,
    remote: `./${await fill('consent-remote.js', {})}`,
  }
  const banner: Record<string, string> = {}
  const words: Record<string, object> = {}
  for (const language of languagesOf(config)) {
    const translated = translate(config, language)
    const own: Fill = (name, slots) =>
      fill(name, slots, translated === config ? undefined : language)
    words[language] = await laterWords(translated, own)
    banner[language] = await bannerFiles(translated, own, wordless)
  }
  const later = await laterFiles(config, words, fill)
  const copy = await fill('consent.js', {
    config: coreSlice(config),
    files: { banner, later },
    parts: await Promise.all(partsOf(config).map((part) => readFile(join(from, part), 'utf8'))),
  })
  return { files, copy }
}

/** Fills a file's slots, and tells the name under which it is written. */
type Fill = (name: string, slots: Slots, language?: string) => Promise<string>

/** What `consent-later.js` fetches that has words in it. */
async function laterWords(config: Config, fill: Fill): Promise<Readonly<Record<string, string>>> {
  return {
    embeds: `./${await fill('consent-embeds.js', { config: embedsSlice(config) })}`,
    withdrawal: `./${await fill('consent-withdrawal.js', { config: withdrawalSlice(config) })}`,
    settings: `./${await fill('consent-settings.js', { config: settingsSlice(config) })}`,
    disclosure: `./${await fill('consent-disclosure.js', { config: disclosureSlice(config) })}`,
  }
}

async function laterFiles(config: Config, words: object, fill: Fill): Promise<string> {
  const { renewal, switches, receipt } = config
  const renewed = renewal && (await fill('consent-renewal.js', { config: { renewal } }))
  const switched =
    switches && (await fill('consent-switches.js', { config: switchesSlice(config) }))
  const receipts = receipt && (await fill('consent-receipts.js', { config: receiptsSlice(config) }))
  const diagnosis = await fill('consent-diagnosis.js', { config: diagnosisSlice(config) })
  return fill('consent-later.js', {
    config: laterSlice(config),
    files: {
      words,
      diagnosis: `./${diagnosis}`,
      ...(renewed && { renewal: `./${renewed}` }),
      ...(switched && { switches: `./${switched}` }),
      ...(receipts && { receipts: `./${receipts}` }),
    },
  })
}

/** The first layer, and the layers that it fetches. */
async function bannerFiles(config: Config, fill: Fill, wordless: object): Promise<string> {
  const preferences = await fill('consent-ui.js', { config: preferencesSlice(config) })
  const again = await fill('consent-again.js', { config: againSlice(config) })
  const record = await fill('consent-record.js', { config: recordSlice(config) })
  const age = config.age && (await fill('consent-age.js', { config: ageSlice(config, config.age) }))
  const ask = await fill('consent-ask.js', { config: askSlice(config) })
  return fill('consent-banner.js', {
    config: bannerSlice(config),
    files: {
      preferences: `./${preferences}`,
      again: `./${again}`,
      record: `./${record}`,
      ...wordless,
      ask: `./${ask}`,
      ...(age && { age: `./${age}` }),
    },
  })
}

/** The files of what this config needs more than others do. */
function partsOf({ services, ...config }: Config): readonly string[] {
  const web = onWeb(services)
  const needs = {
    'shared-cookie': config.cookie,
    receipts: config.receipt,
    signals: web.some(({ signal }) => signal),
    google: web.some(({ google }) => google),
    languages: config.translations?.length,
    host: config.host,
    frames: config.frames,
    switches: config.switches,
  }
  const needed = Object.entries(needs).filter(([, isNeeded]) => isNeeded)
  return needed.map(([name]) => `parts/${name}.js`)
}

interface Slots {
  readonly config?: object
  readonly files?: object
  /** Scripts that say what they hold to an object of this file's own. */
  readonly parts?: readonly string[]
}

/** A slot that is missing or left open would be found by a visitor: it is an error here. */
function fillSlots(text: string, { config, files, parts }: Slots): string {
  const configured = config ? fillSlot(text, '__CONSENT_CONFIG__', toLiteral(config)) : text
  const filled = files ? fillSlot(configured, '__CONSENT_FILES__', toLiteral(files)) : configured
  return parts ? withParts(filled, parts) : filled
}

function withParts(text: string, parts: readonly string[]): string {
  if (parts.length === 0) return fillSlot(text, '__CONSENT_PARTS__', '{}')
  const all = [...parts, text].map((each) => fillSlot(each, '__CONSENT_PARTS__', 'consentParts'))
  return `;(()=>{const consentParts={};${all.join('')}})();`
}

function fillSlot(text: string, slot: string, value: string): string {
  const between = text.split(slot)
  if (between.length !== 2)
    throw new Error(`${slot} stands ${between.length - 1} times in a built file.`)
  return between.join(value)
}

/** JSON without quotes around its keys. A quote inside a text is escaped, so none is taken for one. */
function toLiteral(value: object): string {
  return JSON.stringify(value).replace(/([{,])"([a-z]\w*)":/gi, '$1$2:')
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}
