/** A player in a frame: the page around it says what is granted, or nothing is. */
import type { Site } from '../demo/server.ts'
import { encodeRecord } from '../src/core/record.ts'
import { metalive } from '../src/metalive.ts'
import { expect, HOSTS, test } from './fixtures.ts'
import { ALL_RAN, acceptAll, BANNER, PREFERENCES, page, RECORD, TAGS, TODAY } from './pages.ts'
import { OWN_SCRIPT, serveBuilds } from './site-build.ts'
import type { Ui } from './ui.ts'

const [WWW, PLAY] = HOSTS

interface Said {
  /** Whether anything of the SDK's is to be seen. */
  readonly asks: boolean
  readonly ran: readonly string[]
  readonly cookie: string
  readonly analytics: string
  readonly errors: readonly string[]
}

/** Says what is so in the frame, into which nobody can look. */
const REPORTER = `
  <script>
    const errors = []
    metaliveConsent.onError(({ message }) => errors.push(message))
    addEventListener('error', ({ message }) => errors.push(message))
    const isSeen = (element) => element.getClientRects().length > 0
    setInterval(() => {
      const shadow = document.querySelector('metalive-consent')?.shadowRoot
      const asks = [...(shadow?.querySelectorAll('[part]') ?? [])].some(isSeen)
      const ran = [...(window.ran ?? [])].sort()
      const analytics = metaliveConsent.state.choices.analytics ?? 'open'
      parent.postMessage({ asks, ran, cookie: document.cookie, analytics, errors }, '*')
    }, 100)
  </script>`

const HEARER = `
  <script>addEventListener('message', ({ data }) => { if (data?.ran) window.said = data })</script>`

const said = (ui: Ui): Promise<Said | null> =>
  ui.evaluate(() => Reflect.get(window, 'said') ?? null)

interface Case {
  /** Whose answers the player takes. Default: those of the site's first host. */
  readonly hosts?: readonly string[]
  /** Whose frames the host answers. Default: those of the second. */
  readonly players?: readonly string[]
  /** The page around the player. Default: one with the same SDK. */
  readonly around?: string
  /** What stands above the player. */
  readonly above?: string
}

async function serve(site: Site, { hosts, players, around, above = '' }: Case = {}): Promise<void> {
  const config = {
    ...metalive,
    host: { origins: hosts ?? [site.origin(WWW)] },
    frames: { origins: players ?? [site.origin(PLAY)] },
  }
  await serveBuilds(site, [config], HOSTS)
  const player = page({ script: OWN_SCRIPT, head: TAGS, body: REPORTER })
  site.put('/player', { body: player, host: PLAY })
  const frame = `${above}<iframe src="${site.origin(PLAY)}/player" title="ライブ映像"></iframe>${HEARER}`
  site.put('/', { body: around ? around + frame : page({ script: OWN_SCRIPT, body: frame }) })
}

const NOTHING = { asks: false, ran: [], analytics: 'denied', errors: [] } as const

/** The longest that a frame waits, and more. */
async function wait(ui: Ui): Promise<void> {
  await ui.evaluate(() => new Promise((done) => setTimeout(done, 1500)))
}

/** A visitor who has answered at the player's own address. */
async function answered(ui: Ui, choice: 'granted' | 'denied'): Promise<string> {
  const purposes = metalive.purposes.filter(({ required }) => !required)
  const mark = { choice, day: TODAY, revision: 1, source: 'banner' } as const
  const marks = Object.fromEntries(purposes.map(({ id }) => [id, mark]))
  const id = choice === 'granted' ? 'abcdefghij' : null
  const text = `${RECORD}=${encodeRecord({ wording: 1, age: 'a', id, marks })}`
  await ui.setCookie(`${text}; Secure; Path=/; SameSite=Lax`, { host: PLAY })
  return text
}

