import { describe, expect, test } from 'vitest'
import type { Service, ServiceFact } from './core/types.ts'
import { metalive } from './metalive.ts'
import * as presets from './services.ts'

/** The clauses of METALIVE's privacy policy of 2023-08-08, in its order, and how many points each has. */
const CLAUSES: readonly (readonly [title: string, points: number])[] = [
  ['個人情報の定義', 1],
  ['個人情報利用目的', 8],
  ['第三者提供の制限', 11],
  ['個人情報の適正な取得', 1],
  ['個人情報の安全管理従業員の監督委託先の監督', 0],
  ['個人情報の開示、通知、利用停止', 3],
  ['個人情報の訂正等', 1],
  ['ログデータ', 1],
  ['クッキー', 1],
  ['アクセスログ等の記録、開示', 0],
  ['免責', 3],
  ['サービスプロバイダ', 3],
  ['プライバシーポリシーの変更', 0],
  ['お問い合わせ', 0],
]

const FACTS: readonly ServiceFact[] = [
  'recipient',
  'country',
  'hosts',
  'scripts',
  'cookies',
  'storage',
  'sends',
  'theirPurpose',
  'optOut',
  'privacyPolicy',
]

const PRESETS: readonly Service[] = Object.values(presets)
const SERVICES: [id: string, service: Service][] = PRESETS.map((each) => [each.id, each])
const PURPOSES = metalive.purposes.map((each) => [each.id, each] as const)

/** Every sentence that a visitor reads in the config itself. */
const SENTENCES = [
  ...metalive.purposes.flatMap(({ title, description, lost = '' }) => [title, description, lost]),
  ...PRESETS.flatMap(({ ourPurpose, theirPurpose }) => [ourPurpose, theirPurpose]),
  ...PRESETS.flatMap(({ cookies }) => cookies.map(({ purpose }) => purpose)),
].flatMap((text) => text.split('。'))

test('the policy is the one of 8 August 2023', () => {
  expect(metalive.policy.revised).toBe('2023-08-08')
})

test('the operator is whom the policy names', () => {
  expect(metalive.operator).toEqual({
    service: 'METALIVE',
    legalName: 'PRIME HOLDINGS 株式会社',
    address: '〒160-0005 東京都新宿区愛住町19-13 泰美ビル6F',
    email: 'support@prime-meta.io',
    hours: '平日10時から18時まで',
  })
})

describe('the purposes', () => {
  test('are the five, of which one is required', () => {
    expect(metalive.purposes.map(({ id }) => id)).toEqual([
      'necessary',
      'functional',
      'analytics',
      'advertising',
      'embeds',
    ])
    expect(metalive.purposes.filter(({ required }) => required).map(({ id }) => id)).toEqual([
      'necessary',
    ])
  })

  test.each(PURPOSES)('stand in clauses that the policy has: %s', (_id, { clauses }) => {
    expect(clauses.length).toBeGreaterThan(0)
    for (const clause of clauses) expect(clause).toSatisfy(isInPolicy)
  })

  test.each(PURPOSES)('say what a refusal costs, if they can be refused: %s', (_id, purpose) => {
    expect(Boolean(purpose.lost)).toBe(!purpose.required)
  })

  test('are found in the policy by their own words', () => {
    const clausesOf = (id: string): readonly string[] =>
      metalive.purposes.find((purpose) => purpose.id === id)?.clauses ?? []
    expect(clausesOf('advertising')).toContain('2-5')
    expect(clausesOf('analytics')).toContain('2-6')
    expect(clausesOf('embeds')).toEqual(['2-1'])
  })
})

