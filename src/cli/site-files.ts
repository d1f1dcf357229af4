import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../core/types.ts'
import { onWeb } from '../disclosure/rows.ts'
import {
  againSlice,
  ageSlice,
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
  const fill = async (name: string, slots: Slots): Promise<string> => {
    const text = fillSlots(await readFile(join(from, name), 'utf8'), slots)
    const hashed = name.replace('.js', `-${hashOf(text)}.js`)
    files.set(hashed, text)
    return hashed
  }

  const preferences = await fill('consent-ui.js', { config: preferencesSlice(config) })
  const embeds = await fill('consent-embeds.js', { config: embedsSlice(config) })
  const withdrawal = await fill('consent-withdrawal.js', { config: withdrawalSlice(config) })
  const settings = await fill('consent-settings.js', { config: settingsSlice(config) })
  const disclosure = await fill('consent-disclosure.js', { config: disclosureSlice(config) })
  const diagnosis = await fill('consent-diagnosis.js', { config: diagnosisSlice(config) })
  const { renewal: renewed } = config
  const renewal = renewed && (await fill('consent-renewal.js', { config: { renewal: renewed } }))
  const switches =
    config.switches && (await fill('consent-switches.js', { config: switchesSlice(config) }))
  const receipts =
    config.receipt && (await fill('consent-receipts.js', { config: receiptsSlice(config) }))
  const later = await fill('consent-later.js', {
    config: laterSlice(config),
    files: {
      embeds: `./${embeds}`,
      withdrawal: `./${withdrawal}`,
      settings: `./${settings}`,
      disclosure: `./${disclosure}`,
      diagnosis: `./${diagnosis}`,
      ...(renewal && { renewal: `./${renewal}` }),
      ...(switches && { switches: `./${switches}` }),
      ...(receipts && { receipts: `./${receipts}` }),
    },
  })
  const again = await fill('consent-again.js', { config: againSlice(config) })
  const record = await fill('consent-record.js', { config: recordSlice(config) })
  const quiet = await fill('consent-quiet.js', {})
  const remote = await fill('consent-remote.js', {})
  const age = config.age && (await fill('consent-age.js', { config: ageSlice(config, config.age) }))
  const banner = await fill('consent-banner.js', {
    config: bannerSlice(config),
    files: {
      preferences: `./${preferences}`,
      again: `./${again}`,
      record: `./${record}`,
      quiet: `./${quiet}`,
      remote: `./${remote}`,
      ...(age && { age: `./${age}` }),
    },
  })
  const copy = await fill('consent.js', {
    config: coreSlice(config),
    files: { banner, later },
    parts: await Promise.all(partsOf(config).map((part) => readFile(join(from, part), 'utf8'))),
  })
  return { files, copy }
}

/** The files of what this config needs more than others do. */
function partsOf({ services, ...config }: Config): readonly string[] {
  const web = onWeb(services)
  const needs = {
    'shared-cookie': config.cookie,
    receipts: config.receipt,
    signals: web.some(({ signal }) => signal),
    google: web.some(({ google }) => google),
    host: config.host,
    frames: config.frames,
    switches: config.switches,
  }
  const needed = Object.entries(needs).filter(([, isNeeded]) => isNeeded)
  return needed.map(([name]) => `parts/${name}.js`)
}

interface Slots {
  readonly config?: object
  readonly files?: Readonly<Record<string, string>>
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
