/** The proof of a decision: what it says, and that it costs the visitor nothing to be delivered. */
import { readFileSync } from 'node:fs'
import type { Answer } from '../demo/hosts.ts'
import type { Site } from '../demo/server.ts'
import type { Consent } from '../src/core/types.ts'
import { metalive } from '../src/metalive.ts'
import { expect, test } from './fixtures.ts'
import {
  AGE,
  acceptAll,
  BANNER,
  FRAME,
  GPC,
  ownErrors,
  PREFERENCES,
  page,
  ran,
  recordOf,
  sayAge,
  settle,
  TAGS,
} from './pages.ts'
import {
  endBackOff,
  hideReadings,
  linesOf,
  misfits,
  ownReceipts,
  posted,
  RECEIPTS_PATH,
  RECEIPTS_SCRIPT,
  receiptKeys,
  receiptsIn,
  sha256,
} from './receipts.ts'
import { OWN_SCRIPT, serveBuilds } from './site-build.ts'
import type { Ui } from './ui.ts'

const put = (site: Site, { head = '', body = '', policy = '' } = {}): void =>
  site.put('/', {
    body: page({ script: head + RECEIPTS_SCRIPT, head: TAGS, body }),
    headers: policy ? { 'content-security-policy': policy } : {},
  })

/** Of a press: what it was, and the words that stood there. */
interface Pressed {
  readonly layer: string
  readonly button: string
  readonly words: string
}

/** The last receipt, once the server has it, is of that press, and fits the schema. */
async function expectProof(ui: Ui, site: Site, { layer, button, words }: Pressed): Promise<void> {
  const last = async (): Promise<object | null | undefined> => (await site.receipts()).at(-1)?.shown
  await expect.poll(last).toMatchObject({ layer, button, lang: 'ja' })
  expect(receiptsIn(posted(site)).flatMap(misfits)).toEqual([])
  const own = (await ownReceipts(ui)).at(-1)
  expect((await site.receipts()).at(-1)?.shown?.hash).toBe(sha256(own?.text ?? ''))
  // A line of the page may be several pieces of text.
  expect(own?.text.replace(/\s/g, '')).toBe(words.replace(/\s/g, ''))
}

test('L16: a grant is proven by the hash of just the words that stood on the screen', async ({
  ui,
  site,
}) => {
  put(site)
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await hideReadings(ui)
  const words = `${linesOf(await ui.text('region', BANNER)).join('\n')}\n`
  const start = Date.now()
  await acceptAll(ui)
  await expect.poll(async () => (await site.receipts()).length).toBe(1)
  const [receipt] = await site.receipts()
  const record = await recordOf(ui)
  expect(receipt).toEqual({
    schema: 1,
    id: expect.stringMatching(/^[a-z0-9]{10}$/),
    record: record?.id,
    previous: null,
    time: expect.any(String),
    source: 'banner',
    shown: { layer: 'banner', button: 'acceptAll', lang: 'ja', hash: sha256(words) },
    marks: record?.marks,
    revision: 1,
    wording: 1,
    age: 'adult',
    gpc: false,
    controller: 'PRIME HOLDINGS 株式会社',
    policy: { href: '/privacy.html', revised: '2023-08-08' },
    joins: [],
    sdk: JSON.parse(readFileSync('package.json', 'utf8')).version,
  })
  expect(misfits(receipt)).toEqual([])
  const time = Date.parse(receipt?.time ?? '')
  expect(time).toBeGreaterThanOrEqual(start)
  expect(time).toBeLessThanOrEqual(Date.now())
  // Nothing of the visitor goes along.
  expect(site.log.find(({ path }) => path === RECEIPTS_PATH)?.cookie).toBe('')
})

test('L10: what joins with a person names its recipient in the banner, and in the receipt', async ({
  ui,
  site,
}) => {
  const services = metalive.services.map((each) =>
    each.id === 'meta-pixel' ? { ...each, joinsPerson: true } : each,
  )
  await serveBuilds(site, [{ ...metalive, services, receipt: { url: RECEIPTS_PATH } }])
  site.put('/', { body: page({ script: OWN_SCRIPT }) })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await hideReadings(ui)
  const text = await ui.text('region', BANNER)
  expect(text).toContain('Meta Platforms, Inc.は、受け取る')
  expect(text).toContain('同社が持つお客様の情報と結びつけることがあります。')
  await acceptAll(ui)
  await expect.poll(async () => (await site.receipts()).length).toBe(1)
  const [receipt] = await site.receipts()
  expect(receipt?.joins).toEqual([
    {
      service: 'meta-pixel',
      recipient: 'Meta Platforms, Inc.',
      items: services.find(({ id }) => id === 'meta-pixel')?.sends,
    },
  ])
  expect(receipt?.shown?.hash).toBe(sha256(`${linesOf(text).join('\n')}\n`))
  expect(misfits(receipt)).toEqual([])
})

