import { expect, test } from 'vitest'
import { hasShape } from './shape.ts'

const GOOD = {
  revision: 1,
  purposes: [{ id: 'analytics' }],
  services: [{ id: 'ga4', purpose: 'analytics' }],
}

test('a config with a revision, purposes and their services can be used', () => {
  expect(hasShape(GOOD)).toBe(true)
  expect(hasShape({ ...GOOD, services: [] })).toBe(true)
})

test.each([
  ['none', undefined],
  ['null', null],
  ['a text', 'analytics'],
  ['a list', []],
  ['an empty one', {}],
  ['one without a revision', { ...GOOD, revision: undefined }],
  ['one whose revision is a text', { ...GOOD, revision: '1' }],
  ['one whose revision is a fraction', { ...GOOD, revision: 1.5 }],
  ['one without purposes', { ...GOOD, purposes: undefined }],
  ['one whose purposes are no list', { ...GOOD, purposes: { analytics: true } }],
  ['one whose purposes are a text', { ...GOOD, purposes: 'analytics', services: [] }],
  ['one with a hole for a purpose', { ...GOOD, purposes: [null] }],
  ['one without services', { ...GOOD, services: undefined }],
  ['one whose services are a text', { ...GOOD, services: '' }],
  ['one with a hole for a service', { ...GOOD, services: [undefined] }],
  ['one whose service has no purpose', { ...GOOD, services: [{ id: 'ga4' }] }],
  [
    'one whose service has another’s purpose',
    { ...GOOD, services: [{ id: 'ga4', purpose: 'ads' }] },
  ],
])('of a config nothing runs when it is %s', (_case, config) => {
  expect(hasShape(config)).toBe(false)
})
