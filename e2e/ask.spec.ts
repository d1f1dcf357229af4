/** A question about one thing, where it is needed: `consent.ask()`. */
import { readdirSync } from 'node:fs'
import type { Site } from '../demo/server.ts'
import { axeFindings, serveAxe } from './axe.ts'
import { expect, test } from './fixtures.ts'
import {
  AGE,
  acceptAll,
  BANNER,
  choicesOf,
  ownErrors,
  page,
  ran,
  recordOf,
  SCRIPT,
  sayAge,
  settle,
  tracked,
} from './pages.ts'
import { misfits, ownReceipts, RECEIPTS_SCRIPT } from './receipts.ts'
import type { Ui } from './ui.ts'

const CHAT = '「Zendesk(問い合わせウィジェット)」について、お選びください'
const VIDEO = '「YouTube(埋め込み動画)」について、お選びください'
const WHY = 'チャットは、Zendesk社のプログラムで動きます。'

const HEAD = `
  <script type="text/plain" data-consent-service="zendesk" src="{{tracker}}/chat.js"></script>
  <script>
    window.answers = []
    const ask = (id) =>
      metaliveConsent.ask(id, { why: '${WHY}' }).then((choice) => answers.push(id + ' ' + choice))
  </script>`
const BODY = `
  <button onclick="ask('zendesk')">チャットを開く</button>
  <button onclick="ask('zendesk'); ask('zendesk'); ask('youtube')">みな開く</button>`

function put(site: Site, script = SCRIPT): void {
  site.put('/', { body: page({ script, head: HEAD, body: BODY }) })
}

const answers = (ui: Ui): Promise<readonly string[]> =>
  ui.evaluate((): string[] => Reflect.get(window, 'answers'))

/** Of a visitor who has refused all, and needs the chat now. */
async function refused(ui: Ui, site: Site, script = SCRIPT): Promise<void> {
  put(site, script)
  await ui.goto('/')
  await ui.click('button', 'すべて拒否')
  await ui.waitFor('region', BANNER, 'hidden')
}

test('who refused all can allow the one thing that they need, and nothing else runs', async ({
  ui,
  site,
}) => {
  await refused(ui, site)
  await ui.click('button', 'チャットを開く')
  await ui.waitFor('dialog', CHAT)
  const text = await ui.text('dialog', CHAT)
  expect(text).toContain(WHY)
  expect(text).toContain('許可すると、次の情報をZendesk, Inc.へ送ります。')
  expect(text).toContain('チャットの代わりに、メールでお問い合わせいただけます。')
  expect(await ran(ui)).toEqual([])

  await ui.within('dialog', CHAT).click('button', '許可する')
  await sayAge(ui)
  await expect.poll(() => answers(ui)).toEqual(['zendesk granted'])
  await expect.poll(() => ran(ui)).toEqual(['/chat.js'])
  expect((await recordOf(ui))?.marks).toMatchObject({
    functional: { choice: 'denied', source: 'banner' },
    zendesk: { choice: 'granted', source: 'ask' },
  })

  await ui.click('button', 'チャットを開く')
  await expect.poll(() => answers(ui)).toEqual(['zendesk granted', 'zendesk granted'])
  expect(await ui.visible('dialog', CHAT)).toBe(false)
  expect(await ownErrors(ui)).toEqual([])
})

test('the banner stays open under it, and asks about the rest still', async ({ ui, site }) => {
  put(site)
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await ui.evaluate(() => document.querySelector('button')?.click())
  await ui.waitFor('dialog', CHAT)
  await ui.within('dialog', CHAT).click('button', '許可しない')
  await expect.poll(() => answers(ui)).toEqual(['zendesk denied'])
  expect(await choicesOf(ui)).toEqual({ zendesk: 'denied' })
  expect(await ui.visible('region', BANNER)).toBe(true)
  await acceptAll(ui)
  await expect.poll(() => ran(ui)).toEqual(['/chat.js'])
})

test('Escape decides nothing, and the focus goes back to what was pressed', async ({
  ui,
  site,
}) => {
  await refused(ui, site)
  const before = await recordOf(ui)
  await ui.click('button', 'チャットを開く')
  await ui.waitFor('dialog', CHAT)
  expect(await ui.focused()).toMatchObject({ role: 'dialog', name: CHAT })
  await ui.press('Escape')
  await ui.waitFor('dialog', CHAT, 'hidden')
  await expect.poll(() => answers(ui)).toEqual(['zendesk denied'])
  expect(await recordOf(ui)).toEqual(before)
  expect(await ui.focused()).toMatchObject({ role: 'button', name: 'チャットを開く' })
})