test('what GPC refuses stays out of the receipt, which says that the browser sent it', async ({
  ui,
  site,
}) => {
  put(site, { head: GPC })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await hideReadings(ui)
  const words = await ui.text('region', BANNER)
  await ui.click('button', '広告以外を許可')
  await sayAge(ui)
  await expectProof(ui, site, { layer: 'banner', button: 'acceptOthers', words })
  const [receipt] = await site.receipts()
  expect(receipt?.gpc).toBe(true)
  expect(receipt?.marks).not.toHaveProperty('advertising')
})

test('the preferences are proven with every word, those of folded parts too', async ({
  ui,
  site,
}) => {
  put(site)
  await ui.goto('/')
  await ui.click('button', '個別に選ぶ')
  const dialog = ui.within('dialog', PREFERENCES)
  await dialog.click('switch', '利用状況の分析:許可する')
  await ui.evaluate(() => {
    const root = document.querySelector('metalive-consent')?.shadowRoot
    for (const details of root?.querySelectorAll('details') ?? []) details.open = true
  })
  const words = await ui.text('dialog', PREFERENCES)
  await dialog.click('button', 'この設定を保存')
  await sayAge(ui)
  await expectProof(ui, site, { layer: 'preferences', button: 'save', words })
  expect((await site.receipts())[0]?.marks).toMatchObject({
    analytics: { choice: 'granted', source: 'preferences' },
    advertising: { choice: 'denied' },
  })
})

test('いつも表示 is proven with the words of its placeholder', async ({ ui, site }) => {
  put(site, { body: FRAME })
  await ui.goto('/')
  await ui.click('button', 'すべて拒否')
  await ui.waitFor('button', 'いつも表示')
  const words = await ui.text('group', 'YouTubeの動画')
  await ui.click('button', 'いつも表示')
  await sayAge(ui)
  await expectProof(ui, site, { layer: 'placeholder', button: 'always', words })
})

test('a switch of the list is proven with the words of its row', async ({ ui, site }) => {
  await ui.goto('/')
  await ui.click('button', 'すべて拒否')
  await ui.goto('/consent/disclosure.html')
  await ui.waitFor('switch', 'Countly:許可する')
  const words = await ui.evaluate(() => {
    const root = document.querySelector('[data-consent-disclosure]')?.shadowRoot
    return root?.querySelector<HTMLElement>('#disclosure-countly')?.innerText ?? ''
  })
  await ui.click('switch', 'Countly:許可する')
  await sayAge(ui)
  await expectProof(ui, site, { layer: 'disclosure', button: 'allow', words })
})

/** Turns embeds off, or on, in the preferences. */
async function switchEmbeds(ui: Ui): Promise<void> {
  await ui.click('link', 'プライバシー設定を開く')
  const dialog = ui.within('dialog', PREFERENCES)
  await dialog.click('switch', '外部の動画・SNS:許可する')
  await dialog.click('button', 'この設定を保存')
  await dialog.click('button', '閉じる')
}

test('each receipt has the hash of the one before, and the record’s id', async ({ ui, site }) => {
  put(site)
  await ui.goto('/')
  await acceptAll(ui)
  await switchEmbeds(ui)
  await expect.poll(() => site.receipts()).toHaveLength(2)
  await ui.reload()
  await switchEmbeds(ui)
  await expect.poll(() => site.receipts()).toHaveLength(3)
  const receipts = await site.receipts()
  // What was on its way when the page was left comes again, and is known.
  const bodies = [...new Set(posted(site))]
  expect(receipts.map(({ previous }) => previous)).toEqual([
    null,
    sha256(bodies[0] ?? ''),
    sha256(bodies[1] ?? ''),
  ])
  expect(new Set(receipts.map(({ record }) => record))).toEqual(new Set([(await recordOf(ui))?.id]))
  expect(new Set(receipts.map(({ id }) => id)).size).toBe(3)
})