test('the page around it is asked, and followed while both are open', async ({ ui, site }) => {
  await serve(site)
  await ui.goto('/')
  await expect.poll(() => said(ui)).toMatchObject(NOTHING)
  await acceptAll(ui)
  await expect.poll(() => said(ui)).toMatchObject({ asks: false, ran: ALL_RAN, errors: [] })
  await ui.click('link', 'プライバシー設定を開く')
  await ui.within('dialog', PREFERENCES).click('button', 'すべて拒否')
  await expect.poll(async () => (await said(ui))?.analytics).toBe('denied')
  await ui.reload()
  await wait(ui)
  expect(await said(ui)).toMatchObject(NOTHING)
})

test('out of view, where no browser paints it, it follows too', async ({ ui, site }) => {
  await serve(site, { above: '<p style="height: 5000px"></p>' })
  await ui.goto('/')
  await expect.poll(() => said(ui)).toMatchObject(NOTHING)
  await acceptAll(ui)
  await expect.poll(() => said(ui)).toMatchObject({ asks: false, ran: ALL_RAN, errors: [] })
})

test('its own cookie is neither obeyed there nor changed', async ({ ui, site }) => {
  await serve(site)
  const refused = await answered(ui, 'denied')
  await ui.goto('/')
  await acceptAll(ui)
  await expect.poll(() => said(ui)).toMatchObject({ ran: ALL_RAN, cookie: refused })
  await ui.clearCookies()
  const granted = await answered(ui, 'granted')
  await ui.goto('/')
  await ui.click('button', 'すべて拒否')
  await wait(ui)
  expect(await said(ui)).toMatchObject({ ...NOTHING, cookie: granted })
})

test('no cookie is made in its name', async ({ ui, site }) => {
  await serve(site)
  await ui.goto('/')
  await acceptAll(ui)
  await expect.poll(() => said(ui)).toMatchObject({ ran: ALL_RAN, cookie: '' })
})

test('opened by itself it asks, like any page', async ({ ui, site }) => {
  await serve(site)
  await ui.goto('/player', { host: PLAY })
  await ui.waitFor('region', BANNER)
})

const SILENT = '<!doctype html><meta charset="utf-8"><title>外</title>'

/** Answers all that asks, in ways that no SDK does. */
const LIAR = `${SILENT}
  <script>
    const all = { functional: 'granted', analytics: 'granted', advertising: 'granted', embeds: 'granted' }
    const state = { type: 'metalive-consent:state', format: 1, choices: all }
    const lies = [
      all,
      'granted',
      JSON.stringify(state),
      { ...state, format: 2 },
      { ...state, type: 'metalive-consent:ask' },
      { ...state, choices: { ...all, ga4: true } },
      { ...state, choices: Object.entries(all) },
      { ...state, choices: null },
    ]
    addEventListener('message', ({ source, data }) => {
      if (data?.type !== 'metalive-consent:ask') return
      window.heard = (window.heard ?? 0) + 1
      for (const lie of lies) source.postMessage(lie, '*')
    })
  </script>`

/** Of the right origin, and in the right words, but not the page around the player. */
const SIBLING = `
  <script>
    const all = { functional: 'granted', analytics: 'granted', advertising: 'granted', embeds: 'granted' }
    const state = { type: 'metalive-consent:state', format: 1, choices: all }
    setInterval(() => {
      for (let i = 0; i < parent.frames.length; i++) parent.frames[i].postMessage(state, '*')
    }, 50)
  </script>`

for (const [what, change] of [
  ['a host that says nothing', { around: SILENT }],
  ['a host of an origin that isn’t listed', { hosts: ['https://www.metalive.example'] }],
  ['a host that doesn’t list the player', { players: ['https://play.metalive.example'] }],
  ['a host that lies', { around: LIAR }],
  [
    'a frame beside it that speaks for the host',
    { around: `${SILENT}<iframe src="/sibling" title="隣"></iframe>` },
  ],
] as const) {
  test(`${what} grants nothing, and nobody is asked in the frame`, async ({ ui, site }) => {
    await serve(site, change)
    site.put('/sibling', { body: SIBLING })
    await ui.goto('/')
    // Where there is someone who can answer.
    if (!('around' in change)) await acceptAll(ui)
    await wait(ui)
    await wait(ui)
    expect(await said(ui)).toMatchObject(NOTHING)
    const heard = await ui.evaluate(() => Reflect.get(window, 'heard') ?? 1)
    expect(heard).toBe(1)
  })
}
