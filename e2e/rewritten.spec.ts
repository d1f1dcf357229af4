/** Documents of other kinds, pages that lie over ours, and apps that wipe what they stand in. */
import type { ConsentGlobal } from '../src/script-tag/loader.ts'
import { expect, test } from './fixtures.ts'
import { AGE, acceptAll, BANNER, choicesOf, PREFERENCES, page, ran, settle, TAGS } from './pages.ts'
import type { Ui } from './ui.ts'
import { chooses, meet, refusesByKeys } from './unbreakable.ts'

const SCRIPT = '/metalive/consent.js'

const XHTML = `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="ja" lang="ja">
  <head>
    <script src="${SCRIPT}"></script>
    <title>METALIVE</title>
    <meta name="viewport" content="width=device-width" />
    <script type="text/plain" data-consent-service="ga4" src="{{tracker}}/ga4.js"></script>
  </head>
  <body><h1>ライブ</h1></body>
</html>`

interface Kind {
  readonly body: string
  readonly type?: string
  /** What the page says of itself, so that it is that kind. */
  readonly says: string
}

const KINDS: Readonly<Record<string, Kind>> = {
  'quirks mode': {
    body: `<html lang="ja"><script src="${SCRIPT}"></script><title>M</title>
      <style>table { font-size: 40px } button { height: 0 }</style><body><h1>ライブ</h1>`,
    says: 'BackCompat text/html',
  },
  XHTML: { body: XHTML, type: 'application/xhtml+xml', says: 'CSS1Compat application/xhtml+xml' },
  'a frameset': {
    body: `<html lang="ja"><head><script src="${SCRIPT}"></script><title>M</title></head>
      <frameset cols="50%,50%"><frame src="/half"><frame src="/half"></frameset></html>`,
    says: 'BackCompat text/html',
  },
}

for (const [what, { body, type = 'text/html', says }] of Object.entries(KINDS)) {
  test(`in ${what} a visitor can choose`, async ({ ui, site }) => {
    site.put('/half', { body: '<!doctype html><title>半</title>' })
    site.put('/', { body, headers: { 'content-type': `${type}; charset=utf-8` } })
    await ui.goto('/')
    expect(await ui.evaluate(() => `${document.compatMode} ${document.contentType}`)).toBe(says)
    await chooses(ui)
  })
}

/** Full-screen, at the highest z-index there is. */
const LAYER = `
  <div class="layer" style="position: fixed; inset: 0; z-index: 2147483647; background: #fff"></div>`

const OVER: Readonly<Record<string, string>> = {
  'a layer that was there before': page({ body: LAYER }),
  'layers that come later, in the body and beside it': page({
    body: `<script>
      for (const parent of [document.body, document.documentElement]) {
        setTimeout(() => parent.insertAdjacentHTML('beforeend', \`${LAYER}\`), 300)
      }
    </script>`,
  }),
}

for (const [what, body] of Object.entries(OVER)) {
  test(`under ${what} a visitor can choose`, async ({ ui, site }) => {
    site.put('/', { body })
    await ui.goto('/')
    await ui.waitFor('region', BANNER)
    const layers = (): Promise<number> =>
      ui.evaluate(() => document.querySelectorAll('.layer').length)
    await expect.poll(layers).toBe(what.includes('layers') ? 2 : 1)
    const top = await ui.evaluate(() => document.elementFromPoint(20, 20)?.className)
    expect(top).toBe('layer')
    await chooses(ui)
  })
}

/** A link, since what opens the preferences may come back with the page. */
const BODY = `<body><h1>新しいライブ</h1>
  <a href="/settings" data-consent-open="preferences">プライバシー設定を開く</a></body>`

/** What an app does with the page around us. */
const REWRITES: Readonly<Record<string, string>> = {
  'empties its body': `document.body.innerHTML = ''`,
  'replaces its body': `document.body.replaceWith(document.createElement('body'))`,
  'writes the content of its root anew': `
    document.documentElement.innerHTML = '<head></head>' + ${JSON.stringify(BODY)}`,
  'empties its root, and fills it later': `
    document.documentElement.replaceChildren()
    setTimeout(() => {
      document.documentElement.append(document.createElement('head'), document.createElement('body'))
    }, 100)`,
  'replaces its root': `
    const root = document.createElement('html')
    root.innerHTML = '<head></head>' + ${JSON.stringify(BODY)}
    document.documentElement.replaceWith(root)`,
  'opens the document anew and writes it': `
    document.open()
    document.write('<!doctype html><html lang="ja"><head></head>' + ${JSON.stringify(BODY)})
    document.close()`,
}

/** By a script of the page's, not of the driver's: some drivers lose their own with the document. */
function rewriting(how: string): string {
  return page({ head: TAGS, body: `<script>window.rewrite = () => { ${how} }</script>` })
}

async function rewrite(ui: Ui): Promise<void> {
  await ui.evaluate(() => {
    setTimeout(Reflect.get(window, 'rewrite'))
  })
  await settle(ui)
}

for (const [what, how] of Object.entries(REWRITES)) {
  test(`a visitor of an app that ${what} is asked still, and can choose`, async ({ ui, site }) => {
    site.put('/', { body: rewriting(how) })
    await ui.goto('/')
    await ui.waitFor('region', BANNER)
    await rewrite(ui)
    expect(await ran(ui)).toEqual([])
    await chooses(ui)
  })
}

test('an app that writes all anew each time is no way around the question', async ({
  ui,
  site,
}) => {
  const how = REWRITES['writes the content of its root anew'] ?? ''
  site.put('/', { body: rewriting(how) })
  await ui.goto('/')
  for (let times = 0; times < 3; times++) {
    await ui.waitFor('region', BANNER)
    await rewrite(ui)
  }
  await refusesByKeys(ui)
})

