/** Every kind of element that loads or runs something, however it comes into the page. */
import { expect, test } from './fixtures.ts'
import { acceptAll, BANNER, ownErrors, page, ran, settle, tracked } from './pages.ts'
import type { Ui } from './ui.ts'

const GA4 = 'data-consent-service="ga4"'

/** Each asks the tracker for a file that bears its name. */
const ELEMENTS = `
  <script type="text/plain" ${GA4} src="{{tracker}}/script.js"></script>
  <script type="text/plain" ${GA4} data-consent-type="module" src="{{tracker}}/module.js"></script>
  <img ${GA4} data-consent-src="{{tracker}}/img.gif" alt="">
  <img ${GA4} data-consent-srcset="{{tracker}}/srcset.gif 1x" alt="">
  <picture>
    <source ${GA4} data-consent-srcset="{{tracker}}/picture.gif">
    <img ${GA4} data-consent-src="{{tracker}}/fallback.gif" alt="">
  </picture>
  <video ${GA4} data-consent-src="{{tracker}}/video.mp4" preload="auto" muted></video>
  <audio preload="auto"><source ${GA4} data-consent-src="{{tracker}}/audio.mp3"></audio>
  <link ${GA4} rel="stylesheet" data-consent-href="{{tracker}}/style.css">
  <iframe ${GA4} data-consent-src="{{tracker}}/frame.html" title="" width="10" height="10"></iframe>
  <template ${GA4}>
    <!-- Marked itself, too: Firefox reads ahead in a template and would fetch it [seen in 153]. -->
    <img ${GA4} data-consent-src="{{tracker}}/template.gif" alt="">
    <script>window.ran = [...(window.ran ?? []), 'in a template']</script>
  </template>`

const ASKED = [
  '/audio.mp3',
  '/frame.html',
  '/img.gif',
  '/module.js',
  '/picture.gif',
  '/script.js',
  '/srcset.gif',
  '/style.css',
  '/template.gif',
  '/video.mp4',
]

test('every kind of element asks for its file once it is granted, and not before', async ({
  ui,
  site,
}) => {
  site.put('/', { body: page({ body: ELEMENTS }) })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await settle(ui)
  expect(tracked(site)).toEqual([])

  await acceptAll(ui)
  // A media element may ask for its file in several pieces.
  await expect.poll(() => [...new Set(tracked(site))].sort()).toEqual(ASKED)
  await expect.poll(() => ran(ui)).toEqual(['/module.js', '/script.js', 'in a template'])
})

test('data blocks and scripts that nobody marked are left alone', async ({ ui, site }) => {
  site.put('/', {
    body: page({
      head: `
        <script type="importmap" id="map">{ "imports": {} }</script>
        <script type="application/ld+json" ${GA4} id="ld">{ "@type": "Event" }</script>
        <script type="text/template" ${GA4} id="template">window.ran = ['template']</script>`,
    }),
  })
  await ui.goto('/')
  await acceptAll(ui)
  await ui.waitFor('region', BANNER, 'hidden')
  await settle(ui)
  expect(await ran(ui)).toEqual([])
  const types = await ui.evaluate(() =>
    ['map', 'ld', 'template'].map((id) => document.querySelector(`#${id}`)?.getAttribute('type')),
  )
  expect(types).toEqual(['importmap', 'application/ld+json', 'text/template'])
})

test('a tag of a service that the config doesn’t know stays held, and the console says so once', async ({
  ui,
  site,
}) => {
  const tag = `<script type="text/plain" data-consent-service="gaa4">window.ran = ['gaa4']</script>`
  site.put('/', { body: page({ body: tag + tag }) })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  expect(await ownErrors(ui)).toEqual([expect.stringContaining('the config has no "gaa4"')])
  await acceptAll(ui)
  await ui.waitFor('region', BANNER, 'hidden')
  await settle(ui)
  expect(await ran(ui)).toEqual([])
  expect(await ownErrors(ui)).toEqual([expect.stringContaining('the config has no "gaa4"')])
})

