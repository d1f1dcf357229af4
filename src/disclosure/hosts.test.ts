import { expect, test } from 'vitest'
import type { Config } from '../core/types.ts'
import { metalive } from '../metalive.ts'
import { hotjar } from '../services.ts'
import { covers, whoTalked } from './hosts.ts'
import { rows } from './rows.ts'

test.each([
  ['a.example', 'a.example', true],
  ['a.example', 'b.a.example', false],
  ['*.a.example', 'b.a.example', true],
  ['*.a.example', 'c.b.a.example', true],
  ['*.a.example', 'a.example', false],
  ['*.a.example', 'ba.example', false],
  ['a.example', 'a.example.evil.test', false],
])('%s and %s: %s', (pattern, host, expected) => {
  expect(covers(pattern, host)).toBe(expected)
})

test('hosts that the list names are told apart from those that it doesn’t', () => {
  const hosts = ['region1.google-analytics.com', 'www.clarity.ms', 'evil.test', 'evil.test']
  expect(whoTalked(hosts, rows(metalive))).toEqual({
    known: [
      { recipient: 'Google LLC', hosts: ['region1.google-analytics.com'] },
      { recipient: 'Microsoft Corporation', hosts: ['www.clarity.ms'] },
    ],
    unknown: ['evil.test'],
  })
})

test('hosts of one company are one company', () => {
  const { known } = whoTalked(['www.youtube.com', 'www.googletagmanager.com'], rows(metalive))
  expect(known).toEqual([
    { recipient: 'Google LLC', hosts: ['www.youtube.com', 'www.googletagmanager.com'] },
  ])
})

test('what an app alone sends explains no request of a page', () => {
  const [row] = rows({ ...metalive, services: [{ ...hotjar, platforms: ['ios'] }] } as Config)
  const host = hotjar.hosts[0]?.replace('*', 'a') ?? ''
  expect(row && whoTalked([host], [row])).toEqual({ known: [], unknown: [host] })
})