describe('the services', () => {
  test('are the ten that are assumed', () => {
    expect(metalive.services.map(({ id }) => id).sort()).toEqual([
      'clarity',
      'ga4',
      'google-ima',
      'line-tag',
      'meta-pixel',
      'mux-data',
      'x-embed',
      'yahoo-japan-ads',
      'youtube',
      'zendesk',
    ])
  })

  test('are presets', () => {
    expect(PRESETS).toEqual(expect.arrayContaining([...metalive.services]))
  })

  test('that show something say what it is, as a visitor would', () => {
    const shown = PRESETS.filter(({ kind }) => kind === 'iframe')
    expect(shown.map(({ title }) => title).sort()).toEqual([
      'Googleマップの地図',
      'InstagramやFacebookの投稿',
      'LINEの共有ボタン',
      'Spotifyの音楽',
      'TikTokの動画',
      'Twitchの配信',
      'Xの投稿',
      'YouTubeの動画',
      'ニコニコの動画',
    ])
  })

  test('have ids of their own, among the purposes too', () => {
    const ids = [...metalive.purposes, ...PRESETS].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9-]{0,39}$/)
  })

  test.each(SERVICES)('belong to a purpose that can be refused: %s', (_id, service) => {
    const purpose = metalive.purposes.find(({ id }) => id === service.purpose)
    expect(purpose).toBeDefined()
    expect(purpose?.required).toBeFalsy()
  })

  test.each(SERVICES)('name hosts label by label: %s', (_id, { hosts }) => {
    expect(hosts.length).toBeGreaterThan(0)
    for (const host of hosts)
      expect(host).toMatch(/^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/)
  })

  test.each(SERVICES)('name no host whose subdomains are everybody’s: %s', (_id, { hosts }) => {
    const open = hosts.filter((host) => host.startsWith('*.')).map((host) => host.slice(2))
    for (const domain of open) {
      expect(domain.split('.').length).toBeGreaterThan(1)
      expect(domain).not.toMatch(/^(co|ne|or|go)\.jp$/)
    }
  })

  test.each(SERVICES)(
    'load code over https, from hosts of theirs: %s',
    (_id, { hosts, scripts }) => {
      for (const script of scripts) {
        expect(script).toMatch(/^https:\/\/[^/*]+\//)
        expect(hosts.some((host) => covers(host, new URL(script).hostname))).toBe(true)
      }
    },
  )

  test.each(SERVICES)('link over https: %s', (_id, { recipient, optOut }) => {
    for (const href of [recipient.privacyPolicy, ...(optOut ? [optOut] : [])]) {
      expect(new URL(href).protocol).toBe('https:')
    }
  })

  test.each(SERVICES)('say how well each fact is known: %s', (_id, service) => {
    expect(Object.keys(service.evidence).sort()).toEqual([...FACTS].sort())
    const parts = [...service.cookies, ...service.storage].map(({ evidence }) => evidence)
    for (const evidence of [...Object.values(service.evidence), ...parts]) {
      expect(['V', 'V2', 'K']).toContain(evidence)
    }
  })

  test.each(SERVICES)('say what they send, each item once and in words: %s', (_id, { sends }) => {
    expect(sends.length).toBeGreaterThan(0)
    expect(new Set(sends).size).toBe(sends.length)
    for (const item of sends) expect(metalive.texts.items[item]).toBeTruthy()
  })

  test.each(SERVICES)('name cookies and keys that a sweep can find: %s', (_id, service) => {
    const names = [
      ...service.cookies.map(({ name }) => name),
      ...service.storage.map(({ key }) => key),
    ]
    // A star elsewhere would be taken literally, and a lone one would sweep everything.
    for (const name of names) expect(name).toMatch(/^[^*;=\s]+\*?$/)
  })

  test.each(SERVICES)('are in a country with a Japanese name: %s', (_id, { recipient }) => {
    const names = new Intl.DisplayNames(['ja'], { type: 'region' })
    expect(names.of(recipient.country)).toMatch(/\p{Script=Han}|\p{Script=Katakana}/u)
  })
})

describe('the sentences', () => {
  test('have at most 60 characters', () => {
    expect(SENTENCES.length).toBeGreaterThan(80)
    expect(SENTENCES.filter((sentence) => [...sentence].length > 60)).toEqual([])
  })

  test('hide nothing and promise nothing vague', () => {
    const vague = /等|その他|など|より良くするため/
    expect(SENTENCES.filter((sentence) => vague.test(sentence))).toEqual([])
  })
})

function isInPolicy(clause: string): boolean {
  const [number, point] = clause.split('-').map(Number)
  const [, points] = CLAUSES[(number ?? 0) - 1] ?? []
  if (points === undefined) return false
  return point === undefined || (point >= 1 && point <= points)
}

/** `a.b` is that host alone, `*.a.b` every name below it. */
function covers(pattern: string, host: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern
}
