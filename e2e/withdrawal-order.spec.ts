/** What a withdrawal does, and in which order; and that it cuts off nothing that plays. */
import { metalive } from '../src/metalive.ts'
import type { ConsentGlobal } from '../src/script-tag/loader.ts'
import { clarity } from '../src/services/clarity.ts'
import { expect, test } from './fixtures.ts'
import { acceptAll, PREFERENCES, page, settle } from './pages.ts'
import type { Ui } from './ui.ts'

const TELLING = '許可を取り消しました'

/** Its code runs on the page; its `clarity` writes down what it is told. */
const TAG = `
  <script>
    window.order = []
    window.clarity = (...told) => order.push('call ' + told[1].analytics_Storage)
  </script>
  <script type="text/plain" data-consent-service="clarity">localStorage.setItem('_cltk_local', '1')</script>
  <iframe data-consent-service="clarity" data-consent-src="about:blank#shown" title="記録"></iframe>`

const config = (onWithdraw: string): string => `
  <script type="application/json" id="metalive-consent-config">
    ${JSON.stringify({
      ...metalive,
      onWithdraw,
      services: [
        {
          ...clarity,
          cookies: [],
          storage: [{ area: 'local', key: '_cltk_local', evidence: 'V' }],
        },
      ],
    })}
  </script>
  <script src="/metalive/consent.js"></script>`

async function withdraw(ui: Ui): Promise<void> {
  await ui.click('link', 'プライバシー設定を開く')
  await ui.within('dialog', PREFERENCES).click('button', 'すべて拒否')
}

/** How often the page was opened: it counts by itself. */
const COUNT = `<script>sessionStorage.opened = Number(sessionStorage.opened ?? 0) + 1</script>`
const openedTimes = (ui: Ui): Promise<number> =>
  ui.evaluate(() => Number(sessionStorage.opened)).catch(() => 0)

test('the vendor is told, clean-ups run, then it is held and swept', async ({ ui, site }) => {
  site.put('/', { body: page({ script: config('ask'), body: TAG }) })
  await ui.goto('/')
  await ui.evaluate(() => {
    const { order, metaliveConsent } = window as unknown as {
      order: string[]
      metaliveConsent: ConsentGlobal
    }
    const frame = document.querySelector('iframe')
    metaliveConsent.gate('clarity', () => () => {
      order.push(frame?.hasAttribute('src') ? 'clean-up' : 'clean-up too late')
      new MutationObserver(() => order.push('hold')).observe(document.body, { childList: true })
    })
    window.addEventListener('metalive-consent:swept', () => {
      order.push(localStorage.getItem('_cltk_local') ? 'swept too early' : 'sweep')
    })
  })
  await acceptAll(ui)
  await expect.poll(() => ui.evaluate(() => localStorage.getItem('_cltk_local'))).toBe('1')
  // What it was told when it started.
  expect(await ui.evaluate(() => Reflect.get(window, 'order').splice(0))).toEqual([
    'call denied',
    'call granted',
  ])
  await withdraw(ui)
  const order = (): Promise<string[]> =>
    ui.evaluate(() => [...new Set(Reflect.get(window, 'order') as string[])])
  await expect.poll(order).toEqual(['call denied', 'clean-up', 'hold', 'sweep'])
})

test('by `reload` the page is opened anew when nothing plays', async ({ ui, site }) => {
  site.put('/', { body: page({ script: config('reload'), head: COUNT, body: TAG }) })
  await ui.goto('/')
  await acceptAll(ui)
  await expect.poll(() => ui.evaluate(() => localStorage.getItem('_cltk_local'))).toBe('1')
  await withdraw(ui)
  await expect.poll(() => openedTimes(ui)).toBe(2)
  await settle(ui)
  expect(await openedTimes(ui)).toBe(2)
})

for (const onWithdraw of ['ask', 'reload']) {
  test(`by \`${onWithdraw}\` what plays goes on until the visitor wants it otherwise`, async ({
    ui,
    site,
  }) => {
    site.put('/silence.wav', { headers: { 'content-type': 'audio/wav' }, body: silence(3) })
    const body = `${TAG}<audio src="/silence.wav" muted loop></audio>`
    site.put('/', { body: page({ script: config(onWithdraw), head: COUNT, body }) })
    await ui.goto('/')
    await acceptAll(ui)
    await expect.poll(() => ui.evaluate(() => localStorage.getItem('_cltk_local'))).toBe('1')
    await ui.evaluate(() => document.querySelector('audio')?.play())
    const plays = (): Promise<boolean> =>
      ui.evaluate(() => {
        const { paused, currentTime } = document.querySelector('audio') as HTMLAudioElement
        return !paused && currentTime > 0
      })
    await expect.poll(plays).toBe(true)
    await withdraw(ui)
    await ui.within('dialog', TELLING).click('button', '視聴後に止める')
    await settle(ui)
    expect(await plays()).toBe(true)
    expect(await openedTimes(ui)).toBe(1)
    await ui.evaluate(() => {
      const audio = document.querySelector('audio') as HTMLAudioElement
      audio.loop = false
    })
    await expect.poll(() => openedTimes(ui), { timeout: 10_000 }).toBe(2)
  })
}

/** A sound file of so many seconds, mono, 8,000 samples a second of one byte. */
function silence(seconds: number): Buffer {
  const length = 8000 * seconds
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(8000, 24)
  header.writeUInt32LE(8000, 28)
  header.writeUInt16LE(1, 32)
  header.writeUInt16LE(8, 34)
  header.write('data', 36)
  header.writeUInt32LE(length, 40)
  return Buffer.concat([header, Buffer.alloc(length, 128)])
}
