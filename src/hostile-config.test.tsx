/** A config is data: whatever its texts hold is read, and its links lead to pages. */
import { afterEach, expect, test, vi } from 'vitest'
import { ConsentConfigError, parseConfig } from './config.ts'
import { openConsent } from './core/consent.ts'
import { encodeRecord } from './core/record.ts'
import type { Config } from './core/types.ts'
import { fakeWorld } from './core/world.fake.ts'
import { dayText } from './disclosure/day.ts'
import { disclose } from './disclosure/document.ts'
import { toHtml } from './disclosure/page.tsx'
import { summaryOf } from './disclosure/summary.ts'
import { discloseLive } from './disclosure-view.tsx'
import { metalive } from './metalive.ts'
import { pageAddress } from './ui/address.ts'
import { createAgain } from './ui/again.ts'
import { createAgeLayer } from './ui/age.ts'
import { createAskLayer } from './ui/ask.ts'
import { mountUi } from './ui/mount.ts'
import { placeholder } from './ui/placeholder.ts'
import { createPreferences } from './ui/preferences.tsx'
import { createRecordLayer } from './ui/record.ts'
import { openSettings } from './ui/settings.ts'
import { openWithdrawal } from './ui/withdrawal.ts'

const MARKUP = `</style></script><img src=x onerror=alert(1)><script>alert(1)</script>"'\`><a href="javascript:alert(1)">`

/** As a link would take them: with what browsers leave out, and a page's own address in between. */
const SCRIPTS = [
  'javascript:alert(1)',
  'JavaScript:alert(1)//https://a.example',
  'java\tscript:alert(1)',
  '\u0001javascript:alert(1)',
  ' javascript:/*/#?*/alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:alert(1)',
  'blob:https://a.example/1',
]

type Path = readonly (string | number)[]

/** Every string in `value`, by its way there. */
function strings(value: unknown, path: Path = []): (readonly [Path, string])[] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) =>
    strings(each, [...path, Array.isArray(value) ? Number(key) : key]),
  )
}

function put(config: Config, path: Path, value: string): void {
  let at = config as unknown as Record<string | number, never>
  for (const step of path.slice(0, -1)) at = at[step] as never
  at[path.at(-1) ?? ''] = value as never
}

const copy = (): Config => JSON.parse(JSON.stringify(metalive))

/** The mistake's place, such as `texts.banner.title`; `null` where `config` is right. */
function refusalOf(config: Config): string | null {
  try {
    parseConfig(config)
    return null
  } catch (error) {
    if (!(error instanceof ConsentConfigError)) throw error
    return error.problems.map(({ path }) => path).join()
  }
}

const isLink = ([path]: readonly [Path, string]): boolean =>
  ['href', 'countries', 'privacyPolicy', 'optOut'].includes(String(path.at(-1))) &&
  !path.includes('evidence') &&
  !path.includes('texts')

/** METALIVE's config, with markup in each text in which it may stand. */
function marked(): { readonly config: Config; readonly refused: readonly string[] } {
  const config = copy()
  const refused: string[] = []
  for (const [path, text] of strings(config)) {
    put(config, path, MARKUP + text)
    const at = refusalOf(config)
    if (at === null) continue
    refused.push(at)
    put(config, path, text)
  }
  return { config, refused }
}

