import { describe, expect, test } from 'vitest'
import { type ConfigProblem, ConsentConfigError, parseConfig } from './config.ts'
import { metalive } from './metalive.ts'

/** METALIVE's config as plain data, so that a test can break it anywhere. */
function broken(breakIt: (config: Draft) => void): unknown {
  const config: Draft = JSON.parse(JSON.stringify(metalive))
  breakIt(config)
  return config
}

interface Draft {
  [field: string]: unknown
  disclosure: Record<string, unknown>
  purposes: Record<string, unknown>[]
  services: (Record<string, unknown> & { cookies: Record<string, unknown>[] })[]
}

function problemsOf(input: unknown): readonly ConfigProblem[] {
  try {
    parseConfig(input)
  } catch (error) {
    if (error instanceof ConsentConfigError) return error.problems
    throw error
  }
  return []
}

function first<T>(list: readonly T[]): T {
  const [item] = list
  if (!item) throw new Error('an empty list')
  return item
}

test("METALIVE's own config is right", () => {
  expect(parseConfig(metalive)).toEqual(metalive)
})

test('all mistakes are reported at once, each with its place', () => {
  const input = broken((config) => {
    config.revision = '1'
    config.wordign = 2
    first(config.purposes).title = ''
    first(config.services).purpose = 'analitics'
    first(first(config.services).cookies).party = 'frist'
  })
  const problems = problemsOf(input)
  expect(problems.map(({ path }) => path).sort()).toEqual([
    'purposes[0].title',
    'revision',
    'services[0].cookies[0].party',
    'services[0].purpose',
    'wordign',
  ])
  const suggestions = Object.fromEntries(problems.map((each) => [each.path, each.suggestion]))
  expect(suggestions).toMatchObject({
    wordign: 'wording',
    'services[0].purpose': 'analytics',
    'services[0].cookies[0].party': 'first',
  })
})

test('the message says it all in a line each', () => {
  const input = broken((config) => {
    first(config.services).purpose = 'analitics'
  })
  expect(() => parseConfig(input)).toThrow(
    'services[0].purpose: there is no purpose "analitics". Did you mean "analytics"?',
  )
})

describe('a mistake that no field shows by itself', () => {
  test.each<[string, (config: Draft) => void, string]>([
    ['an id given twice', (c) => c.services.push(first(c.services)), 'services[10].id'],
    [
      'an id that a purpose and a service share',
      (c) => Object.assign(first(c.services), { id: 'analytics' }),
      'services[0].id',
    ],
    [
      'a since above the revision',
      (c) => Object.assign(first(c.services), { since: 2 }),
      'services[0].since',
    ],
    [
      'a purpose that hides what refusing costs',
      (c) => {
        delete c.purposes[1]?.lost
      },
      'purposes[1].lost',
    ],
    [
      'who refuses is asked again sooner than who agrees',
      (c) => Object.assign(c, { maxAgeDays: { granted: 180, denied: 90 } }),
      'maxAgeDays.denied',
    ],
  ])('%s', (_case, breakIt, path) => {
    expect(problemsOf(broken(breakIt)).map((each) => each.path)).toEqual([path])
  })
})

/** The basis rules, with what a service needs to stand on each. */
const EXEMPT = { basis: 'exempt', exemption: { ground: 'security', reason: '不正を防ぐため。' } }
const OPTOUT = { basis: 'optout', optOutEffect: { stops: 'sending', lost: '影響ありません。' } }

describe('a basis', () => {
  test.each<[string, object]>([
    ['consent', { basis: 'consent' }],
    ['notice', { basis: 'notice' }],
    ['optout, with what stopping means', OPTOUT],
    ['exempt, with its ground', EXEMPT],
    ['exempt, for a required purpose', { ...EXEMPT, purpose: 'necessary' }],
    ['optout, for advertising', { ...OPTOUT, purpose: 'advertising' }],
  ])('may be %s', (_case, fields) => {
    expect(problemsOf(broken((c) => Object.assign(first(c.services), fields)))).toEqual([])
  })

  test.each<[string, object, string]>([
    ['L8: exempt without a ground', { basis: 'exempt' }, 'exemption'],
    ['a ground without being exempt', { exemption: EXEMPT.exemption }, 'exemption'],
    ['L7: optout without what stopping means', { basis: 'optout' }, 'optOutEffect'],
    ['what stopping means, without optout', { optOutEffect: OPTOUT.optOutEffect }, 'optOutEffect'],
    ['exempt advertising', { ...EXEMPT, purpose: 'advertising' }, 'basis'],
    ['advertising by notice', { basis: 'notice', purpose: 'advertising' }, 'basis'],
    ['consent that can’t be refused', { purpose: 'necessary' }, 'basis'],
  ])('is refused: %s', (_case, fields, field) => {
    const problems = problemsOf(broken((c) => Object.assign(first(c.services), fields)))
    expect(problems.map(({ path }) => path)).toEqual([`services[0].${field}`])
  })
})

test('L11: a recipient abroad needs a link to what the law says there', () => {
  const path = 'disclosure.countries'
  const silent = broken((c) => delete c.disclosure.countries)
  expect(problemsOf(silent).map((each) => each.path)).toEqual([path])
  const home = broken((c) => {
    delete c.disclosure.countries
    for (const each of c.services) Object.assign(each.recipient as object, { country: 'JP' })
  })
  expect(problemsOf(home)).toEqual([])
})

test.each([
  [
    'a script as a link',
    (c: Draft) => Object.assign(c.disclosure, { href: 'javascript:alert(1)' }),
  ],
  [
    'a host of another scheme',
    (c: Draft) => Object.assign(c, { policy: { href: '//evil.test', revised: '2023-08-08' } }),
  ],
  [
    'a host without a dot',
    (c: Draft) => Object.assign(first(c.services), { hosts: ['localhost'] }),
  ],
  [
    'an id that no cookie could hold',
    (c: Draft) => Object.assign(first(c.purposes), { id: 'A;b' }),
  ],
  [
    'a text of 200 kB',
    (c: Draft) => Object.assign(first(c.purposes), { title: 'あ'.repeat(70_000) }),
  ],
  [
    'a cookie name that is a pattern of its own',
    (c: Draft) => Object.assign(first(first(c.services).cookies), { name: '_ga.*|x' }),
  ],
])('%s is refused', (_case, breakIt) => {
  expect(problemsOf(broken(breakIt))).toHaveLength(1)
})

test.each([[undefined], [null], [7], ['{}'], [[]], [{}]])('%j is no config', (input) => {
  expect(problemsOf(input).length).toBeGreaterThan(0)
})
