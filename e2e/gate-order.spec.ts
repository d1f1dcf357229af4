/** In which order tags run, and that none of them keeps another service, or the page, waiting. */
import { metalive } from '../src/metalive.ts'
import { expect, test } from './fixtures.ts'
import { acceptAll, BANNER, choicesOf, ownErrors, page, settle } from './pages.ts'
import type { Ui } from './ui.ts'

const tag = (service: string, attributes = '', text = ''): string =>
  `<script type="text/plain" data-consent-service="${service}" ${attributes}>${text}</script>`
const says = (name: string): string => `(window.order ??= []).push('${name}')`
const inline = (service: string, name: string, attributes = ''): string =>
  tag(service, attributes, says(name))
const orderOf = (ui: Ui): Promise<string[]> => ui.evaluate(() => Reflect.get(window, 'order') ?? [])

test('files of one service are fetched together, and run in the document’s order', async ({
  ui,
  site,
}) => {
  const files = ['one', 'two', 'three']
  site.put('/', {
    body: page({ body: files.map((name) => tag('ga4', `src="/${name}.js"`)).join('') }),
  })
  for (const name of files) site.put(`/${name}.js`, { body: says(name), delay: 600 })
  await ui.goto('/')
  await acceptAll(ui)
  await expect.poll(() => orderOf(ui)).toEqual(files)
  const times = files.map((name) => site.log.find(({ path }) => path === `/${name}.js`)?.time ?? 0)
  expect(Math.max(...times) - Math.min(...times)).toBeLessThan(500)
  const counts = files.map((name) => site.log.filter(({ path }) => path === `/${name}.js`).length)
  expect(counts).toEqual([1, 1, 1])
})

test('async and defer mean what they mean', async ({ ui, site }) => {
  site.put('/', {
    body: page({
      head: [
        tag('ga4', 'src="/defer.js" defer'),
        tag('ga4', 'src="/async.js" async'),
        tag('ga4', 'src="/plain.js"'),
        inline('ga4', 'inline'),
        inline('ga4', 'module', 'data-consent-type="module"'),
      ].join(''),
      body: inline('ga4', 'last'),
    }),
  })
  site.put('/defer.js', { body: says('defer') })
  site.put('/plain.js', { body: says('plain') })
  site.put('/async.js', { body: says('async'), delay: 500 })
  await ui.goto('/')
  await acceptAll(ui)
  await expect
    .poll(() => orderOf(ui))
    .toEqual(['plain', 'inline', 'last', 'defer', 'module', 'async'])
  // A visitor who comes back gets them while the page loads.
  await ui.reload()
  await expect.poll(async () => (await orderOf(ui)).length).toBe(6)
  const order = (await orderOf(ui)).filter((name) => name !== 'async')
  expect(order).toEqual(['plain', 'inline', 'last', 'defer', 'module'])
})

test('a file that fails, throws or never answers keeps nothing else waiting', async ({
  ui,
  site,
}) => {
  site.put('/', {
    body: page({
      script: `
        <script type="application/json" id="metalive-consent-config">
          ${JSON.stringify({ ...metalive, scriptTimeoutMs: 1000 })}
        </script>
        <script src="/metalive/consent.js"></script>`,
      body: [
        tag('clarity', 'src="/nowhere.js"'),
        inline('clarity', 'after missing'),
        tag('mux-data', 'src="/broken.js"'),
        inline('mux-data', 'after broken'),
        tag('ga4', 'src="/hanging.js"'),
        inline('ga4', 'after hanging'),
        inline('line-tag', 'sound'),
      ].join(''),
    }),
  })
  site.put('/broken.js', { body: 'throw new Error("a tag of its own")' })
  site.put('/hanging.js', { body: says('too late'), delay: 20_000 })
  await ui.goto('/')
  await acceptAll(ui)
  await ui.waitFor('region', BANNER, 'hidden')
  expect(await choicesOf(ui)).toMatchObject({ analytics: 'granted' })
  await expect
    .poll(async () => (await orderOf(ui)).sort())
    .toEqual(['after broken', 'after missing', 'sound'])
  await expect.poll(() => orderOf(ui)).toContain('after hanging')
  expect(await ownErrors(ui)).toEqual([expect.stringContaining('hanging.js of "ga4" takes too')])
})