/** What the page threw. Firefox’s own word on a policy comes the same way. */
async function thrown(ui: Ui): Promise<readonly string[]> {
  const messages = await ui.console()
  const uncaught = messages.filter(({ level }) => level === 'uncaught').map(({ text }) => text)
  return uncaught.filter((text) => !text.startsWith('Content-Security-Policy'))
}

const NEVER: Answer = () => new Promise(() => {})

/** What an endpoint, or a page’s policy, can do to receipts. */
const FAILURES: Readonly<Record<string, { readonly answer?: Answer; readonly policy?: string }>> = {
  // Browsers connect to no such port.
  'that can’t be reached': {
    answer: ({ url }) => ({
      status: 307,
      body: '',
      headers: { location: `https://${url.hostname}:1/` },
    }),
  },
  'that answers 500': { answer: () => ({ status: 500, body: 'no' }) },
  'that has had too many': { answer: () => ({ status: 429, body: '' }) },
  'that never answers': { answer: NEVER },
  'that the page’s policy forbids': { policy: "connect-src 'none'" },
}

for (const [what, { answer, policy = '' }] of Object.entries(FAILURES)) {
  test(`an endpoint ${what} costs the visitor nothing, and a later page delivers`, async ({
    ui,
    site,
  }) => {
    put(site, { policy })
    let fails = true
    site.answer(RECEIPTS_PATH, (request) => (fails ? answer?.(request) : undefined))
    await ui.goto('/')
    await acceptAll(ui)
    await ui.waitFor('region', BANNER, 'hidden')
    await expect.poll(async () => (await ran(ui)).length).toBe(5)
    if (!policy) await expect.poll(() => posted(site).length).toBe(1)
    await settle(ui)
    expect(posted(site).length).toBeLessThanOrEqual(1)
    expect(await thrown(ui)).toEqual([])
    expect((await ownErrors(ui)).length).toBeLessThanOrEqual(1)
    await expect.poll(async () => (await ownReceipts(ui)).length).toBe(1)

    fails = false
    put(site)
    await endBackOff(ui)
    await ui.reload()
    await expect.poll(() => site.receipts()).toHaveLength(1)
    expect(receiptsIn(posted(site)).at(-1)?.shown?.button).toBe('acceptAll')
    await expect.poll(async () => (await ownReceipts(ui))[0]?.delivered).toBe(true)
    await ui.reload()
    await settle(ui)
    expect(await site.receipts()).toHaveLength(1)
    expect(await thrown(ui)).toEqual([])
  })
}

test('the answer holds at once, however long the endpoint takes', async ({ ui, site }) => {
  put(site)
  site.answer(RECEIPTS_PATH, NEVER)
  await ui.goto('/')
  await ui.click('button', 'すべて許可')
  await ui.waitFor('dialog', AGE)
  // From the press on, by the page's own clock: the banner is gone, and every tag has run.
  await ui.evaluate(() => {
    Reflect.set(
      window,
      'took',
      new Promise<number>((done) => {
        let start = 0
        addEventListener('click', () => {
          start = performance.now()
        })
        const look = (): void => {
          const ran: readonly string[] = Reflect.get(window, 'ran') ?? []
          const shown = document
            .querySelector('metalive-consent')
            ?.shadowRoot?.querySelector('section')
          if (ran.length === 5 && !shown) done(performance.now() - start)
          else setTimeout(look, 10)
        }
        look()
      }),
    )
  })
  await ui.click('button', '16歳以上')
  expect(await ui.evaluate((): Promise<number> => Reflect.get(window, 'took'))).toBeLessThan(1000)
  await expect.poll(() => posted(site).length).toBe(1)
})

