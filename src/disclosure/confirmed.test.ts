import { expect, test } from 'vitest'
import type { Config } from '../core/types.ts'
import { metalive } from '../metalive.ts'
import { googleIma } from '../services.ts'
import { unconfirmed } from './confirmed.ts'

const TODAY = '2026-12-01'

const config = (confirmed?: string): Config => {
  return { ...metalive, services: [{ ...googleIma, ...(confirmed && { confirmed }) }] } as Config
}

test('what was read elsewhere, or nowhere, is named by field, host and cookie', () => {
  const [finding] = unconfirmed(config(), TODAY)
  expect(finding?.path).toBe('services[0] "google-ima"')
  expect(finding?.message).toMatch(/^never confirmed with Google LLC: .*\bsends\b/)
  for (const host of googleIma.unverifiedHosts ?? []) expect(finding?.message).toContain(host)
})

test('a day of confirmation settles the whole service', () => {
  expect(unconfirmed(config('2026-12-01'), TODAY)).toEqual([])
})

test('nobody has confirmed anything on a day to come', () => {
  expect(unconfirmed(config('2026-12-02'), TODAY)).toHaveLength(1)
})

test('none of METALIVE’s services is confirmed yet', () => {
  expect(unconfirmed(metalive, TODAY)).toHaveLength(metalive.services.length)
})
