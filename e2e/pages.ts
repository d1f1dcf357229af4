/** The pages that specs state, and what visitors do on all of them. */
import type { Site } from '../demo/server.ts'
import { decodeRecord } from '../src/core/record.ts'
import type { ConsentRecord } from '../src/core/types.ts'
import { type Ui, until } from './ui.ts'

export const BANNER = '外部へのデータ送信について、お選びください'
export const AGE = 'お客様の年齢をお選びください'
export const PREFERENCES = 'プライバシー設定'
export const RECORD = '__Host-metalive_consent'

/** METALIVE's ready-made file, first in `<head>`, before there is a body. */
export const SCRIPT = '<script src="/metalive/consent.js"></script>'

/** No engine here can be made to send GPC: the page says that it does. */
export const GPC = `<script>
  Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })
</script>`

export interface PageParts {
  /** Before everything else in `<head>`. Default: {@link SCRIPT}. */
  readonly script?: string
  readonly head?: string
  readonly body?: string
}

export function page({ script = SCRIPT, head = '', body = '' }: PageParts): string {
  return `<!doctype html>
<html lang="ja">
  <head>
    ${script}
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>METALIVE</title>
    ${head}
  </head>
  <body>
    <h1>ライブ</h1>
    <a href="/settings" data-consent-open="preferences">プライバシー設定を開く</a>
    ${body}
  </body>
</html>`
}

/** One tag of each kind, of three services; what runs says so in `window.ran`. */
export const TAGS = `
  <script type="text/plain" data-consent-service="ga4" src="{{tracker}}/ga4.js"></script>
  <script type="text/plain" data-consent-service="ga4">
    window.ran = [...(window.ran ?? []), 'ga4 inline']
  </script>
  <script type="text/plain" data-consent-service="clarity" data-consent-type="module">
    window.ran = [...(window.ran ?? []), 'clarity module']
  </script>
  <script type="text/plain" data-consent-service="meta-pixel" src="{{tracker}}/meta.js"></script>
  <script type="text/plain" data-consent-purpose="advertising">
    window.ran = [...(window.ran ?? []), 'advertising inline']
  </script>`

/** All that {@link TAGS} can run, sorted. */
export const ALL_RAN = [
  '/ga4.js',
  '/meta.js',
  'advertising inline',
  'clarity module',
  'ga4 inline',
] as const

export const FRAME = `
  <iframe data-consent-service="youtube" data-consent-src="{{tracker}}/video.html"
    title="予告編" width="560" height="315"></iframe>`

/** What ran on the current page, sorted. */
export async function ran(ui: Ui): Promise<readonly string[]> {
  const names = await ui.evaluate((): string[] => Reflect.get(window, 'ran') ?? [])
  return [...names].sort()
}

/** Paths that the third party was asked for, in order. */
export function tracked({ log, tracker }: Site): readonly string[] {
  const { hostname } = new URL(tracker)
  return log.filter(({ host }) => host.endsWith(hostname)).map(({ path }) => path)
}

/** Presses すべて許可, and says what is asked then: how old one is. */
export async function acceptAll(ui: Ui): Promise<void> {
  await ui.click('button', 'すべて許可')
  await sayAge(ui)
}

/** After any press that grants, of one who hasn't said it yet. */
export async function sayAge(ui: Ui, answer = '16歳以上'): Promise<void> {
  await ui.waitFor('heading', AGE)
  await ui.click('button', answer)
}

/** The visitor's record, `null` without a readable one. */
export async function recordOf(ui: Ui): Promise<ConsentRecord | null> {
  const cookie = (await ui.cookies()).find(({ name }) => name === RECORD)
  const record = decodeRecord(cookie?.value ?? '')
  return record === 'newer' ? null : record
}

/** `id → choice` of every mark. */
export async function choicesOf(ui: Ui): Promise<Readonly<Record<string, string>>> {
  const marks = Object.entries((await recordOf(ui))?.marks ?? {})
  return Object.fromEntries(marks.map(([id, { choice }]) => [id, choice]))
}

/** Today, in days as marks count them. */
export const TODAY: number = Math.floor(Date.now() / 86_400_000)

/** Waits long enough for whatever would have started at once to be seen. */
export async function settle(ui: Ui): Promise<void> {
  await ui.evaluate(() => new Promise((done) => setTimeout(done, 400)))
}

/** Does what makes the page open itself anew, and waits for the next: no question outlives its page. */
export async function leaving(ui: Ui, act: () => Promise<void>): Promise<void> {
  await ui.evaluate(() => Object.assign(window, { isLeft: true }) && null)
  await act()
  const isAnew = (): Promise<boolean> =>
    ui.evaluate(() => document.readyState === 'complete' && !('isLeft' in window))
  await until(
    'the next page is loaded',
    async () => (await isAnew().catch(() => false)) || undefined,
  )
}

/** The SDK's own errors on the current page. */
export async function ownErrors(ui: Ui): Promise<readonly string[]> {
  const messages = await ui.console()
  return messages.filter(({ text }) => text.includes('[consent]')).map(({ text }) => text)
}
