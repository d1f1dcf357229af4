/** Prepares a page of the demo, before its own first script, for what its query wants it to believe. */
import type { Config } from '../src/core/types.ts'
import { type Conditions, conditionsOf, wordsOf } from './qa-conditions.ts'
import { configText } from './qa-config.ts'
import { numberOf, pressText, ROWS } from './states-list.ts'

/** Pages without a query stay as they are. */
export function prepare(html: string, { pathname, searchParams }: URL, config: Config): string {
  const notice = noticeFor(searchParams, pathname)
  return believing(html, conditionsOf(searchParams), config).replace(
    /<body(?:\s[^>]*)?>/i,
    (start) => start + notice,
  )
}

/** The same, with no word about it in the page. */
export function believing(html: string, conditions: Conditions, config: Config): string {
  const text = configText(config, conditions.config)
  const carried =
    text && `<script type="application/json" id="metalive-consent-config">${text}</script>`
  const head = [carried ?? '', ...scriptsFor(conditions)].join('')
  const linked =
    conditions.page === 'no-link' ? html.replaceAll('data-consent-open="preferences"', '') : html
  return linked.replace(/<head(?:\s[^>]*)?>/i, (start) => start + head)
}

function scriptsFor({ days, gpc, cookies, page, open }: Conditions): readonly string[] {
  const scripts = [
    days !== 0 && clock(days),
    gpc !== 'own' &&
      `Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => ${gpc === 'on'} })`,
    cookies === 'refused' &&
      `Object.defineProperty(Document.prototype, 'cookie', { get: () => '', set() {} })`,
    PAGE_SCRIPTS[page],
    open !== 'none' &&
      `addEventListener('load', () => setTimeout(() => (window.consent ?? metaliveConsent).${OPENERS[open]}))`,
  ]
  const style = page === 'hides' ? `<style>${HIDING}</style>` : ''
  return [style, ...scripts.map((script) => (script ? `<script>${script}</script>` : ''))]
}

/** Of the consent, whichever way a page has it. */
const OPENERS: Readonly<Record<Exclude<Conditions['open'], 'none'>, string>> = {
  preferences: `show('preferences')`,
  record: `show('record')`,
  ask: `ask('zendesk', { why: 'チャットは、{|}Zendesk社の{|}プログラムで{|}動きます。' })`,
  'ask-purpose': `ask('embeds', { why: '出演者の{|}投稿を、この{|}ページに{|}表示します。' })`,
}

/** What a page does for itself. */
const PAGE_SCRIPTS: Readonly<Partial<Record<Conditions['page'], string>>> = {
  modal: `addEventListener('DOMContentLoaded', () => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<dialog aria-label="お知らせ"><p>ページのお知らせです。</p><button>閉じる</button></dialog>',
    )
    const dialog = document.body.lastElementChild
    dialog.querySelector('button').onclick = () => dialog.close()
    dialog.showModal()
  })`,
  tv: `document.documentElement.setAttribute('data-consent-remote', '')`,
}

/** A whole Date that is so many days ahead, since pages and SDKs ask it in every way there is. */
function clock(days: number): string {
  return `{
    const real = Date
    // SDKs are seen to write Date.now back into itself, through the proxy.
    const realNow = real.now
    const now = () => realNow() + ${days} * 86_400_000
    window.Date = new Proxy(real, {
      apply: () => String(new Date()),
      construct: (target, given, type) => Reflect.construct(target, given.length ? given : [now()], type),
      get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
    })
  }`
}

/** What pages and extensions hide such screens with. */
const HIDING = `
  html > :not(head, body), metalive-consent { display: none; visibility: hidden; opacity: 0; pointer-events: none }
  body * { z-index: 2147483647 }`

/** Says above the page which state this is, what must be seen, and what is faked. */
function noticeFor(query: URLSearchParams, pathname: string): string {
  const row = ROWS.find(({ id }) => id === query.get('row'))
  const faked = wordsOf(conditionsOf(query))
  if (!row && faked.length === 0) return ''
  const title = row ? `${numberOf(row)} ${row.title}` : '条件を変えた画面'
  const entries = [
    ...(row
      ? [
          ['前提', row.given],
          ['操作', pressText(row)],
          ['期待', row.sees],
        ]
      : []),
    ...(faked.length > 0 ? [['見せかけ', `${faked.join('、')}。`]] : []),
  ]
  const list = entries.map(([name, text]) => `<dt>${name}</dt><dd>${text}</dd>`).join('')
  const back = pathname === '/qa.html' ? '' : '<a href="/qa.html">QAコンソール</a>'
  return `<aside class="qa-notice" aria-label="試験の状態"><details><summary><b>QA</b> ${title}${
    faked.length > 0 ? '<span class="chip held">見せかけ</span>' : ''
  }</summary><dl>${list}</dl></details>${back}</aside>`
}
