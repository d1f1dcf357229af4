/** What the visitor chose, to see, check, take along, withdraw and erase. */
import type { Site } from '../demo/server.ts'
import type { Consent } from '../src/core/types.ts'
import { metalive } from '../src/metalive.ts'
import { axeFindings, serveAxe } from './axe.ts'
import { expect, test } from './fixtures.ts'
import {
  acceptAll,
  BANNER,
  choicesOf,
  leaving,
  ownErrors,
  PREFERENCES,
  page,
  RECORD,
  ran,
  recordOf,
  settle,
  TAGS,
  TODAY,
} from './pages.ts'
import { misfits, ownReceipts, posted, RECEIPTS_SCRIPT, receiptKeys, sha256 } from './receipts.ts'
import type { Ui } from './ui.ts'

const OWN = 'あなたの記録'
const ERASED = '停止して、消去しました'

const put = (site: Site, script = RECEIPTS_SCRIPT): void =>
  site.put('/', {
    body: page({
      script,
      head: TAGS,
      body: '<p><a href="/privacy.html" data-consent-open="record">あなたの記録を開く</a></p>',
    }),
  })

async function open(ui: Ui): Promise<void> {
  await ui.click('link', 'あなたの記録を開く')
  await ui.waitFor('dialog', OWN)
}

/** Of a visitor who has accepted all, and whose receipt has arrived. */
async function accepted(ui: Ui, site: Site): Promise<void> {
  put(site)
  await ui.goto('/')
  await acceptAll(ui)
  await expect.poll(() => site.receipts()).toHaveLength(1)
  await expect.poll(async () => (await ownReceipts(ui))[0]?.delivered).toBe(true)
}

test('the preferences and a link lead to it, and the focus goes there and back', async ({
  ui,
  site,
}) => {
  await accepted(ui, site)
  await open(ui)
  const inside = (): Promise<boolean> =>
    ui.evaluate(() => {
      const focused = document.querySelector('metalive-consent')?.shadowRoot?.activeElement
      return focused?.closest('dialog.record') !== null && focused !== null
    })
  expect(await inside()).toBe(true)
  await ui.press('Escape')
  await ui.waitFor('dialog', OWN, 'hidden')
  expect(await ui.focused()).toMatchObject({ role: 'link', name: 'あなたの記録を開く' })

  await ui.click('link', 'プライバシー設定を開く')
  await ui.within('dialog', PREFERENCES).click('button', 'あなたの記録を見る')
  await ui.waitFor('dialog', OWN)
  expect(await inside()).toBe(true)
  expect(await ui.visible('dialog', PREFERENCES)).toBe(false)
  await ui.within('dialog', OWN).click('button', '閉じる')
  await ui.waitFor('dialog', OWN, 'hidden')
  expect(await ui.focused()).toMatchObject({ role: 'link', name: 'プライバシー設定を開く' })
})

test('it says what was chosen, when, where and under which text, and whom to ask', async ({
  ui,
  site,
}) => {
  await accepted(ui, site)
  await open(ui)
  const text = await ui.text('dialog', OWN)
  const day = new Intl.DateTimeFormat('ja', { dateStyle: 'medium', timeZone: 'UTC' })
  const today = day.format(TODAY * 86_400_000)
  for (const title of ['追加機能', '利用状況の分析', '広告', '外部の動画・SNS']) {
    expect(text.replace(/\s+/g, ' ')).toContain(`${title} 許可 ${today} 最初の画面`)
  }
  expect(text).toContain('使いみちの第1版、文章の第1版による選択です。')
  const { legalName, address, email, hours } = metalive.operator
  expect(text).toContain(`お問い合わせ: ${legalName} ${address} / ${email} / ${hours}`)
})

test('its number is the server’s, and is copied by one press', async ({ ui, site }) => {
  put(site, `${CLIPBOARD}${RECEIPTS_SCRIPT}`)
  await ui.goto('/')
  await acceptAll(ui)
  await expect.poll(() => site.receipts()).toHaveLength(1)
  await open(ui)
  const id = (await site.receipts())[0]?.id ?? ''
  expect(await ui.text('dialog', OWN)).toContain(`控えの番号:${id}`)
  await ui.click('button', '番号をコピー')
  await expect.poll(() => ui.text('dialog', OWN)).toContain('コピーしました。')
  expect(await ui.evaluate(() => Reflect.get(window, 'copied'))).toBe(id)
})