test('of 30 answers in a row a page sends ten at most, and the next ones the rest', async ({
  ui,
  site,
}) => {
  put(site)
  await ui.goto('/')
  await acceptAll(ui)
  await ui.evaluate(() => {
    const consent = window.metaliveConsent as Consent
    for (let n = 1; n < 30; n++) consent.decide({ analytics: n % 2 ? 'denied' : 'granted' })
  })
  for (const total of [10, 20, 30]) {
    await expect.poll(() => posted(site).length).toBe(total)
    await settle(ui)
    expect(posted(site).length).toBe(total)
    await ui.reload()
  }
  const receipts = await site.receipts()
  expect(new Set(receipts.map(({ id }) => id)).size).toBe(30)
  const bodies = posted(site)
  const before = [null, ...bodies.slice(0, -1).map(sha256)]
  expect(receipts.map(({ previous }) => previous)).toEqual(before)
  // The browser keeps the newest alone, once the server has them all.
  await expect.poll(async () => (await receiptKeys(ui)).length).toBe(20)
})

for (const [what, head] of [
  ['for a page of ours', RECEIPTS_SCRIPT],
  ['for one that has nothing of ours', ''],
] as const) {
  test(`who leaves in the very moment of the answer, ${what}, has it delivered once`, async ({
    ui,
    site,
  }) => {
    put(site, {
      body: `<script>
        addEventListener('click', ({ target }) => {
          if (target.localName === 'metalive-consent' && document.cookie) location.assign('/next')
        })
      </script>`,
    })
    site.put('/next', { body: page({ script: head }) })
    await ui.goto('/')
    await acceptAll(ui)
    const here = (): Promise<string> => ui.evaluate(() => location.pathname).catch(() => '')
    await expect.poll(here).toBe('/next')
    if (!head) await ui.goto('/')
    await expect.poll(() => site.receipts()).toHaveLength(1)
    await settle(ui)
    expect(new Set(posted(site)).size).toBe(1)
    expect((await ownReceipts(ui).catch(() => [])).length).toBe(1)
  })
}

test('who refuses everything sends nothing, and has no key and no id', async ({ ui, site }) => {
  put(site)
  await ui.goto('/')
  await ui.click('button', 'すべて拒否')
  await ui.waitFor('region', BANNER, 'hidden')
  await settle(ui)
  await ui.reload()
  await settle(ui)
  expect(posted(site)).toEqual([])
  expect(await receiptKeys(ui)).toEqual([])
  expect((await recordOf(ui))?.id).toBeNull()
})

test('who withdraws everything has it proven by a last receipt without an id, and no key then', async ({
  ui,
  site,
}) => {
  put(site)
  await ui.goto('/')
  await acceptAll(ui)
  await expect.poll(() => site.receipts()).toHaveLength(1)
  await ui.click('link', 'プライバシー設定を開く')
  await ui.within('dialog', PREFERENCES).click('button', 'すべて拒否')
  await expect.poll(() => site.receipts()).toHaveLength(2)
  const last = (await site.receipts())[1]
  expect(last).toMatchObject({ record: null, joins: [], shown: { button: 'rejectAll' } })
  expect(last?.previous).toBe(sha256(posted(site)[0] ?? ''))
  expect(misfits(last)).toEqual([])
  await expect.poll(() => receiptKeys(ui)).toEqual([])
  expect((await recordOf(ui))?.id).toBeNull()
})

test('two tabs that answer leave one chain, and the server each receipt once', async ({
  ui,
  site,
}) => {
  put(site)
  await ui.goto('/')
  await acceptAll(ui)
  const other = await ui.newTab()
  await other.goto('/')
  await switchEmbeds(other)
  await switchEmbeds(ui)
  await expect.poll(() => site.receipts()).toHaveLength(3)
  await settle(ui)
  const receipts = await site.receipts()
  const bodies = [...new Set(posted(site))]
  expect(receipts.map(({ previous }) => previous)).toEqual([
    null,
    ...bodies.slice(0, -1).map(sha256),
  ])
})

test('a browser that keeps nothing beside cookies costs no more than the receipts', async ({
  ui,
  site,
}) => {
  put(site, {
    head: `<script>
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('The operation is insecure.', 'SecurityError')
        },
      })
    </script>`,
  })
  await ui.goto('/')
  await acceptAll(ui)
  await expect.poll(async () => (await ran(ui)).length).toBe(5)
  await settle(ui)
  expect(posted(site)).toEqual([])
  expect(await ownErrors(ui)).toEqual(['[consent] This browser keeps no receipt.'])
  await ui.click('link', 'プライバシー設定を開く')
  await ui.within('dialog', PREFERENCES).click('button', 'あなたの記録を見る')
  await ui.waitFor('dialog', 'あなたの記録')
  expect(await thrown(ui)).toEqual([])
})
