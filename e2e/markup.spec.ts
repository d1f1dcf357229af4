/** What a page's own config holds is text: no layer makes an element of it, and no link runs it. */
import type { Consent, Layer } from '../src/core/types.ts'
import { metalive } from '../src/metalive.ts'
import { expect, test } from './fixtures.ts'
import { FRAME, page, SCRIPT } from './pages.ts'
import type { Ui } from './ui.ts'

const MARKUP = `<img src="x" onerror="window.hacked = 'markup'">`
const ADDRESS = `javascript:window.hacked = 'address'`

const LINKS = ['href', 'countries', 'privacyPolicy', 'optOut']
const READ = ['name', 'title', 'description', 'lost', 'legalName', 'address', 'email', 'hours']

/** The same, with markup in front of each text that is read, and an address that runs in each link. */
function marked(value: unknown, key = '', isText = false): unknown {
  if (typeof value === 'string') {
    if (LINKS.includes(key)) return ADDRESS
    return (isText && key !== 'lang') || READ.includes(key) ? MARKUP + value : value
  }
  if (Array.isArray(value)) return value.map((each) => marked(each, key, isText))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      marked(each, name, isText || name === 'texts'),
    ]),
  )
}

const CONFIG = JSON.stringify(marked(metalive)).replaceAll('<', '\\u003c')
const OWN = `<script type="application/json" id="metalive-consent-config">${CONFIG}</script>`

interface Found {
  readonly layers: readonly string[]
  readonly images: number
  readonly scripts: readonly string[]
  readonly hacked: unknown
  /** The parts in which the markup can be read. */
  readonly readIn: readonly string[]
}

/** Runs in the page. */
function look(): Found {
  const hosts = document.querySelectorAll(
    'metalive-consent, metalive-consent-settings, metalive-consent-embed',
  )
  const roots = [...hosts].flatMap(({ shadowRoot }) => shadowRoot ?? [])
  const all = (selector: string): readonly Element[] =>
    roots.flatMap((root) => [...root.querySelectorAll(selector)])
  return {
    layers: all('section.box, dialog[open], .body').map((each) => each.getAttribute('part') ?? ''),
    images: all('img').length,
    scripts: all('a').flatMap((each) => {
      const href = each.getAttribute('href') ?? ''
      return href.startsWith('javascript:') ? [href] : []
    }),
    hacked: Reflect.get(window, 'hacked') ?? null,
    readIn: all('section.box, dialog[open], .body')
      .filter((each) => (each.textContent ?? '').includes('<img src="x"'))
      .map((each) => each.getAttribute('part') ?? ''),
  }
}

const show = (ui: Ui, layer: Layer | 'ask'): Promise<void> =>
  ui.evaluate((layer) => {
    const consent = window.metaliveConsent as Consent
    if (layer === 'ask') consent.ask('zendesk')
    else consent.show(layer)
  }, layer)

test('in every layer markup of a config is read, and its addresses lead nowhere', async ({
  ui,
  site,
}) => {
  site.put('/', { body: page({ script: OWN + SCRIPT, body: FRAME }) })
  for (const layer of [
    'banner',
    'preferences',
    'age',
    'record',
    'wording',
    'unsaved',
    'ask',
  ] as const) {
    await ui.goto('/')
    await show(ui, layer)
    const part = layer === 'wording' || layer === 'unsaved' ? 'notice' : layer
    await expect.poll(async () => (await ui.evaluate(look)).layers).toContain(part)
    // The placeholder's, too.
    await expect.poll(async () => (await ui.evaluate(look)).layers.length).toBeGreaterThan(1)
    const { images, scripts, hacked, readIn } = await ui.evaluate(look)
    expect({ layer, images, scripts, hacked }).toEqual({
      layer,
      images: 0,
      scripts: [],
      hacked: null,
    })
    expect(readIn).toContain(part)
  }
})
