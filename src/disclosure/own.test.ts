import { expect, test } from 'vitest'
import { MAX_AGE_SECONDS, NAME, PREFIX } from '../core/cookie-text.ts'
import { metalive } from '../metalive.ts'
import { OUTBOX, RECEIPT } from '../receipt-notes.ts'
import { OFF } from '../switch-memory.ts'
import { ownItems } from './own.ts'

const names = (config: typeof metalive): string[] => ownItems(config).map(({ name }) => name)

test('the record’s cookie is listed under the name and life that it has', () => {
  expect(ownItems(metalive)).toEqual([
    {
      area: 'cookie',
      name: PREFIX + NAME,
      lifetimeDays: MAX_AGE_SECONDS / 86_400,
      purpose: metalive.texts.disclosure.own.record,
    },
  ])
  expect(names({ ...metalive, cookie: { domain: 'metalive.example' } })).toEqual([NAME])
})

test('what only some configs keep is listed for those', () => {
  expect(names({ ...metalive, renewal: { url: '/renew' } })).toContain('metalive_renewed')
  expect(names({ ...metalive, switches: { url: '/off.json' } })).toContain(OFF)
  const withReceipts = names({ ...metalive, receipt: { url: '/receipts' } })
  expect(withReceipts).toEqual([PREFIX + NAME, `${RECEIPT}*`, OUTBOX])
})