/** Opens all that a visitor can be shown. */
async function showAll(config: Config): Promise<void> {
  vi.spyOn(Element.prototype, 'getClientRects').mockReturnValue([{}] as unknown as DOMRectList)
  vi.stubGlobal(
    'PerformanceObserver',
    class {
      observe(): void {}
    },
  )
  const mark = { choice: 'granted', day: 20780, revision: 1, source: 'banner' } as const
  const marks = Object.fromEntries(config.services.map(({ id }) => [id, mark]))
  const record = encodeRecord({ wording: 1, age: 'u', id: 'oldid12345', marks })
  const world = fakeWorld(record, { show: (layer) => ui.show(layer) })
  const consent = openConsent<string, string>(config, world)
  const recipients = 9
  const again = { ...config, updated: dayText(config.disclosure.updated, 'ja') }
  const ui = mountUi({
    document,
    config: { ...config, ...summaryOf(config) },
    consent,
    nonce: '',
    isTrusted: () => true,
    loadPreferences: async (given) =>
      createPreferences({ ...given, config: { ...config, recipients } }),
    loadAgain: async (given) => createAgain({ ...given, config: again }),
    loadAge: async (given) =>
      createAgeLayer({
        ...given,
        config: { ...config, age: { line: 16, ask: 'grant' }, recipients },
      }),
    loadRecord: async (given) =>
      createRecordLayer({ ...given, config, hashOf: async () => MARKUP }),
    loadAsk: async (given) => createAskLayer({ ...given, config: { ...config, recipients } }),
    loadQuiet: () => Promise.reject(new Error('Nothing plays.')),
    loadRemote: () => Promise.reject(new Error('It is no TV set.')),
  })
  for (const layer of ['banner', 'wording', 'unsaved', 'preferences', 'record', 'age'] as const) {
    await ui.show(layer)
  }
  for (const id of ['advertising', 'zendesk']) ui.ask?.(id, { why: MARKUP })
  consent.setAge('minor')
  consent.decide({ analytics: 'granted' })
  await ui.show('age')
  await ui.show('banner')
  openSettings(config, { document, consent, nonce: '' })
  const tell = openWithdrawal(config, {
    document,
    nonce: '',
    onStopNow: () => {},
    onStopAfter: () => {},
  })
  const left = { service: 'ga4', area: 'cookie', name: MARKUP, reason: 'kept' } as const
  tell({ running: ['clarity', 'ga4'], left: [left], isPlaying: true, canStop: true })
  for (const [service, stopped] of config.services.flatMap(
    (it) =>
      [
        [it, true],
        [it, false],
      ] as const,
  )) {
    const element = document.body.appendChild(document.createElement('div'))
    const { texts } = config
    const pressed = (): void => {}
    placeholder({ element, service, stopped, texts, nonce: '', onOnce: pressed, onAlways: pressed })
  }
  const place = document.createElement('div')
  place.dataset.consentDisclosure = ''
  document.body.append(place)
  discloseLive(config, { window, consent, nonce: '', isTrusted: () => true })
}

/** All of our shadow roots, and the published page. */
function surfaces(config: Config): ParentNode[] {
  const roots = [...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? [])
  const html = toHtml({ document: disclose(config), texts: config.texts.disclosure })
  const page = new DOMParser().parseFromString(html, 'text/html')
  return [...roots, page]
}

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
  document.body.replaceChildren()
  for (const each of document.querySelectorAll('metalive-consent, metalive-consent-settings')) {
    each.remove()
  }
})

test('markup in any string of a config is shown as text, or refused by its place', async () => {
  const { config, refused } = marked()
  const all = strings(metalive)
  // What may hold any text is most of it; ids, addresses, days and such are the rest.
  expect(refused.length).toBeGreaterThan(100)
  expect(all.length - refused.length).toBeGreaterThan(300)
  for (const at of refused) expect(at).toMatch(/^(?:[a-z]\w*|\[)/)

  await showAll(config)
  let read = 0
  for (const surface of surfaces(config)) {
    expect(surface.querySelector('img, script, [onerror], a[href^="java" i]')).toBeNull()
    const text = surface.textContent ?? ''
    read += text.split('onerror=alert(1)').length - 1
  }
  // Each layer, placeholder and row has its words.
  expect(read).toBeGreaterThan(500)
})

test.each(SCRIPTS)('%j as any address of a config is refused', (address) => {
  const links = strings(metalive).filter(isLink)
  expect(links.length).toBeGreaterThan(12)
  for (const [path] of links) {
    const config = copy()
    put(config, path, address)
    expect(refusalOf(config)).toContain(String(path.at(-1)))
  }
})

test.each(SCRIPTS)(
  '%j in a page’s own config, which nobody checks, leads nowhere',
  async (address) => {
    const config = copy()
    const links = strings(config).filter(isLink)
    for (const [path] of links) put(config, path, address)
    await showAll(config)
    const anchors = surfaces(config).flatMap((each) => [...each.querySelectorAll('a')])
    expect(anchors.length).toBeGreaterThan(20)
    for (const anchor of anchors) expect(anchor.getAttribute('href')).toMatch(/^(?:#|\/)/)
  },
)

test.each([
  'https://a.example/b:c',
  'HTTP://a.example',
  '/privacy.html?a:b#c:d',
  '//a.example/b',
  '#list',
  '?list',
  'privacy.html',
  './a:b',
  '',
])('%j leads where it says', (address) => {
  expect(pageAddress(address)).toBe(address)
})
