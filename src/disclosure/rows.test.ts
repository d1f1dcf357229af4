import { expect, test } from 'vitest'
import type { Config, Cookie, Service } from '../core/types.ts'
import { metalive } from '../metalive.ts'
import * as presets from '../services.ts'
import { withoutAnnotations } from '../ui/annotations.ts'
import { countRecipients, type DisclosureRow, rows } from './rows.ts'

test('each service is a row, in the config’s order', () => {
  expect(rows(metalive).map(({ id }) => id)).toEqual(metalive.services.map(({ id }) => id))
})

test('a row says in Japanese who receives what, where and why', () => {
  expect(withoutAnnotations(rows(metalive)[0])).toMatchObject({
    id: 'ga4',
    recipient: { name: 'Google LLC', countryName: 'アメリカ合衆国', foreign: true },
    purpose: { id: 'analytics', title: '利用状況の分析' },
    role: 'third-party',
    basis: 'consent',
    items: expect.arrayContaining(['IPアドレス', '見ているページのURL']),
    confirmed: null,
  })
})

test('L1: every row has all that the law asks for', () => {
  const empty = rows({ ...metalive, services: Object.values(presets) }).filter((row) => {
    const texts = [row.service, row.recipient.name, row.ourPurpose, row.theirPurpose]
    return texts.includes('') || row.items.length === 0 || row.retention.length === 0
  })
  expect(empty).toEqual([])
})

test('L7: an opt-out row says that it can be stopped, what stops, and what that costs', () => {
  const optOutEffect = { stops: 'use', lost: 'おすすめが表示されません。' } as const
  expect(row({ basis: 'optout', optOutEffect }).terms).toEqual([
    'この送信は、お客様のご希望で停止できます。止まるのは利用です。',
    '停止すると、次のようになります。おすすめが表示されません。',
  ])
})

test('L8: an exempt row gives its ground and reason', () => {
  const exemption = { ground: 'security', reason: '不正な登録を防ぐためです。' } as const
  expect(row({ basis: 'exempt', exemption }).terms).toEqual([
    '不正を防ぎ、安全を守るために必要です。',
    '不正な登録を防ぐためです。',
  ])
})

test.each<[string, Partial<Service>, string]>([
  ['of a cookie that stays', { cookies: [cookie(400), cookie(0)] }, '最長400日'],
  ['of one that goes with the browser', { cookies: [cookie(0)] }, 'ブラウザーを閉じると'],
  ['of a part of a day as a whole one', { cookies: [cookie(0.02)] }, '最長1日'],
  ['of one that nobody knows', { cookies: [cookie(null)] }, '確認できていません'],
  ['of what has no end', { storage: [{ area: 'local', key: 'a', evidence: 'V' }] }, '消すまで'],
  ['of nothing that is known', {}, '確認できていません'],
])('says how long something stays on the device: %s', (_case, fields, words) => {
  expect(row(fields).retention[0]).toContain(words)
})

test('a company behind several services counts once', () => {
  const services = ['A', 'B', 'A'].map((name) => {
    return { recipient: { name, country: 'JP', privacyPolicy: 'https://example.com/' } }
  })
  expect(countRecipients(services)).toBe(2)
})

/** The row of a service that stores nothing, but for `fields`. */
function row(fields: Partial<Service>): DisclosureRow {
  const service: Service = { ...presets.ga4, cookies: [], storage: [], ...fields }
  const [only] = rows({ ...metalive, services: [service] } as Config)
  if (!only) throw new Error('no row')
  return only
}

function cookie(lifetimeDays: number | null): Cookie {
  return { name: 'a', party: 'first', lifetimeDays, purpose: '番号を入れる。', evidence: 'V' }
}
