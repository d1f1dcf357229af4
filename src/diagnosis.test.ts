/** On a document; what a browser fetched, and what ran in it, is for the e2e spec to see. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakeState } from './core/state.fake.ts'
import type { Choice, Finding } from './core/types.ts'
import { type DiagnosisConfig, diagnosePage } from './diagnosis.ts'
import { metalive } from './metalive.ts'

interface Page {
  readonly html?: string
  /** Addresses that the browser has asked for. */
  readonly asked?: readonly string[]
  /** Addresses whose files come a second later. */
  readonly late?: readonly string[]
  /** Ids of what ran through the gate. */
  readonly used?: readonly string[]
  readonly granted?: readonly string[]
  /** Ids that were granted when the page began. */
  readonly first?: readonly string[]
  readonly dataLayer?: unknown
  readonly config?: DiagnosisConfig
}

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  document.body.replaceChildren()
  Reflect.deleteProperty(window, 'dataLayer')
})

async function found(page: Page): Promise<readonly Finding[]> {
  const { html = '', asked = [], used = [], granted = [], first = [], config = metalive } = page
  document.body.innerHTML = html
  if (page.dataLayer) Reflect.set(window, 'dataLayer', page.dataLayer)
  const entriesOf = (names: readonly string[]): object[] =>
    names.map((name) => ({ name, responseStatus: 200 }))
  const entries = entriesOf(asked)
  vi.spyOn(performance, 'getEntriesByType').mockReturnValue(entries as never)
  setTimeout(() => entries.push(...entriesOf(page.late ?? [])), 1000)
  const choices = Object.fromEntries(first.map((id) => [id, 'granted' as Choice]))
  const diagnosis = diagnosePage(config, {
    window,
    consent: { granted: (id) => granted.includes(id) },
    used: new Set(used),
    first: fakeState({ choices }),
  })
  await vi.advanceTimersByTimeAsync(4000)
  return diagnosis
}

const ids = async (page: Page): Promise<readonly string[]> =>
  (await found(page)).map(({ id }) => id)

const GTAG = 'https://www.googletagmanager.com/gtag/js?id=G-1'
const [DEFAULT, UPDATE] = [
  ['consent', 'default', {}],
  ['consent', 'update', {}],
] as const
const CONFIG = ['config', 'G-1'] as const
const GTM = { 'gtm.start': 1, event: 'gtm.js' }

test.each<[string, unknown, readonly string[], readonly string[]]>([
  ['default, then config', [DEFAULT, CONFIG], [], []],
  ['config, then default', [CONFIG, DEFAULT], [], ['google-before-default']],
  ['a Tag Manager, then default', [GTM, DEFAULT], [], ['google-before-default']],
  ['config alone, held until it was granted', [CONFIG], ['ga4'], []],
  ['update before config, of one who comes back', [DEFAULT, UPDATE, CONFIG], ['ga4'], []],
  ['config before update', [DEFAULT, CONFIG, UPDATE], ['ga4'], ['google-before-update']],
  ['config and no update', [DEFAULT, CONFIG], ['ga4'], ['google-before-update']],
  ['config and no update, of one who granted others', [DEFAULT, CONFIG], ['meta-pixel'], []],
  ['config before update, of one who has just answered', [DEFAULT, CONFIG, UPDATE], [], []],
  ['no list at all', 'dataLayer', [], []],
  ['a list of anything', [null, 1, 'config', DEFAULT], [], []],
])('Google’s queue with %s', async (_what, dataLayer, first, findings) => {
  expect(await ids({ dataLayer, first })).toEqual(findings)
})

test('Google’s queue needs no update of what runs by notice, before there is an answer', async () => {
  const services = metalive.services.map((each) => ({ ...each, basis: 'notice' as const }))
  const page = { config: { ...metalive, services }, dataLayer: [DEFAULT, CONFIG] }
  expect(await ids({ ...page, first: ['ga4'] })).toEqual([])
  expect(await ids({ ...page, first: ['ga4', 'analytics'] })).toEqual(['google-before-update'])
})

test('Google’s queue is looked at under the name that the config gives it', async () => {
  const config = { ...metalive, google: { dataLayer: 'queue' } }
  const dataLayer = [CONFIG, DEFAULT]
  expect(await ids({ config, dataLayer })).toEqual([])
  Reflect.set(window, 'queue', dataLayer)
  expect(await ids({ config })).toEqual(['google-before-default'])
  Reflect.deleteProperty(window, 'queue')
})