/** No engine’s driver lets a page have the real one. */
const CLIPBOARD = `<script>
  Object.defineProperty(navigator, 'clipboard', {
    value: { writeText: async (text) => { window.copied = text } },
  })
</script>`

test('whether the words fit the receipt is checked in the browser, and a changed word shows', async ({
  ui,
  site,
}) => {
  await accepted(ui, site)
  const verify = async (): Promise<void> => {
    await open(ui)
    await ui.evaluate(() => {
      const root = document.querySelector('metalive-consent')?.shadowRoot
      for (const each of root?.querySelectorAll('dialog details') ?? [])
        each.toggleAttribute('open')
    })
    expect(await ui.text('dialog', OWN)).toContain('外部へのデータ送信について')
    await ui.click('button', '控えと一致するか確かめる')
  }
  await verify()
  await expect.poll(() => ui.text('dialog', OWN)).toContain('控えと一致しました。')
  await ui.within('dialog', OWN).click('button', '閉じる')
  await ui.evaluate(() => {
    const key = Object.keys(localStorage).find((each) => each.includes('receipt.')) ?? ''
    localStorage.setItem(
      key,
      localStorage.getItem(key)?.replace('お選びください', 'お選び下さい') ?? '',
    )
  })
  await verify()
  await expect.poll(() => ui.text('dialog', OWN)).toContain('控えと一致しません。')
})

test('the download holds the record, and receipts that fit the published schema', async ({
  ui,
  site,
}) => {
  await accepted(ui, site)
  await open(ui)
  // What the browser is given to save; where it would save it is its own matter.
  await ui.evaluate(() => {
    const create = URL.createObjectURL
    URL.createObjectURL = (blob: Blob): string => {
      Reflect.set(window, 'saved', blob.text())
      return create.call(URL, blob)
    }
    HTMLAnchorElement.prototype.click = function click(): void {
      Reflect.set(window, 'savedAs', this.download)
    }
  })
  await ui.click('button', 'ダウンロード')
  const saved = async (): Promise<string> => ui.evaluate(() => Reflect.get(window, 'saved') ?? '')
  await expect.poll(saved).not.toBe('')
  expect(await ui.evaluate(() => Reflect.get(window, 'savedAs'))).toBe('consent-record.json')
  const copy = JSON.parse(await saved())
  expect(copy).toMatchObject({
    format: 'metalive-consent-record/1',
    record: await recordOf(ui),
    receipts: [{ receipt: (await site.receipts())[0], delivered: true }],
  })
  const [own] = copy.receipts
  expect(misfits(own.receipt)).toEqual([])
  expect(own.receipt.shown.hash).toBe(sha256(own.text))
})

test('すべて取り消す withdraws everything, and the proof names the press', async ({ ui, site }) => {
  await accepted(ui, site)
  await open(ui)
  await ui.click('button', 'すべて取り消す')
  await ui.waitFor('dialog', OWN, 'hidden')
  await expect.poll(() => choicesOf(ui)).toEqual(DENIED)
  await expect.poll(() => site.receipts()).toHaveLength(2)
  expect((await site.receipts())[1]).toMatchObject({
    record: null,
    source: 'preferences',
    shown: { layer: 'record', button: 'withdraw' },
  })
  await expect.poll(() => receiptKeys(ui)).toEqual([])
  await ui.reload()
  await settle(ui)
  expect(await ran(ui)).toEqual([])
  expect(await ui.visible('region', BANNER)).toBe(false)
})

const DENIED = {
  functional: 'denied',
  analytics: 'denied',
  advertising: 'denied',
  embeds: 'denied',
}

/** Leaves what services of every kind store, and something of the site’s own. */
async function leave(): Promise<void> {
  for (const name of ['_ga', '_clck', '_fbp', 'mine']) {
    // biome-ignore lint/suspicious/noDocumentCookie: what tags use
    document.cookie = `${name}=1; Path=/; Max-Age=9999`
  }
  for (const key of ['ZD-store', '_yjr', 'mine']) localStorage.setItem(key, '1')
}

