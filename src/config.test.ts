import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ConfigProblem, ConsentConfigError, parseConfig } from './config.ts'
import { metalive } from './metalive.ts'
import { metaliveEn } from './metalive-en.ts'

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

function messageOf(input: unknown): string {
  return new ConsentConfigError(problemsOf(input)).message
}

function first<T>(list: readonly T[]): T {
  const [item] = list
  if (!item) throw new Error('an empty list')
  return item
}

function second<T>([, item]: readonly T[]): T {
  if (!item) throw new Error('no second one')
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

test('a layout that there is not, is refused, and the nearest is named', () => {
  expect(problemsOf({ ...metalive, layout: 'bar' })).toEqual([])
  const [problem] = problemsOf({ ...metalive, layout: 'barr' })
  expect(problem).toMatchObject({ path: 'layout', suggestion: 'bar' })
})

test('a misspelt word of a list with names is told what could stand there', () => {
  const { texts } = metalive
  const kinds = { ...texts.disclosure.kinds, nothing: 'x' }
  const disclosure = { ...texts.disclosure, kinds }
  const [problem] = problemsOf({ ...metalive, texts: { ...texts, disclosure } })
  const suggestion = `take it out; there are ${Object.keys(texts.disclosure.kinds).join(', ')}`
  expect(problem).toMatchObject({ path: 'texts.disclosure.kinds.nothing', suggestion })
})

test('the message says it all in a line each', () => {
  const input = broken((config) => {
    first(config.services).purpose = 'analitics'
  })
  expect(() => parseConfig(input)).toThrow(
    'services[0].purpose = "analitics": there is no such purpose. Try: analytics',
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
    [
      'advertising that can’t be refused',
      (c) => Object.assign(second(c.purposes), { title: '広告の配信', required: true }),
      'purposes[1].required',
    ],
    [
      'advertising under another id, by notice alone',
      (c) => {
        Object.assign(second(c.purposes), { title: '広告の配信' })
        Object.assign(first(c.services), { purpose: second(c.purposes).id, basis: 'notice' })
      },
      'services[0].basis',
    ],
    [
      'a country of one letter',
      (c) => Object.assign(first(c.services).recipient as object, { country: ' ' }),
      'services[0].recipient.country',
    ],
    [
      'a country that is none',
      (c) => Object.assign(first(c.services).recipient as object, { country: 'XX' }),
      'services[0].recipient.country',
    ],
    [
      'L10: an id joined with a person, without consent',
      (c) => Object.assign(first(c.services), { joinsPerson: true, basis: 'notice' }),
      'services[0].basis',
    ],
    [
      'a shared domain with a dot before it',
      (c) => Object.assign(c, { cookie: { domain: '.metalive.example' } }),
      'cookie.domain',
    ],
    [
      'a shared domain that is everyone’s',
      (c) => Object.assign(c, { cookie: { domain: 'jp' } }),
      'cookie.domain',
    ],
  ])('%s', (_case, breakIt, path) => {
    expect(problemsOf(broken(breakIt)).map((each) => each.path)).toEqual([path])
  })
})

describe('what Google is told', () => {
  const NOTICE = { basis: 'notice' }

  test.each<[string, (config: Draft) => void]>([
    ['nothing of the mode', (c) => Object.assign(c, { google: {} })],
    ['by notice, without a word of the mode', (c) => Object.assign(first(c.services), NOTICE)],
    ['basic, where its tags are held', (c) => Object.assign(c, { google: { mode: 'basic' } })],
    [
      'advanced, where one runs by notice',
      (c) => {
        Object.assign(first(c.services), NOTICE)
        Object.assign(c, { google: { mode: 'advanced' } })
      },
    ],
    [
      'everything',
      (c) => {
        const regions = [{ region: ['JP', 'US-CA'], waitForUpdateMs: 500 }]
        const google = { waitForUpdateMs: 500, regions, adsDataRedaction: true }
        Object.assign(c, { google: { ...google, urlPassthrough: false, dataLayer: 'layer' } })
      },
    ],
  ])('may be %s', (_case, change) => {
    expect(problemsOf(broken(change))).toEqual([])
  })

  test.each<[string, (config: Draft) => void, string]>([
    [
      'E3: advanced, where all its tags are held',
      (c) => Object.assign(c, { google: { mode: 'advanced' } }),
      'google.mode',
    ],
    [
      'E3: basic, where one of its tags runs by notice',
      (c) => {
        Object.assign(first(c.services), NOTICE)
        Object.assign(c, { google: { mode: 'basic' } })
      },
      'services[0].basis',
    ],
    [
      'a purpose of one of its tags that grants nothing',
      (c) => delete c.purposes[2]?.googleSignals,
      'purposes[2].googleSignals',
    ],
    [
      'a signal that there isn’t',
      (c) => Object.assign(c.purposes[2] ?? {}, { googleSignals: ['analytic_storage'] }),
      'purposes[2].googleSignals[0]',
    ],
    [
      'a country for a region',
      (c) => {
        Object.assign(c, { google: { regions: [{ region: ['Japan'], waitForUpdateMs: 500 }] } })
      },
      'google.regions[0].region[0]',
    ],
    [
      'a wait in seconds',
      (c) => Object.assign(c, { google: { waitForUpdateMs: 0.5 } }),
      'google.waitForUpdateMs',
    ],
  ])('is refused: %s', (_case, breakIt, path) => {
    expect(problemsOf(broken(breakIt)).map((each) => each.path)).toEqual([path])
  })
})