test('a script whose address is no file’s is not run, and those after it are', async ({
  ui,
  site,
}) => {
  const body = `
    <script type="text/plain" ${GA4} src="data:text/javascript,window.ran=['data']"></script>
    <script type="text/plain" ${GA4}>window.ran = [...(window.ran ?? []), 'inline']</script>`
  site.put('/', { body: page({ body }) })
  await ui.goto('/')
  await acceptAll(ui)
  await expect.poll(() => ran(ui)).toEqual(['inline'])
  await settle(ui)
  expect(await ran(ui)).toEqual(['inline'])
  expect(await ownErrors(ui)).toEqual([expect.stringContaining('Not run: data:')])
})

/** Ways into a page; each gets one held inline script, which says its name when it runs. */
const WAYS = [
  'parser',
  'document.write',
  'innerHTML',
  'insertAdjacentHTML',
  'createElement',
  'a clone',
  'a template',
  'a fragment',
  'an open shadow root',
] as const

/** Puts in one of each by the ways that scripts have. */
function putAll(): void {
  const held = (name: string): string =>
    `<script type="text/plain" data-consent-service="ga4">
      window.ran = [...(window.ran ?? []), '${name}']
    </script>`
  const box = document.body.appendChild(document.createElement('div'))
  box.innerHTML = held('innerHTML')
  box.insertAdjacentHTML('beforeend', held('insertAdjacentHTML'))

  const created = document.createElement('script')
  created.type = 'text/plain'
  created.dataset.consentService = 'ga4'
  created.text = `window.ran = [...(window.ran ?? []), 'createElement']`
  box.append(created)
  const clone = created.cloneNode(true) as HTMLScriptElement
  clone.text = `window.ran = [...(window.ran ?? []), 'a clone']`
  box.append(clone.cloneNode(true))

  const template = document.createElement('template')
  template.innerHTML = held('a template')
  box.append(template.content.cloneNode(true))
  box.append(document.createRange().createContextualFragment(held('a fragment')))

  const host = box.appendChild(document.createElement('p'))
  const root = host.attachShadow({ mode: 'open' })
  root.innerHTML = held('an open shadow root')
  const consent = window.metaliveConsent
  if (consent && 'observe' in consent) consent.observe(root)
}

const WRITTEN = `
  <script type="text/plain" ${GA4}>window.ran = [...(window.ran ?? []), 'parser']</script>
  <script>
    document.write('<script type="text/plain" ${GA4}>' +
      'window.ran = [...(window.ran ?? []), "document.write"]<' + '/script>')
  </script>`

async function ranByAllWays(ui: Ui): Promise<void> {
  await expect.poll(() => ran(ui)).toEqual([...WAYS].sort())
  await settle(ui)
  expect(await ran(ui)).toEqual([...WAYS].sort())
}

test('whatever way a tag came into the page before the answer, it runs once after it', async ({
  ui,
  site,
}) => {
  site.put('/', { body: page({ body: WRITTEN }) })
  await ui.goto('/')
  await ui.evaluate(putAll)
  await settle(ui)
  expect(await ran(ui)).toEqual([])
  await acceptAll(ui)
  await ranByAllWays(ui)
})

test('whatever way it came in after the answer, it runs once', async ({ ui, site }) => {
  site.put('/', { body: page({ body: WRITTEN }) })
  await ui.goto('/')
  await acceptAll(ui)
  await ui.waitFor('region', BANNER, 'hidden')
  await ui.evaluate(putAll)
  await ranByAllWays(ui)
})

test('an app may replace the body; what comes with the new one is held and released', async ({
  ui,
  site,
}) => {
  site.put('/', { body: page({}) })
  await ui.goto('/')
  await ui.evaluate(() => {
    const body = document.createElement('body')
    body.innerHTML = `<script type="text/plain" data-consent-service="ga4">
      window.ran = [...(window.ran ?? []), 'new body']
    </script>`
    document.body.replaceWith(body)
  })
  await settle(ui)
  expect(await ran(ui)).toEqual([])
  await acceptAll(ui)
  await expect.poll(() => ran(ui)).toEqual(['new body'])
})

test('a tag may add tags of its own, held ones too', async ({ ui, site }) => {
  site.put('/', {
    body: page({
      body: `<script type="text/plain" ${GA4}>
        window.ran = ['outer']
        document.body.insertAdjacentHTML('beforeend',
          '<script type="text/plain" ${GA4}>ran.push("inner")<' + '/script>')
      </script>`,
    }),
  })
  await ui.goto('/')
  await acceptAll(ui)
  await expect.poll(() => ran(ui)).toEqual(['inner', 'outer'])
})
