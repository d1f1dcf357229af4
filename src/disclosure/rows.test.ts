import { expect, test } from 'vitest'
import { metalive } from '../metalive.ts'
import { countRecipients, rows } from './rows.ts'

test('each service is a row, in the config’s order', () => {
  expect(rows(metalive).map(({ id }) => id)).toEqual(metalive.services.map(({ id }) => id))
})

test('a row says in Japanese who receives what, where and why', () => {
  expect(rows(metalive)[0]).toMatchObject({
    id: 'ga4',
    recipient: 'Google LLC',
    country: 'アメリカ合衆国',
    purpose: '利用状況の分析',
    role: '提供先',
    items: expect.arrayContaining(['IPアドレス', '見ているページのURL']),
  })
})

test('one who works for the operator only is called so', () => {
  const processors = rows(metalive).filter(({ role }) => role === '委託先')
  expect(processors.map(({ id }) => id)).toEqual(['mux-data', 'zendesk'])
})

test('a company behind several services counts once', () => {
  const services = ['A', 'B', 'A'].map((name) => {
    return { recipient: { name, country: 'JP', privacyPolicy: 'https://example.com/' } }
  })
  expect(countRecipients(services)).toBe(2)
})