test('what a tag is marked with travels along, its nonce as the property', async ({ ui, site }) => {
  const nonce = 'c29tZXRoaW5n'
  const attributes =
    'id="it" data-site="7" crossorigin="anonymous" referrerpolicy="no-referrer" fetchpriority="low"'
  const body = page({
    body: `${tag('ga4', `src="/it.js" ${attributes}`)}`,
  }).replaceAll('<script', `<script nonce="${nonce}"`)
  site.put('/', { body, headers: { 'content-security-policy': `script-src 'nonce-${nonce}'` } })
  site.put('/it.js', {
    body: `{
      const { id, dataset, crossOrigin, referrerPolicy, nonce } = document.currentScript
      const priority = document.currentScript.getAttribute('fetchpriority')
      window.order = [id, dataset.site, crossOrigin, referrerPolicy, nonce, priority]
    }`,
  })
  await ui.goto('/')
  await acceptAll(ui)
  await expect
    .poll(() => orderOf(ui))
    .toEqual(['it', '7', 'anonymous', 'no-referrer', nonce, 'low'])
})

test('a file with another content than its integrity says doesn’t run; the next one does', async ({
  ui,
  site,
}) => {
  const wrong = 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
  site.put('/', {
    body: page({
      body:
        tag('ga4', 'src="/first.js"') +
        tag('ga4', `src="/changed.js" integrity="${wrong}"`) +
        inline('ga4', 'next'),
    }),
  })
  site.put('/first.js', { body: says('first') })
  site.put('/changed.js', { body: says('changed') })
  await ui.goto('/')
  await acceptAll(ui)
  await expect.poll(() => orderOf(ui)).toEqual(['first', 'next'])
})

test('document.write of a tag is dropped, and the page stays', async ({ ui, site }) => {
  site.put('/', {
    body: page({
      body:
        `<p id="mine"></p><script>document.write('<p id="own"></p>')</script>` +
        tag('ga4', '', `document.write('<p id="ad"></p>')`) +
        tag('ga4', '', `setTimeout(() => document.writeln('<p id="late"></p>'))`) +
        inline('ga4', 'done'),
    }),
  })
  const ids = (): Promise<string[]> =>
    ui.evaluate(() => [...document.querySelectorAll('p')].map(({ id }) => id))
  await ui.goto('/')
  await acceptAll(ui)
  await ui.waitFor('region', BANNER, 'hidden')
  await expect.poll(() => orderOf(ui)).toEqual(['done'])
  await settle(ui)
  expect(await ids()).toEqual(['mine', 'own'])
  expect(await ownErrors(ui)).toEqual([
    expect.stringContaining('document.write("<p id="ad"></p>")'),
    expect.stringContaining('document.writeln("<p id="late"></p>")'),
  ])

  // While the page loads, its own scripts write, and the tags' do not.
  await ui.reload()
  await expect.poll(() => orderOf(ui)).toEqual(['done'])
  expect(await ids()).toEqual(['mine', 'own'])
})

test('a form whose fields lead in a circle stops no page, and no tag in it', async ({
  ui,
  site,
}) => {
  const circle = '<fieldset name="lastChild" form="f"><form id="f">'
  site.put('/', { body: page({ body: circle + inline('ga4', 'first') + inline('ga4', 'second') }) })
  await ui.goto('/')
  await acceptAll(ui)
  await expect.poll(() => orderOf(ui)).toEqual(['first', 'second'])
  await ui.reload()
  await expect.poll(() => orderOf(ui)).toEqual(['first', 'second'])
})
