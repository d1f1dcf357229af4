import { describe, expect, test } from 'vitest'
import type { Service } from './core/types.ts'
import { metalive } from './metalive.ts'
import * as presets from './services.ts'
import { plainText } from './ui/annotations.ts'

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

const PRESETS: readonly Service[] = Object.values(presets)
const PURPOSES = metalive.purposes.map((each) => [each.id, each] as const)

/** Every sentence that a visitor reads of the purposes. */
const SENTENCES = [
  ...metalive.purposes.flatMap(({ title, description, lost = '' }) => [title, description, lost]),
].flatMap((text) => plainText(text).split('。'))

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
})

describe('the sentences', () => {
  test('have at most 60 characters', () => {
    expect(SENTENCES.length).toBeGreaterThan(14)
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
