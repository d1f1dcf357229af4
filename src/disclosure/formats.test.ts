/** The list as a page, a sheet and Markdown. */
import { Window } from 'happy-dom'
import { describe, expect, test } from 'vitest'
import type { Config } from '../core/types.ts'
import { metalive } from '../metalive.ts'
import { googleRecaptcha, hotjar } from '../services.ts'
import { plainText } from '../ui/annotations.ts'
import { toCsv } from './csv.ts'
import { type DisclosureDocument, disclose } from './document.ts'
import { toJson } from './json.ts'
import { toMarkdown } from './markdown.ts'
import { toHtml } from './page.tsx'

const EXEMPT = { ...metalive, services: [...metalive.services, googleRecaptcha] } as Config
const TEXTS = metalive.texts.disclosure

function pageOf(document: DisclosureDocument): Document {
  const window = new Window()
  window.document.write(toHtml({ document, texts: TEXTS }))
  return window.document as unknown as Document
}

const textsOf = (elements: Iterable<Element>): string[] =>
  [...elements].map(({ textContent }) => textContent.trim())

describe('the page', () => {
  test('L2: has a row for each service, with items, recipient and both purposes', () => {
    const rows = [...pageOf(disclose(EXEMPT)).querySelectorAll('tbody tr')]
    expect(rows).toHaveLength(EXEMPT.services.length)
    for (const service of EXEMPT.services) {
      const row = rows.find(({ id }) => id === `disclosure-${service.id}`)
      expect(row?.textContent).toContain(service.recipient.name)
      expect(row?.textContent).toContain(plainText(service.ourPurpose))
      expect(row?.textContent).toContain(service.theirPurpose)
      expect(row?.querySelectorAll('.items li')).toHaveLength(service.sends.length)
    }
  })

  test('groups processors and recipients, and lists apart what needs no consent', () => {
    const headings = pageOf(disclose(EXEMPT)).querySelectorAll('[data-consent-disclosure] h2')
    expect(textsOf(headings)).toEqual([
      '情報の提供先',
      '当社の委託先',
      '同意なしで動くもの',
      '当サイトがこの端末に保存するもの',
    ])
    const exempt = pageOf(disclose(EXEMPT)).querySelector('section:nth-of-type(3) tbody')
    expect(textsOf(exempt?.querySelectorAll('th') ?? [])).toEqual([
      expect.stringContaining('reCAPTCHA'),
    ])
  })

  test('L11: marks recipients abroad, and links to what the law says there', () => {
    const page = pageOf(disclose(metalive))
    expect(page.querySelector('#disclosure-ga4')?.textContent).toContain(
      '外国(アメリカ合衆国)の会社です。',
    )
    expect(page.querySelector('#disclosure-line-tag')?.textContent).not.toContain('外国')
    expect(page.querySelector(`a[href="${metalive.disclosure.countries}"]`)).not.toBeNull()
  })

  test('says since when a row is confirmed, or that it isn’t', () => {
    const services = [{ ...hotjar, confirmed: '2026-12-01' }, ...metalive.services]
    const page = pageOf(disclose({ ...metalive, services } as Config))
    expect(page.querySelector('#disclosure-hotjar')?.textContent).toContain('2026年12月1日に')
    expect(page.querySelector('#disclosure-ga4')?.textContent).toContain('まだ送り先へ確認')
  })

  test('L7: a row that can be stopped shows all seven items', () => {
    const lost = '見られ方を知ることができません。'
    const optOutEffect = { stops: 'sending', lost } as const
    const services = [{ ...hotjar, basis: 'optout', optOutEffect }]
    const row = pageOf(disclose({ ...metalive, services } as Config)).querySelector('tbody tr')
    const seven = [
      'お客様のご希望で停止できます。',
      '止まるのは送信です。',
      '「プライバシー設定」で、いつでも止められます。',
      lost,
      plainText(metalive.texts.items.sessionRecording),
      hotjar.recipient.name,
      plainText(hotjar.ourPurpose),
    ]
    for (const item of seven) expect(row?.textContent).toContain(item)
  })

  test('what the operator has stopped says so, and not how to stop it', () => {
    const services = [{ ...hotjar, off: true }, ...metalive.services]
    const list = disclose({ ...metalive, services } as Config)
    const row = pageOf(list).querySelector('#disclosure-hotjar')?.textContent
    expect(row).toContain('いまは当社が停止しています。')
    expect(row).not.toContain('いつでも止められます。')
    expect(toCsv(list, TEXTS)).toContain('いまは当社が停止しています。')
  })

  test('what an app alone sends is stopped there, and is on the same page', () => {
    const services = [...metalive.services, { ...hotjar, platforms: ['ios', 'android'] }]
    const page = pageOf(disclose({ ...metalive, services } as Config))
    const row = page.querySelector('#disclosure-hotjar')?.textContent
    expect(row).toContain('iOSアプリ、Androidアプリ')
    expect(row).toContain('アプリの設定で、いつでも止められます。')
  })

  test('tells its history in sentences', () => {
    const services = [...metalive.services.slice(1), hotjar]
    const before = disclose(metalive)
    const page = pageOf(disclose({ ...metalive, services } as Config, before))
    expect(textsOf(page.querySelectorAll('dd'))).toEqual([
      'Hotjar(Contentsquare)を追加しました。',
      'Google アナリティクス 4をやめました。',
    ])
  })

  test('shows as text whatever a text holds', () => {
    const evil = '<img src=x onerror=alert(1)>"\'</style></script>'
    const services = [{ ...hotjar, ourPurpose: evil }]
    const page = pageOf(disclose({ ...metalive, services } as Config))
    expect(page.querySelector('img')).toBeNull()
    expect(page.querySelector('.ourPurpose:not(th)')?.textContent).toBe(evil)
  })
})