describe('a signal', () => {
  const SIGNAL = { queue: 'mixpanel', form: 'method', grant: ['opt_in'], revoke: ['opt_out'] }

  test.each<[string, object, string]>([
    ['a path for a name', { queue: 'mixpanel.people' }, 'queue'],
    ['a form that there isn’t', { form: 'methods' }, 'form'],
    ['a call that is no list', { revoke: 'opt_out' }, 'revoke'],
    ['a method with a space in its name', { revoke: ['opt out'] }, 'revoke[0]'],
    ['a call without a name', { grant: [] }, 'grant[0]'],
    ['what a call can’t be made with', { grant: ['opt_in', 1] }, 'grant[1]'],
    ['a call that there isn’t', { granted: ['opt_in'] }, 'granted'],
  ])('is refused with %s', (_case, change, path) => {
    const input = broken((c) => {
      Object.assign(first(c.services), { signal: { ...SIGNAL, ...change } })
    })
    expect(problemsOf(input).map((each) => each.path)).toEqual([`services[0].signal.${path}`])
  })

  test('that is misspelt is told what it could be', () => {
    const input = broken((c) => {
      Object.assign(first(c.services), { signal: { ...SIGNAL, form: 'methods' } })
    })
    expect(messageOf(input)).toContain('Try: method')
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

describe('L1: a service says all that the law asks for', () => {
  test.each([
    ['name', ''],
    ['ourPurpose', '  '],
    ['theirPurpose', ''],
    ['sends', []],
    ['purpose', ''],
    ['recipient.name', ''],
    ['recipient.country', ''],
    ['recipient.privacyPolicy', ''],
  ])('%s can’t be left empty, nor out', (path, empty) => {
    const [field = '', inner] = path.split('.')
    for (const value of [empty, undefined]) {
      const found = problemsOf(
        broken((c) => {
          const place = inner
            ? (first(c.services)[field] as Record<string, unknown>)
            : first(c.services)
          place[inner ?? field] = value
        }),
      )
      expect(found.map((each) => each.path)).toContain(`services[0].${path}`)
    }
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

/** A mistake, and the problem that is reported: place, value, reason and what would do. */
const MISTAKES: readonly (readonly [string, (config: Draft) => void, ConfigProblem])[] = [
  [
    'an unknown purpose',
    (c) => Object.assign(first(c.services), { purpose: 'adverts' }),
    {
      path: 'services[0].purpose',
      value: '"adverts"',
      message: 'there is no such purpose',
      suggestion: 'necessary, functional, analytics, advertising, embeds',
    },
  ],
  [
    'an id given twice',
    (c) => Object.assign(c.services[1] ?? {}, { id: 'ga4' }),
    {
      path: 'services[1].id',
      value: '"ga4"',
      message: 'is the id of services[0] already',
      suggestion: 'ga4-2',
    },
  ],
  [
    'a host without a dot',
    (c) => Object.assign(first(c.services), { hosts: ['localhost'] }),
    {
      path: 'services[0].hosts[0]',
      value: '"localhost"',
      message: 'must be a host name such as a.example, or *.a.example',
      suggestion: 'cdn.vendor.example',
    },
  ],
  [
    'an address as a host',
    (c) => Object.assign(first(c.services), { hosts: ['https://cdn.a.test/tag.js'] }),
    {
      path: 'services[0].hosts[0]',
      value: '"https://cdn.a.test/tag.js"',
      message: 'must be a host name such as a.example, or *.a.example',
      suggestion: 'cdn.a.test',
    },
  ],
  [
    'an address as an origin',
    (c) => Object.assign(c, { host: { origins: ['https://www.a.test/live'] } }),
    {
      path: 'host.origins[0]',
      value: '"https://www.a.test/live"',
      message: 'must be an origin such as https://www.site.example, with nothing behind it',
      suggestion: 'https://www.a.test',
    },
  ],
  [
    'an origin on plain http',
    (c) => Object.assign(c, { frames: { origins: ['http://www.a.test'] } }),
    {
      path: 'frames.origins[0]',
      value: '"http://www.a.test"',
      message: 'must be an origin such as https://www.site.example, with nothing behind it',
      suggestion: 'https://www.site.example',
    },
  ],
  [
    'switches on another site',
    (c) => Object.assign(c, { switches: { url: 'https://cdn.test/off.json' } }),
    {
      path: 'switches.url',
      value: '"https://cdn.test/off.json"',
      message: 'must be an address of this site that begins with /',
      suggestion: '/consent/renew',
    },
  ],
  [
    'a service that is half off',
    (c) => Object.assign(first(c.services), { off: 'yes' }),
    {
      path: 'services[0].off',
      value: '"yes"',
      message: 'must be true or false',
      suggestion: 'true',
    },
  ],
  [
    'frames of nobody',
    (c) => Object.assign(c, { frames: { origins: [] } }),
    {
      path: 'frames.origins',
      value: '[]',
      message: 'must name one at least',
      suggestion: '[ … ]',
    },
  ],
  [
    'a since above the revision',
    (c) => Object.assign(first(c.services), { since: 4 }),
    {
      path: 'services[0].since',
      value: '4',
      message: "is above the config's revision 1",
      suggestion: '1, or raise the revision to 4',
    },
  ],
  [
    'exempt advertising',
    (c) => Object.assign(first(c.services), { ...EXEMPT, purpose: 'advertising' }),
    {
      path: 'services[0].basis',
      value: '"exempt"',
      message: 'advertising needs consent, or can be stopped ("optout")',
      suggestion: 'consent',
    },
  ],
  [
    'a missing recipient',
    (c) => delete first(c.services).recipient,
    {
      path: 'services[0].recipient',
      message: 'is missing',
      suggestion: '{ name, country, privacyPolicy }',
    },
  ],
  [
    'a script as a link',
    (c) => Object.assign(c.disclosure, { href: 'javascript:alert(1)' }),
    {
      path: 'disclosure.href',
      value: '"javascript:alert(1)"',
      message: 'must begin with https://, or with / for a page of this site, and hold no spaces',
      suggestion: '/privacy.html',
    },
  ],
  [
    'a text of 200 kB',
    (c) => Object.assign(first(c.purposes), { title: 'あ'.repeat(70_000) }),
    {
      path: 'purposes[0].title',
      value: `"${'あ'.repeat(58)}…`,
      message: 'must have at most 3,000 characters',
      suggestion: 'say it shorter, and link to the rest',
    },
  ],
  [
    'a text that turns the direction of writing',
    (c) => Object.assign(first(c.purposes), { title: '必須\u202eexe.pdf' }),
    {
      path: 'purposes[0].title',
      value: '"必須\\u202eexe.pdf"',
      message: 'must not hold control characters, nor ones that turn the direction of writing',
      suggestion: '必須exe.pdf',
    },
  ],
  [
    'a word for a number',
    (c) => Object.assign(c, { revision: '1' }),
    { path: 'revision', value: '"1"', message: 'must be a number', suggestion: '1' },
  ],
  [
    'an address that isn’t encrypted',
    (c) => Object.assign(first(c.services), { optOut: 'http://a.test/out' }),
    {
      path: 'services[0].optOut',
      value: '"http://a.test/out"',
      message: 'must be a https:// address',
      suggestion: 'https://a.test/out',
    },
  ],
]

describe('a problem says where, what, why, and what would do', () => {
  test.each(MISTAKES)('%s', (_case, breakIt, problem) => {
    expect(problemsOf(broken(breakIt))).toEqual([problem])
  })

  test('all at once', () => {
    const input = broken((config) => {
      first(config.services).recipient = undefined
      Object.assign(config.services[1] ?? {}, { hosts: ['localhost'], since: 9 })
      Object.assign(config.services[2] ?? {}, { id: 'clarity', purpose: 'nothing-like-it' })
      Object.assign(config.disclosure, { href: 'javascript:alert(1)' })
      config.purposes.forEach((each) => {
        each.title = `\u2066${each.title}`
      })
    })
    expect(problemsOf(input)).toHaveLength(11)
  })
})

/** Each can make a reviewer or a visitor read what isn't written. */
const UNSEEN = [
  '\u202a',
  '\u202b',
  '\u202c',
  '\u202d',
  '\u202e',
  '\u2066',
  '\u2069',
  '\0',
  '\x1b',
  '\x9b',
]

describe('a character that isn’t seen', () => {
  test.each(UNSEEN)('is refused in a text: %j', (character) => {
    const input = broken((c) => Object.assign(first(c.purposes), { title: `a${character}b` }))
    expect(problemsOf(input).map(({ path }) => path)).toEqual(['purposes[0].title'])
  })

  test.each(UNSEEN)('is refused in a link: %j', (character) => {
    const input = broken((c) => Object.assign(c.disclosure, { href: `/a${character}b` }))
    expect(problemsOf(input).map(({ path }) => path)).toEqual(['disclosure.href'])
  })

  test.each(UNSEEN)('is written out where the problem is told: %j', (character) => {
    const input = broken((c) => Object.assign(c.disclosure, { [`h${character}`]: character }))
    const [problem] = problemsOf(input)
    expect(problem?.value).not.toContain(character)
    expect(messageOf(input)).not.toContain(character)
  })

  test('a line break in a text is seen', () => {
    const input = broken((c) => Object.assign(first(c.purposes), { title: 'a\nb' }))
    expect(problemsOf(input)).toEqual([])
  })
})

/** Anything that code can hold, and what JSON can't. */
const anything = fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true })

test('whatever stands anywhere in a config, all that happens is a problem', () => {
  const plain = JSON.parse(JSON.stringify(metalive))
  const places = placesIn(plain)
  expect(places.length).toBeGreaterThan(500)
  fc.assert(
    fc.property(fc.constantFrom(...places), anything, (place, value) => {
      const problems = problemsOf(replaced(plain, place, value))
      for (const each of problems) {
        expect(each.message).not.toBe('')
        expect(each.suggestion).not.toBe('')
        expect((each.value ?? '').length).toBeLessThanOrEqual(60)
      }
    }),
    { numRuns: 300 },
  )
})

test('an object that can’t be made a text breaks nothing, wherever it stands', () => {
  const plain = JSON.parse(JSON.stringify({ ...metalive, translations: [metaliveEn] }))
  for (const place of placesIn(plain)) {
    expect(
      () => problemsOf(replaced(plain, place, Object.create(null))),
      String(place),
    ).not.toThrow()
  }
})

type Place = readonly string[]

function placesIn(value: unknown): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [[]]
  const below = Object.entries(value).flatMap(([key, each]) =>
    placesIn(each).map((place) => [key, ...place]),
  )
  return [[], ...below]
}

function replaced(whole: unknown, [step, ...rest]: Place, value: unknown): unknown {
  if (step === undefined || typeof whole !== 'object' || whole === null) return value
  const inside = replaced(Reflect.get(whole, step), rest, value)
  if (Array.isArray(whole)) return whole.map((each, i) => (String(i) === step ? inside : each))
  return { ...whole, [step]: inside }
}

test.each(['//evil.test', '/\\evil.test', '/\t/evil.test', 'data:text/html,x', ' https://a.test'])(
  'a link that only looks like one of this site is refused: %j',
  (href) => {
    const input = broken((c) => Object.assign(c.disclosure, { href }))
    expect(problemsOf(input).map(({ path }) => path)).toEqual(['disclosure.href'])
  },
)

test.each([[undefined], [null], [7], ['{}'], [[]], [{}]])('%j is no config', (input) => {
  expect(problemsOf(input).length).toBeGreaterThan(0)
})
