import { describe, expect, test } from 'vitest'
import type { Config, Service } from '../core/types.ts'
import { metalive } from '../metalive.ts'
import { hotjar } from '../services.ts'
import { plainText } from '../ui/annotations.ts'
import { compare, unraised } from './changes.ts'
import { type DisclosureDocument, disclose } from './document.ts'
import { toJson } from './json.ts'

const PUBLISHED = disclose(metalive)

/** METALIVE's list with other services, as of a later day. */
function later(services: readonly Service[], fields: Partial<Config> = {}): DisclosureDocument {
  const disclosure = { ...metalive.disclosure, updated: '2027-01-01' }
  return disclose({ ...metalive, disclosure, services, ...fields } as Config)
}

/** All of METALIVE's services, the first one but for `fields`. */
function changed(fields: Partial<Service>): readonly Service[] {
  const [first, ...others] = metalive.services
  return [{ ...first, ...fields } as Service, ...others]
}

const messages = (after: DisclosureDocument): string[] =>
  unraised(PUBLISHED, after).map(({ path, message }) => `${path}: ${message}`)

test('the same list has no changes, whatever the order of hosts and items', () => {
  const [{ hosts, sends } = hotjar] = metalive.services
  const shuffled = changed({ hosts: [...hosts].reverse(), sends: [...sends].reverse() })
  expect(compare(PUBLISHED, later(shuffled))).toEqual([])
  expect(messages(disclose(metalive))).toEqual([])
})

test('where lines may end is no change', () => {
  const published = JSON.parse(toJson(PUBLISHED)) as DisclosureDocument
  const unmarked = later(changed({ ourPurpose: plainText(metalive.services[0]?.ourPurpose ?? '') }))
  expect(compare(published, PUBLISHED)).toEqual([])
  expect(unraised(published, PUBLISHED)).toEqual([])
  expect(compare(PUBLISHED, unmarked)).toEqual([])
})

test('rows that came, went and changed are told apart', () => {
  const services = [...changed({ hosts: ['a.example'], theirPurpose: '分析に使います。' }), hotjar]
  const without = services.filter(({ id }) => id !== 'clarity')
  expect(compare(PUBLISHED, later(without))).toEqual([
    { id: 'ga4', service: expect.any(String), kind: 'changed', fields: ['hosts', 'theirPurpose'] },
    { id: 'hotjar', service: hotjar.name, kind: 'added', fields: [] },
    { id: 'clarity', service: 'Microsoft Clarity', kind: 'removed', fields: [] },
  ])
})

describe('what visitors would not be asked about', () => {
  test.each<[string, Partial<Service>, string]>([
    ['another host', { hosts: ['a.example'] }, 'hosts'],
    ['another item', { sends: ['ip'] }, 'items'],
    ['another purpose', { purpose: 'functional' }, 'purpose'],
    [
      'another recipient',
      { recipient: { ...hotjar.recipient, name: 'Example Inc.' } },
      'recipient',
    ],
    ['another basis', { basis: 'notice' }, 'basis'],
    ['a recipient that joins it with a person', { joinsPerson: true }, 'recipient'],
    ['another platform', { platforms: ['web', 'ios'] }, 'platforms'],
  ])('%s without a later revision fails', (_case, fields, field) => {
    expect(messages(later(changed(fields)))).toEqual([
      `services[0].since: ${field} of "ga4" changed: since must be above 1, the revision that was published`,
    ])
    expect(messages(later(changed({ ...fields, since: 2 }), { revision: 2 }))).toEqual([])
  })

  test('a new service without a later revision fails', () => {
    expect(messages(later([...metalive.services, hotjar]))).toEqual([
      'services[10].since: "hotjar" is new: since must be above 1, the revision that was published',
    ])
    const services = [...metalive.services, { ...hotjar, since: 2 }]
    expect(messages(later(services, { revision: 2 }))).toEqual([])
  })

  test('one that went needs no question', () => {
    expect(messages(later(metalive.services.slice(1)))).toEqual([])
  })

  test('other words need a later revision, or a later wording where they mean the same', () => {
    const services = changed({ ourPurpose: 'ページの見られ方を調べるために使います。' })
    expect(messages(later(services))).toEqual([expect.stringContaining('or `wording`')])
    expect(messages(later(services, { wording: 2 }))).toEqual([])
    const purposes = metalive.purposes.map((each) => ({ ...each, description: '動画に使います。' }))
    expect(messages(later(metalive.services, { purposes }))).toHaveLength(purposes.length)
    expect(messages(later(metalive.services, { purposes, wording: 2 }))).toEqual([])
  })

  test.each<[string, object]>([
    ['can’t be refused any more', { required: true }],
    ['is granted in spite of GPC', { honorsGpc: true }],
  ])('a purpose that %s needs a later revision, whatever the wording says', (_case, fields) => {
    const purposes = metalive.purposes.map((each) =>
      each.id === 'functional' ? { ...each, ...fields } : each,
    )
    const path = expect.stringMatching(/^purposes\[1\]\.since: .*asked otherwise/)
    expect(messages(later(metalive.services, { purposes, wording: 2 }))).toEqual([path])
    const raised = purposes.map((each) => (each.id === 'functional' ? { ...each, since: 2 } : each))
    expect(messages(later(metalive.services, { purposes: raised, revision: 2 }))).toEqual([])
  })

  test('what a refusal costs is told again', () => {
    const purposes = metalive.purposes.map((each) =>
      each.id === 'functional' ? { ...each, lost: '影響ありません。' } : each,
    )
    expect(messages(later(metalive.services, { purposes }))).toHaveLength(1)
    expect(messages(later(metalive.services, { purposes, wording: 2 }))).toEqual([])
  })

  test.each<[string, Partial<Service>]>([
    ['another way to refuse', { optOut: 'https://vendor.example/stop' }],
    ['another cookie', { cookies: [] }],
  ])('%s needs a later day of the list', (_case, fields) => {
    const same = disclose({ ...metalive, services: changed(fields) } as Config)
    expect(messages(same)).toEqual([expect.stringMatching(/^disclosure\.updated: /)])
    expect(messages(later(changed(fields)))).toEqual([])
  })

  test('a list that changed has a later day', () => {
    const { disclosure } = metalive
    const services = metalive.services.slice(1)
    expect(messages(disclose({ ...metalive, disclosure, services } as Config))).toEqual([
      'disclosure.updated: the list has changed, so it must be later than 2026-11-24',
    ])
  })
})

describe('the history', () => {
  test('goes on from what was published, newest first', () => {
    const second = disclose(
      { ...metalive, services: metalive.services.slice(1) } as Config,
      PUBLISHED,
    )
    const third = disclose(metalive, second)
    expect(third.history.map(({ changes }) => changes.map(({ kind }) => kind))).toEqual([
      ['added'],
      ['removed'],
    ])
  })

  test('has no entry where nothing changed', () => {
    expect(disclose(metalive, PUBLISHED).history).toEqual([])
  })
})

test('stopping a service owes the list no new day, and asks nobody again', () => {
  const services = metalive.services.map((each) =>
    each.id === 'ga4' ? { ...each, off: true } : each,
  )
  expect(messages(disclose({ ...metalive, services }))).toEqual([])
})