test('the list for machines has sentences, and nothing of how they are drawn', () => {
  expect(disclose(metalive).purposes[0]?.description).toContain('{|}')
  const { purposes, rows } = JSON.parse(toJson(disclose(metalive))) as DisclosureDocument
  expect(purposes[0]?.description).toMatch(/^動画の再生、/)
  expect(rows[0]?.ourPurpose).toBe(plainText(metalive.services[0]?.ourPurpose ?? ''))
  expect(toJson(disclose(metalive))).not.toContain('{|}')
})

describe('the sheet', () => {
  test('opens in Excel with its Japanese: byte order mark, CRLF, a line a service', () => {
    const csv = toCsv(disclose(metalive), TEXTS)
    expect(csv.startsWith('\uFEFFプログラム,送る情報,')).toBe(true)
    expect(csv.trim().split('\r\n')).toHaveLength(metalive.services.length + 1)
  })

  test.each(['=1+1', '+1', '-1', '@SUM(A1)'])('%s is no formula there', (ourPurpose) => {
    const services = [{ ...hotjar, ourPurpose }]
    const csv = toCsv(disclose({ ...metalive, services } as Config), TEXTS)
    expect(csv).toContain(`,'${ourPurpose},`)
  })
})

describe('Markdown', () => {
  test('has a line a service, and escapes what would be markup', () => {
    const services = [{ ...hotjar, ourPurpose: '表|を<b>壊す</b>。' }, ...metalive.services]
    const lines = toMarkdown(disclose({ ...metalive, services } as Config), TEXTS).split('\n')
    expect(lines.filter((line) => line.startsWith('|'))).toHaveLength(services.length + 2)
    expect(lines.find((line) => line.includes('壊す'))).toContain('表\\|を\\<b\\>壊す')
  })
})

describe.each([
  ['the sheet', toCsv],
  ['Markdown', toMarkdown],
] as const)('%s', (_name, write) => {
  test('says of each recipient what it is to the site, where it is, and whether it joins', () => {
    const services = [
      { ...hotjar, role: 'processor', joinsPerson: true },
      { ...googleRecaptcha, role: 'third-party' },
    ]
    const text = write(disclose({ ...metalive, services } as Config), TEXTS)
    const [first = '', second = ''] = text
      .split('\n')
      .filter((line) => /Hotjar|reCAPTCHA/.test(line))
    expect(first).toContain(TEXTS.groups.processors)
    expect(first).toContain(TEXTS.joinsPerson)
    expect(first).toContain('外国')
    expect(second).toContain(TEXTS.groups.recipients)
    expect(second).not.toContain(TEXTS.joinsPerson)
  })
})

test('Markdown links to what the law of other countries says, and tells its history', () => {
  const published = disclose(metalive)
  const after = { ...metalive, services: [...metalive.services, hotjar] } as Config
  const text = toMarkdown(disclose(after, published), TEXTS)
  expect(text).toContain(metalive.disclosure.countries)
  expect(text).toContain(`${hotjar.name}を追加しました。`)
  expect(toMarkdown(published, TEXTS)).toContain(TEXTS.history.none)
})
