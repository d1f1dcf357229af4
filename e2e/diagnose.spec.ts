/** `diagnose()` finds each mistake that is planted, and none on a page without any. */
import type { Consent, Finding } from '../src/core/types.ts'
import { metalive } from '../src/metalive.ts'
import { expect, test } from './fixtures.ts'
import { acceptAll, page, SCRIPT } from './pages.ts'
import { OWN_SCRIPT, serveBuilds } from './site-build.ts'
import type { Ui } from './ui.ts'

type Found = Pick<Finding, 'id' | 'severity' | 'message'> & { readonly at: string | undefined }

/** On pages of either build. */
const diagnose = (ui: Ui): Promise<readonly Found[]> =>
  ui.evaluate(async () => {
    const consentOf = (): Consent | undefined =>
      (window.metaliveConsent as Consent | undefined) ?? Reflect.get(window, 'consent')
    // An app's module may run after what its driver takes for the page's `load`.
    while (!consentOf()) await new Promise((done) => setTimeout(done, 20))
    const found = (await consentOf()?.diagnose()) ?? []
    return found.map(({ element, ...rest }) => ({ ...rest, at: element?.localName }))
  })

const ids = async (ui: Ui): Promise<readonly string[]> => (await diagnose(ui)).map(({ id }) => id)

for (const state of ['first', 'accepted', 'rejected']) {
  for (const path of [
    '/',
    '/watch.html',
    '/privacy.html',
    '/qa.html',
    '/consent/disclosure.html',
  ]) {
    test(`nothing is wrong with ${path} for a visitor in the state ${state}`, async ({ ui }) => {
      await ui.goto(`/qa-state?state=${state}&to=${path}`)
      expect(await diagnose(ui)).toEqual([])
    })
  }
}

test('nothing is wrong after a first visitor has accepted', async ({ ui }) => {
  await ui.goto('/')
  await acceptAll(ui)
  expect(await diagnose(ui)).toEqual([])
})

/** The demo's own build, whose services are hosts of this machine. */
const DEMO = '<script src="/consent/consent.js"></script>'

const gtag = (...calls: readonly string[]): string => `
  <script>
    window.dataLayer = window.dataLayer || []
    function gtag() { dataLayer.push(arguments) }
    ${calls.join('\n')}
  </script>`

const DEFAULT = `gtag('consent', 'default', { analytics_storage: 'denied' })`
const TAG = `gtag('js', new Date()); gtag('config', 'G-1')`
const GTM = `dataLayer.push({ 'gtm.start': Date.now(), event: 'gtm.js' })`

/** What is planted where, and what is found of it. */
const PLANTED: readonly (readonly [
  what: string,
  parts: { readonly script?: string; readonly head?: string; readonly body?: string },
  found: Readonly<Record<string, unknown>>,
])[] = [
  [
    'a Google tag before its default',
    { script: gtag(TAG, DEFAULT) + DEMO },
    { id: 'google-before-default', severity: 'error' },
  ],
  [
    'a Tag Manager before its default',
    { script: gtag(GTM, DEFAULT) + DEMO },
    { id: 'google-before-default', severity: 'error' },
  ],
  [
    'an unmarked script of a service',
    { head: '<script async src="{{tracker:mixpanel}}/npm/mixpanel.js"></script>' },
    { id: 'unmarked', at: 'script', message: expect.stringContaining('"mixpanel"') },
  ],
  [
    'an unmarked frame of a service',
    { body: '<iframe src="{{tracker:partner-video}}/embed/video.html" title="動画"></iframe>' },
    { id: 'unmarked', at: 'iframe', message: expect.stringContaining('"partner-video"') },
  ],
  [
    'a marked script that isn’t held',
    { head: '<script data-consent-service="ga4">window.ran = true</script>' },
    { id: 'not-held', at: 'script' },
  ],
  [
    'a mark that the config doesn’t know',
    { body: '<img data-consent-service="ga5" data-consent-src="/x.gif" alt="">' },
    { id: 'unknown-id', at: 'img' },
  ],
  ['a second script tag', { head: DEMO }, { id: 'two-copies', at: 'script' }],
  [
    'a host that the registry doesn’t hold',
    { body: '<img src="{{tracker}}/rogue.gif" alt="">' },
    { id: 'unlisted-host', message: expect.stringContaining('tracker.localhost') },
  ],
]

for (const [what, parts, found] of PLANTED) {
  test(`found: ${what}`, async ({ ui, site }) => {
    site.put('/', { body: page({ script: DEMO, ...parts }) })
    await ui.goto('/')
    expect(await diagnose(ui)).toEqual([expect.objectContaining(found)])
  })
}

test('found: a Google tag that ran before the update, of one who comes back', async ({
  ui,
  site,
}) => {
  site.put('/', { body: page({ script: gtag(DEFAULT, TAG) + DEMO }) })
  await ui.goto('/')
  expect(await ids(ui)).toEqual([])
  await acceptAll(ui)
  await ui.goto('/')
  expect(await ids(ui)).toEqual(['google-before-update'])
})

test('found: a granted service whose tag nobody observes', async ({ ui, site }) => {
  const body = `<section></section><script>
    const root = document.querySelector('section').attachShadow({ mode: 'open' })
    root.innerHTML = '<img data-consent-service="ga4" data-consent-src="/x.gif" alt="">'
  </script>`
  site.put('/', { body: page({ script: DEMO, body }) })
  await ui.goto('/')
  expect(await ids(ui)).toEqual([])
  await acceptAll(ui)
  expect(await ids(ui)).toEqual(['never-loaded'])
})

test('found: a granted service whose file isn’t there', async ({ ui, site }) => {
  const head = '<script type="text/plain" data-consent-service="ga4" src="/gone.js"></script>'
  site.put('/', { body: page({ script: DEMO, head }) })
  await ui.goto('/')
  expect(await ids(ui)).toEqual([])
  await acceptAll(ui)
  expect(await ids(ui)).toEqual(['never-loaded'])
})

test('found: a copy that an app has started beside the script tag', async ({ ui, site }) => {
  await serveBuilds(site, [metalive])
  // The app's page, with the file of a second build that doesn't see the first.
  const hide =
    '<script>window.first = window.metaliveConsent; delete window.metaliveConsent</script>'
  site.put('/', { body: page({ script: SCRIPT + hide + OWN_SCRIPT }) })
  await ui.goto('/')
  expect(await ids(ui)).toEqual(['two-copies'])
})