for (const [how, script] of [
  ['', RECEIPTS_SCRIPT],
  [', where no receipts are kept', '<script src="/metalive/consent.js"></script>'],
] as const) {
  test(`停止と消去 leaves nothing but denials, and says once what no page can erase${how}`, async ({
    ui,
    site,
  }) => {
    put(site, script)
    await ui.goto('/')
    await acceptAll(ui)
    await expect.poll(async () => (await ran(ui)).length).toBe(5)
    await ui.evaluate(leave)
    await open(ui)
    await ui.click('button', '停止と消去')
    await ui.waitFor('dialog', ERASED)
    const told = await ui.text('dialog', ERASED)
    expect(told).toContain('ページを開き直すまで動き続けます')
    expect(told).toContain('YouTube(埋め込み動画)(Google LLC)が使う')
    expect(told).toContain('support@prime-meta.io')
    // As long as a page that was painted may take to hear of it, and a sweep to be done.
    await settle(ui)
    const dialogs = (): Promise<number> =>
      ui.evaluate(
        () =>
          [...document.querySelectorAll('metalive-consent')].flatMap((host) => [
            ...(host.shadowRoot?.querySelectorAll('dialog[open]') ?? []),
          ]).length,
      )
    expect(await dialogs()).toBe(1)
    const names = async (): Promise<readonly string[]> =>
      (await ui.cookies()).map(({ name }) => name).sort()
    await expect.poll(names).toEqual([RECORD, 'mine'])
    expect(await ui.evaluate(() => Object.keys(localStorage))).toEqual(['mine'])
    expect(await recordOf(ui)).toMatchObject({ id: null })
    expect(await choicesOf(ui)).toEqual(DENIED)

    await leaving(ui, () => ui.click('button', '今すぐ止める'))
    expect(await ui.visible('dialog', ERASED)).toBe(false)
    await settle(ui)
    expect(await ran(ui)).toEqual([])
    expect(await ui.evaluate(() => Object.keys(localStorage))).toEqual(['mine'])
    expect(await ownErrors(ui)).toEqual([])
  })
}

test('停止と消去 tells the server, once, that everything was withdrawn', async ({ ui, site }) => {
  await accepted(ui, site)
  await open(ui)
  await ui.click('button', '停止と消去')
  await ui.waitFor('dialog', ERASED)
  await expect.poll(() => site.receipts()).toHaveLength(2)
  expect((await site.receipts())[1]).toMatchObject({
    record: null,
    shown: { layer: 'record', button: 'erase' },
  })
  await ui.reload()
  await settle(ui)
  expect(posted(site)).toHaveLength(2)
})

test('停止と消去 doesn’t wait for an endpoint that hangs', async ({ ui, site }) => {
  await accepted(ui, site)
  site.answer('/consent/receipts', () => new Promise(() => {}))
  await open(ui)
  await ui.click('button', '停止と消去')
  await ui.waitFor('dialog', ERASED)
  expect(await receiptKeys(ui)).toEqual([])
})

test('who has chosen nothing is told so, and can still erase', async ({ ui, site }) => {
  put(site)
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await open(ui)
  expect(await ui.text('dialog', OWN)).toContain('まだ選択の記録がありません。')
  await ui.click('button', '停止と消去')
  await ui.waitFor('dialog', ERASED)
  await ui.within('dialog', ERASED).click('button', '閉じる')
  await ui.waitFor('region', BANNER, 'hidden')
  expect(await choicesOf(ui)).toEqual(DENIED)
  expect(posted(site)).toEqual([])
})

for (const width of [320, 1280]) {
  test(`axe finds nothing in it, nor in what is told after an erasure, at ${width} px`, async ({
    ui,
    site,
  }) => {
    await serveAxe(site)
    await ui.goto('/privacy.html')
    await acceptAll(ui)
    await ui.resize(width, 720)
    await ui.evaluate(() => (window.metaliveConsent as Consent).show('record'))
    await ui.waitFor('dialog', OWN)
    expect(await axeFindings(ui)).toEqual([])
    await ui.click('button', '停止と消去')
    await ui.waitFor('dialog', ERASED)
    expect(await axeFindings(ui)).toEqual([])
  })
}