test('what is open when the page is written anew closes, and opens again', async ({ ui, site }) => {
  const how = REWRITES['writes the content of its root anew'] ?? ''
  site.put('/', { body: rewriting(how) })
  await ui.goto('/')
  await ui.click('button', '個別に選ぶ')
  await ui.waitFor('dialog', PREFERENCES)
  await rewrite(ui)
  await ui.waitFor('region', BANNER)
  expect(await ui.visible('dialog', PREFERENCES)).toBe(false)
  await ui.click('button', 'すべて許可')
  await ui.waitFor('dialog', AGE)
  await rewrite(ui)
  await ui.waitFor('region', BANNER)
  expect(await ui.visible('heading', AGE)).toBe(false)
  expect(await choicesOf(ui)).toEqual({})
  await chooses(ui)
  await rewrite(ui)
  // All is answered: nothing comes back by itself, and the page's own link opens it.
  expect(await ui.visible('region', BANNER)).toBe(false)
  await ui.click('link', 'プライバシー設定を開く')
  await ui.waitFor('dialog', PREFERENCES)
  await meet(ui, 3)
})

/** Where what is open goes along. */
const ROOTS = Object.entries(REWRITES).filter(([what]) => !what.includes('body'))

/** Of a visitor who has refused all. */
async function asked(ui: Ui): Promise<void> {
  await ui.click('button', 'すべて拒否')
  await ui.waitFor('region', BANNER, 'hidden')
  await ui.evaluate(() => {
    const { metaliveConsent } = window as unknown as { metaliveConsent: ConsentGlobal }
    metaliveConsent.ask('youtube').then((choice) => Reflect.set(window, 'answer', choice))
  })
  await ui.waitFor('dialog', /YouTube/)
}

const answer = (ui: Ui): Promise<unknown> => ui.evaluate(() => Reflect.get(window, 'answer'))

for (const [what, how] of ROOTS) {
  test(`a question that was open when an app ${what} is over`, async ({ ui, site }) => {
    site.put('/', { body: rewriting(how) })
    await ui.goto('/')
    await asked(ui)
    await rewrite(ui)
    await expect.poll(() => answer(ui)).toBe('denied')
  })

  test(`so is one whose answer waited for an age when an app ${what}`, async ({ ui, site }) => {
    site.put('/', { body: rewriting(how) })
    await ui.goto('/')
    await asked(ui)
    await ui.click('button', '許可する')
    await ui.waitFor('heading', AGE)
    await rewrite(ui)
    await expect.poll(() => answer(ui)).toBe('denied')
    expect(await choicesOf(ui)).toMatchObject({ embeds: 'denied' })
  })
}

test('the site is told of a page that is written anew as rarely as of any other', async ({
  ui,
  site,
}) => {
  const how = REWRITES['writes the content of its root anew'] ?? ''
  site.put('/', { body: rewriting(how) })
  await ui.goto('/')
  await ui.click('button', 'すべて拒否')
  await ui.waitFor('region', BANNER, 'hidden')
  // One that puts something beside the body each time.
  await ui.evaluate(() => {
    const { metaliveConsent } = window as unknown as { metaliveConsent: ConsentGlobal }
    metaliveConsent.subscribe(() => {
      Reflect.set(window, 'told', (Reflect.get(window, 'told') ?? 0) + 1)
      document.documentElement.append(document.createElement('div'))
    })
  })
  for (let times = 0; times < 3; times++) await rewrite(ui)
  expect(await ui.evaluate(() => Reflect.get(window, 'told'))).toBe(1)
})

test('the way back to the preferences outlives its page', async ({ ui, site }) => {
  const how = `document.documentElement.innerHTML = '<head></head><body><h1>新</h1></body>'`
  const script = `<script src="${SCRIPT}"></script><script>window.rewrite = () => { ${how} }</script>`
  site.put('/', { body: `<!doctype html><html lang="ja">${script}<title>M</title><h1>ライブ</h1>` })
  await ui.goto('/')
  await ui.click('button', 'すべて拒否')
  await ui.waitFor('button', PREFERENCES)
  await rewrite(ui)
  await ui.click('button', PREFERENCES)
  await ui.waitFor('dialog', PREFERENCES)
  await meet(ui, 3)
})

test('a page that takes out the banner alone means it: held, until it is called for', async ({
  ui,
  site,
}) => {
  const how = `document.querySelector('metalive-consent').remove()`
  site.put('/', { body: rewriting(how) })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await rewrite(ui)
  expect(await ui.visible('region', BANNER)).toBe(false)
  expect(await ran(ui)).toEqual([])
  await ui.click('link', 'プライバシー設定を開く')
  await ui.waitFor('dialog', PREFERENCES)
  await meet(ui, 3)
  await ui.click('button', 'すべて拒否')
  await expect.poll(() => choicesOf(ui)).toMatchObject({ analytics: 'denied' })
})

test('in a document that is written anew, and stays open for a while, its last tags run', async ({
  ui,
  site,
}) => {
  site.put('/', { body: page({}) })
  site.put('/late.js', { body: `window.order = [...(window.order ?? []), 'deferred']` })
  await ui.goto('/')
  await acceptAll(ui)
  await ui.evaluate(() => {
    const held = 'type="text/plain" data-consent-service="ga4"'
    const says = `window.order = [...(window.order ?? []), 'last']`
    document.open()
    document.write(
      `<script ${held} defer src="/late.js"></script><p><script ${held}>${says}</script>`,
    )
    setTimeout(() => document.close(), 300)
  })
  await expect
    .poll(() => ui.evaluate(() => Reflect.get(window, 'order')))
    .toEqual(['last', 'deferred'])
})