test('it is answered with the keyboard alone, through the question of age and back', async ({
  ui,
  site,
}) => {
  await refused(ui, site)
  await ui.click('button', 'チャットを開く')
  await ui.waitFor('dialog', CHAT)
  for (let i = 0; i < 8; i++) {
    if ((await ui.focused())?.name === '許可する') break
    await ui.press('Tab')
  }
  await ui.press('Enter')
  await ui.waitFor('dialog', AGE)
  expect(await ui.focused()).toMatchObject({ role: 'dialog', name: AGE })
  for (let i = 0; i < 4 && (await ui.focused())?.name !== '16歳以上'; i++) await ui.press('Tab')
  await ui.press('Enter')
  await expect.poll(() => answers(ui)).toEqual(['zendesk granted'])
  expect(await ui.focused()).toMatchObject({ role: 'button', name: 'チャットを開く' })
})

test('two questions about one thing are one, and another waits for its turn', async ({
  ui,
  site,
}) => {
  await refused(ui, site)
  await ui.click('button', 'みな開く')
  await ui.waitFor('dialog', CHAT)
  expect(await ui.visible('dialog', VIDEO)).toBe(false)
  await ui.within('dialog', CHAT).click('button', '許可しない')
  await ui.waitFor('dialog', VIDEO)
  expect(await answers(ui)).toEqual(['zendesk denied', 'zendesk denied'])
  await ui.within('dialog', VIDEO).click('button', '許可する')
  await sayAge(ui)
  await expect.poll(() => answers(ui)).toHaveLength(3)
  expect(await choicesOf(ui)).toMatchObject({ zendesk: 'denied', youtube: 'granted' })
})

test('a script that presses grants nothing', async ({ ui, site }) => {
  await refused(ui, site)
  await ui.click('button', 'チャットを開く')
  await ui.waitFor('dialog', CHAT)
  await ui.evaluate(() => {
    const root = document.querySelector('metalive-consent')?.shadowRoot
    root?.querySelector<HTMLElement>('#ask-allow')?.click()
  })
  await settle(ui)
  expect(await ui.text('dialog', CHAT)).toContain('もう一度、ご自身で押してください。')
  expect(await choicesOf(ui)).not.toHaveProperty('zendesk')
  expect(await answers(ui)).toEqual([])
})

test('without its file the answer is no, and the page goes on', async ({ ui, site }) => {
  await refused(ui, site)
  const file = readdirSync('dist/consent').find((name) =>
    /^consent-ask-[0-9a-f]{8}\.js$/.test(name),
  )
  site.put(`/metalive/${file}`, { status: 404, body: 'not here' })
  await ui.click('button', 'チャットを開く')
  await expect.poll(() => answers(ui)).toEqual(['zendesk denied'])
  expect(await ownErrors(ui)).toHaveLength(1)
  expect(await ran(ui)).toEqual([])
})

test('nobody is asked while the page is prerendered', async ({ ui, site }) => {
  const asleep = `<script>
    Object.defineProperty(Document.prototype, 'prerendering', { get: () => true })
  </script>`
  put(site, asleep + SCRIPT)
  await ui.goto('/')
  await ui.click('button', 'チャットを開く')
  await expect.poll(() => answers(ui)).toEqual(['zendesk denied'])
  expect(await ui.visible('dialog', CHAT)).toBe(false)
})

test('the grant has a receipt with every word of it', async ({ ui, site }) => {
  await refused(ui, site, RECEIPTS_SCRIPT)
  await ui.click('button', 'チャットを開く')
  await ui.within('dialog', CHAT).click('button', '許可する')
  await sayAge(ui)
  await expect.poll(() => site.receipts()).toHaveLength(1)
  const [receipt] = await site.receipts()
  expect(receipt).toMatchObject({
    source: 'ask',
    shown: { layer: 'ask', button: 'allow', lang: 'ja' },
    marks: { zendesk: { choice: 'granted', source: 'ask' } },
  })
  expect(misfits(receipt)).toEqual([])
  await expect.poll(async () => (await ownReceipts(ui))[0]?.text).toContain(WHY)
})

for (const width of [320, 1280]) {
  test(`the demo’s chat is there once it is allowed, and axe finds nothing, at ${width} px`, async ({
    ui,
    site,
  }) => {
    await serveAxe(site)
    await ui.goto('/')
    await ui.click('button', 'すべて拒否')
    await ui.resize(width, 720)
    await ui.click('button', 'チャットで質問する')
    await ui.waitFor('dialog', CHAT)
    expect(await axeFindings(ui)).toEqual([])
    await ui.within('dialog', CHAT).click('button', '許可しない')
    await expect.poll(() => ui.text('status', '')).toContain('メールでご質問ください。')
    expect(asked(site)).toEqual([])

    await ui.click('button', 'チャットで質問する')
    await ui.within('dialog', CHAT).click('button', '許可する')
    await sayAge(ui)
    await expect.poll(() => asked(site)).toEqual(['/embed/chat.html'])
  })
}

/** Of the chat's recipient. */
function asked(site: Site): readonly string[] {
  return tracked(site).filter((path) => path.includes('chat'))
}