// What runs here would be fetched: hence no script without a type that no browser runs.
test.each<[string, string, readonly string[]]>([
  ['a pixel of a service', `<img src="https://www.facebook.com/tr?id=1">`, ['unmarked']],
  ['a marked pixel', `<img data-consent-service="meta-pixel" data-consent-src="/p">`, []],
  ['an image of the site', `<img src="/logo.png">`, []],
  ['an image of nobody’s', `<img src="https://cdn.example/logo.png">`, []],
  ['an address that is none', `<img src="http://">`, []],
  ['a script without one', `<script src="http://"></script>`, []],
  ['a held script', `<script type="text/plain" src="${GTAG}"></script>`, []],
  ['data', `<script type="application/json" src="${GTAG}"></script>`, []],
  ['a mark and an address', `<img data-consent-service="meta-pixel" src="/p">`, ['not-held']],
  ['a misspelt mark', `<img data-consent-service="meta" data-consent-src="/p">`, ['unknown-id']],
  ['the mark of a purpose', `<img data-consent-purpose="analytics" data-consent-src="/p">`, []],
])('a page with %s', async (_what, html, findings) => {
  expect(await ids({ html })).toEqual(findings)
})

test('what a service’s own code puts in, once that was released, is no mistake', async () => {
  const html = `<img src="https://www.facebook.com/tr?id=1">`
  expect(await ids({ html, used: ['meta-pixel'] })).toEqual([])
  expect(await ids({ html, used: ['ga4'] })).toEqual(['unmarked'])
})

test('a finding names the service and the element, and says what to do', async () => {
  const [finding] = await found({ html: `<img src="https://www.facebook.com/tr?id=1">` })
  expect(finding).toMatchObject({ severity: 'error', element: document.querySelector('img') })
  expect(finding?.message).toContain('data-consent-service="meta-pixel"')
})

test('what is exempt needs no mark', async () => {
  const services = metalive.services.map((each) => ({ ...each, basis: 'exempt' as const }))
  const config = { ...metalive, services }
  expect(await ids({ config, html: `<img src="https://www.facebook.com/tr?id=1">` })).toEqual([])
})

test('something granted that is held still is found', async () => {
  const html = `<script type="text/plain" data-consent-service="ga4"></script>`
  expect(await ids({ html, granted: ['ga4'] })).toEqual(['never-loaded'])
  expect(await ids({ html })).toEqual([])
})

test('a released script whose file is on its way has not failed', async () => {
  const html = `<script type="application/json" data-consent-service="ga4" src="${GTAG}"></script>`
  const released = { html, used: ['ga4'], granted: ['ga4'] }
  expect(await ids({ ...released, late: [GTAG] })).toEqual([])
  expect(await ids(released)).toEqual(['never-loaded'])
})

test.each<[string, readonly string[], readonly string[]]>([
  ['the site’s own', ['https://metalive.test/a.js'], []],
  ['a service’s', ['https://region1.google-analytics.com/g/collect'], []],
  ['nobody’s', ['https://rogue.example/a.gif', 'https://rogue.example/b.gif'], ['unlisted-host']],
  [
    'two of nobody’s',
    ['https://a.example/', 'https://b.example/'],
    ['unlisted-host', 'unlisted-host'],
  ],
  ['an address that is none', ['data:image/gif;base64,R0', 'blob:x'], []],
  ['the shared domain’s', ['https://cdn.site.example/a.js'], []],
  ['the player’s around which this page is', ['https://play.example/a.js'], []],
  ['the assets’', ['https://assets.example/consent/x.js'], []],
])('a page that talks to hosts: %s', async (_whose, asked, findings) => {
  const config = {
    ...metalive,
    cookie: { domain: 'site.example' },
    frames: { origins: ['https://play.example'] },
    assets: 'https://assets.example/consent/',
  }
  expect(await ids({ config, asked })).toEqual(findings)
})

test('every one of us that answers is counted', async () => {
  const answer = (event: Event): unknown => (event as CustomEvent<unknown[]>).detail.push({})
  window.addEventListener('metalive-consent:copies', answer)
  expect(await ids({})).toEqual([])
  const second = (event: Event): unknown => answer(event)
  window.addEventListener('metalive-consent:copies', second)
  expect(await ids({})).toEqual(['two-copies'])
  window.removeEventListener('metalive-consent:copies', answer)
  window.removeEventListener('metalive-consent:copies', second)
})
