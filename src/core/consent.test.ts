import { describe, expect, test } from 'vitest'
import { type OpenConsent, openConsent } from './consent.ts'
import { decodeRecord, encodeRecord } from './record.ts'
import type {
  Change,
  Choice,
  ConsentRecord,
  ConsentState,
  CoreConfig,
  Mark,
  StoredRecord,
} from './types.ts'
import { fakeWorld } from './world.fake.ts'
import type { Kept, World } from './world.ts'

const TODAY = 20780

const CONFIG = {
  revision: 1,
  purposes: [{ id: 'necessary', required: true }, { id: 'analytics' }, { id: 'embeds' }],
  services: [
    { id: 'session', purpose: 'necessary' },
    { id: 'ga4', purpose: 'analytics' },
    { id: 'youtube', purpose: 'embeds' },
  ],
} as const satisfies CoreConfig

type Id = 'necessary' | 'analytics' | 'embeds' | 'session' | 'ga4' | 'youtube'

interface Fake {
  readonly consent: OpenConsent<Id>
  /** What has gone wrong, as far as it was logged. */
  readonly logged: readonly string[]
  /** What happened in the world, in its order. */
  readonly events: string[]
  /** What the world has heard after all others. */
  readonly changes: readonly Change[]
  /** The text that lies in the store. */
  text(): string
  /** Another tab writes. */
  elsewhere(choices: Readonly<Record<string, Choice>>): void
  /** The page is prerendered, or it isn't any more. */
  sleep(asleep: boolean): void
  /** Days go by. */
  pass(days: number): void
  /** Lets the page be painted, and what waits for it run. */
  paint(): void
  destroyed(): boolean
}

interface FakeOptions {
  readonly stored?: Readonly<Record<string, Choice>> | 'newer'
  /** What becomes of each answer. */
  readonly kept?: Kept
  readonly config?: CoreConfig
  readonly startsAsleep?: boolean
}

function mark(choice: Choice): Mark {
  return { choice, day: TODAY, revision: 1, source: 'banner' }
}

function textOf(choices: Readonly<Record<string, Choice>>): string {
  const marks = Object.fromEntries(
    Object.entries(choices).map(([id, choice]) => [id, mark(choice)]),
  )
  return encodeRecord({ wording: 1, age: 'u', id: 'oldid123', marks })
}

/** Opens a consent in a world of its own: a store in memory, and a page that is painted by hand. */
function opened({
  stored,
  kept = 'kept',
  config = CONFIG,
  startsAsleep = false,
}: FakeOptions = {}): Fake {
  const waiting: (() => void)[] = []
  const events: string[] = []
  const logged: string[] = []
  let text = stored && stored !== 'newer' ? textOf(stored) : ''
  let unreadable: StoredRecord = null
  let destroyed = false
  let asleep = startsAsleep
  let passed = 0
  const sleeping: (() => void)[] = []
  const changes: Change[] = []
  const world: World = {
    store: {
      stamp: () => text,
      read: (): StoredRecord =>
        stored === 'newer' && !text ? 'newer' : (decodeRecord(text) ?? unreadable),
      write(next, record) {
        events.push('write')
        text = next
        unreadable = record
        return kept
      },
    },
    today: () => TODAY + passed,
    newId: () => 'newid123',
    gpc: () => false,
    isAsleep: () => asleep,
    whenAwake(task) {
      if (asleep) sleeping.push(task)
      else task()
    },
    changed: () => {},
    told: (_state, change) => changes.push(change),
    starts: (id) => events.push(`start ${id}`),
    decided: () => {},
    oncePerTask: (task) => task(),
    receipts: async () => [],
    diagnose: async () => [],
    erase: async () => ({ deleted: [], left: [] }),
    afterPaint: (task) => waiting.push(task),
    log: ({ message }) => logged.push(message),
    show: (layer) => events.push(`show ${layer}`),
    language: () => 'ja',
    setLanguage: () => {},
    async ask(id) {
      events.push(`ask ${id}`)
    },
    observe: () => {},
    destroy: () => {
      destroyed = true
    },
  }
  return {
    consent: openConsent(config, world) as OpenConsent<Id>,
    logged,
    events,
    changes,
    text: () => text,
    elsewhere(choices) {
      text = textOf(choices)
    },
    sleep(value) {
      asleep = value
      if (!asleep) for (const task of sleeping.splice(0)) task()
    },
    pass(days) {
      passed += days
    },
    paint: () => {
      for (const task of waiting.splice(0)) task()
    },
    destroyed: () => destroyed,
  }
}

const recordOf = ({ text }: Fake): ConsentRecord => decodeRecord(text()) as ConsentRecord

function fail(message: string): () => never {
  return () => {
    throw new Error(message)
  }
}

describe('the state', () => {
  test('is what the stored record says', () => {
    const { consent } = opened({ stored: { analytics: 'granted', embeds: 'denied' } })
    expect(consent.state).toMatchObject({
      status: 'decided',
      choices: { analytics: 'granted', ga4: 'granted', embeds: 'denied', youtube: 'denied' },
    })
  })

  test('is new when a decision returns, before anyone is told', () => {
    const { consent } = opened()
    consent.decide({ analytics: 'granted' })
    expect(consent.state.choices).toMatchObject({ analytics: 'granted', ga4: 'granted' })
  })

  test('is another object after a change, and the old one stays as it was', () => {
    const { consent } = opened()
    const before = consent.state
    consent.decide({ analytics: 'granted' })
    expect(before.choices).not.toHaveProperty('analytics')
  })

  test('says of a purpose or a service whether it is granted', () => {
    const { consent } = opened({ stored: { analytics: 'granted', embeds: 'denied' } })
    expect(consent.granted('ga4')).toBe(true)
    expect(consent.granted('youtube')).toBe(false)
    expect(consent.granted('necessary')).toBe(true)
    expect(consent.granted('constructor' as Id)).toBe(false)
  })
})

describe('deciding', () => {
  test('writes a mark for each id given, and for no other', () => {
    const fake = opened()
    fake.consent.decide({ analytics: 'granted', youtube: 'denied' })
    expect(recordOf(fake).marks).toEqual({
      analytics: { choice: 'granted', day: TODAY, revision: 1, source: 'api' },
      youtube: { choice: 'denied', day: TODAY, revision: 1, source: 'api' },
    })
  })

  test('notes where the decision was made', () => {
    const fake = opened()
    fake.consent.decide({ analytics: 'denied' }, { source: 'banner' })
    expect(recordOf(fake).marks).toMatchObject({ analytics: { source: 'banner' } })
  })

  test.each<[string, object]>([
    ['an unknown id', { analitics: 'granted' }],
    ['a required purpose', { necessary: 'denied' }],
    ['a service of a required purpose', { session: 'denied' }],
    ['what every object inherits', { constructor: 'granted' }],
    ['a truth', { analytics: true }],
    ['a misspelt choice', { analytics: 'grant' }],
    ['no choice', { analytics: undefined }],
    ['a symbol', { analytics: Symbol('granted') }],
  ])('leaves out and reports %s, and takes the rest', (_case, wrong) => {
    const fake = opened()
    fake.consent.decide({ ...wrong, embeds: 'denied' } as Record<Id, Choice>)
    expect(Object.keys(recordOf(fake).marks)).toEqual(['embeds'])
    expect(fake.logged).toHaveLength(1)
    expect(fake.logged[0]).toContain(Object.keys(wrong)[0])
  })

  test('nothing valid writes nothing', () => {
    const fake = opened()
    fake.consent.decide({})
    fake.consent.decide({ analitics: 'granted' } as never)
    expect(fake.events).toEqual([])
  })

  test.each([
    ['null', null],
    ['nothing', undefined],
    ['a text', 'analytics'],
    ['a number', 1],
  ])('never throws, on %s neither', (_case, choices) => {
    const { consent } = opened()
    expect(() => consent.decide(choices as never)).not.toThrow()
    expect(consent.state.status).toBe('undecided')
  })

  test('at a place of an unknown name loses neither the answer nor those before', () => {
    const fake = opened({ stored: { embeds: 'denied' } })
    fake.consent.decide({ analytics: 'denied' }, { source: 'My Banner' as never })
    expect(fake.consent.state.choices).toMatchObject({ analytics: 'denied', embeds: 'denied' })
  })

  test('overwrites a record of a newer format, which granted and asked nothing', () => {
    const fake = opened({ stored: 'newer' })
    expect(fake.consent.state.asks).toEqual([])
    fake.consent.decide({ analytics: 'granted' })
    expect(fake.consent.granted('ga4')).toBe(true)
  })

  test('tells of a write that was refused, once, and holds for the page view', () => {
    const fake = opened({ kept: 'memory' })
    fake.consent.decide({ analytics: 'granted' })
    fake.consent.decide({ embeds: 'granted' })
    expect(fake.logged).toEqual([expect.stringContaining('for this page view')])
    expect(fake.consent.granted('ga4')).toBe(true)
  })
})

test('another record that stays beside the answer is reported', () => {
  const fake = opened({ kept: 'twin' })
  fake.consent.decide({ analytics: 'granted' })
  expect(fake.logged).toEqual([expect.stringContaining('Another record')])
  expect(fake.events).not.toContain('show unsaved')
})

describe('withdrawing', () => {
  const all = { analytics: 'granted', embeds: 'granted' } as const

  test('one service denies it alone', () => {
    const { consent } = opened({ stored: all })
    consent.withdraw('ga4')
    expect(consent.state.choices).toMatchObject({
      ga4: 'denied',
      analytics: 'granted',
      youtube: 'granted',
    })
  })

  test('one purpose denies it with its services', () => {
    const { consent } = opened({ stored: { ...all, ga4: 'granted' } })
    consent.withdraw('analytics')
    expect(consent.state.choices).toMatchObject({ analytics: 'denied', ga4: 'denied' })
    expect(consent.granted('youtube')).toBe(true)
  })

  test('everything denies every purpose, and services that were granted on their own', () => {
    const { consent } = opened({ stored: { ...all, ga4: 'granted', youtube: 'granted' } })
    consent.withdraw()
    expect(consent.state.choices).toEqual({
      necessary: 'granted',
      session: 'granted',
      analytics: 'denied',
      ga4: 'denied',
      embeds: 'denied',
      youtube: 'denied',
    })
  })

  test('what is required is reported and changes nothing', () => {
    const fake = opened({ stored: all })
    fake.consent.withdraw('necessary')
    expect(fake.logged).toEqual([expect.stringContaining('necessary')])
    expect(fake.events).toEqual([])
  })
})

describe('a subscriber', () => {
  test('hears the state at once, and after every change', () => {
    const { consent, paint } = opened()
    const heard: ConsentState[] = []
    consent.subscribe((state) => heard.push(state))
    consent.decide({ analytics: 'granted' })
    paint()
    expect(heard.map(({ status }) => status)).toEqual(['undecided', 'partial'])
    expect(heard[1]).toBe(consent.state)
  })

  test('hears of a decision only after it was written and the page was painted', () => {
    const { consent, paint, events } = opened()
    consent.subscribe(() => events.push('told'))
    consent.decide({ analytics: 'granted' })
    expect(events).toEqual(['told', 'write'])
    paint()
    expect(events).toEqual(['told', 'write', 'told'])
  })

  test('that was given twice is told twice, and once after one of them has gone', () => {
    const { consent, paint } = opened()
    const heard: string[] = []
    const listener = ({ status }: ConsentState): unknown => heard.push(status)
    const end = consent.subscribe(listener)
    consent.subscribe(listener)
    end()
    heard.length = 0
    consent.decide({ analytics: 'granted' })
    paint()
    expect(heard).toEqual(['partial'])
  })

  test('that decides has all told anew, each in its turn', () => {
    const { consent, paint } = opened()
    const heard: string[] = []
    consent.subscribe(({ choices }) => heard.push(`first ${choices.analytics}`))
    consent.subscribe(({ choices }) => {
      if (choices.analytics === 'granted') consent.withdraw('analytics')
    })
    consent.subscribe(({ choices }) => heard.push(`last ${choices.analytics}`))
    heard.length = 0
    consent.decide({ analytics: 'granted' })
    paint()
    paint()
    expect(heard).toEqual(['first granted', 'first denied', 'last denied'])
  })

  test('hears in the order of subscribing', () => {
    const { consent, paint } = opened()
    const heard: string[] = []
    for (const name of ['gate', 'ui', 'site']) consent.subscribe(() => heard.push(name))
    heard.length = 0
    consent.decide({ embeds: 'denied' })
    paint()
    expect(heard).toEqual(['gate', 'ui', 'site'])
  })

  test('that throws keeps no other from hearing, and is reported once', () => {
    const { consent, paint, logged } = opened()
    const heard: string[] = []
    consent.subscribe(fail('broken subscriber'))
    consent.subscribe(({ status }) => heard.push(status))
    consent.decide({ analytics: 'granted' })
    paint()
    expect(heard).toEqual(['undecided', 'partial'])
    expect(logged).toEqual(['broken subscriber'])
  })

  test('that has ended hears no more', () => {
    const { consent, paint } = opened()
    const heard: string[] = []
    const end = consent.subscribe(({ status }) => heard.push(status))
    end()
    consent.decide({ analytics: 'granted' })
    paint()
    expect(heard).toEqual(['undecided'])
  })

  test('that ends while it hears keeps the next one hearing', () => {
    const { consent, paint } = opened()
    const heard: string[] = []
    const end = consent.subscribe(({ status }) => status === 'partial' && end())
    consent.subscribe(({ status }) => heard.push(status))
    consent.decide({ analytics: 'granted' })
    paint()
    expect(heard).toEqual(['undecided', 'partial'])
  })

  test('that subscribes another while it hears lets it hear that change once', () => {
    const { consent, paint } = opened()
    const heard: string[] = []
    consent.subscribe(({ status }) => {
      if (status === 'partial') consent.subscribe((state) => heard.push(state.status))
    })
    consent.decide({ analytics: 'granted' })
    paint()
    expect(heard).toEqual(['partial'])
  })

  const change = (from: Choice | undefined, to: Choice): object => ({ from, to })

  test('hears what is another than it last heard: at first, all that has a choice', () => {
    const { consent, paint } = opened({ stored: { analytics: 'granted' } })
    const changes: Change[] = []
    consent.subscribe((_state, change) => changes.push(change))
    consent.decide({ analytics: 'denied', embeds: 'granted' })
    paint()
    const [from, to] = ['granted', 'denied'] as const
    expect(changes).toEqual([
      {
        necessary: change(undefined, 'granted'),
        session: change(undefined, 'granted'),
        analytics: change(undefined, 'granted'),
        ga4: change(undefined, 'granted'),
      },
      {
        analytics: { from, to },
        ga4: { from, to },
        embeds: change(undefined, 'granted'),
        youtube: change(undefined, 'granted'),
      },
    ])
  })

  test('hears once of all that came before one painting', () => {
    const { consent, paint } = opened()
    const changes: Change[] = []
    consent.subscribe((_state, change) => changes.push(change))
    consent.decide({ analytics: 'granted' })
    consent.decide({ analytics: 'denied' })
    consent.decide({ embeds: 'granted' })
    paint()
    expect(changes).toHaveLength(2)
    expect(changes[1]).toMatchObject({
      analytics: change(undefined, 'denied'),
      embeds: change(undefined, 'granted'),
    })
  })

  test('that comes late, while others wait to hear, hears the state and then nothing twice', () => {
    const { consent, paint } = opened()
    consent.decide({ analytics: 'granted' })
    const heard: unknown[] = []
    consent.subscribe(({ choices }, { analytics }) => heard.push([choices.analytics, analytics]))
    paint()
    expect(heard).toEqual([['granted', change(undefined, 'granted')]])
  })

  test('hears before the world does, which hears even where one throws', () => {
    const { consent, paint, changes, events } = opened()
    consent.subscribe(({ status }) => {
      if (status === 'undecided') return
      events.push(`world ${changes.length}`)
      throw new Error('broken subscriber')
    })
    consent.decide({ analytics: 'granted' })
    paint()
    expect(events).toContain('world 0')
    expect(changes).toEqual([
      { analytics: change(undefined, 'granted'), ga4: change(undefined, 'granted') },
    ])
  })

  test('that decides is told of that decision after the next painting', () => {
    const { consent, paint } = opened()
    const heard: string[] = []
    consent.subscribe(({ status }) => {
      heard.push(status)
      if (status === 'partial') consent.decide({ embeds: 'denied' })
    })
    consent.decide({ analytics: 'granted' })
    paint()
    paint()
    expect(heard).toEqual(['undecided', 'partial', 'decided'])
  })
})

describe('waiting', () => {
  const settled = async (promise: Promise<void>): Promise<boolean> =>
    Promise.race([promise.then(() => true), new Promise<false>((no) => setTimeout(no, 5, false))])

  test('is over at once for what is granted', async () => {
    const { consent } = opened({ stored: { analytics: 'granted' } })
    expect(await settled(consent.when('ga4'))).toBe(true)
  })

  test('is over with a later grant', async () => {
    const { consent, paint } = opened()
    const promise = consent.when('ga4')
    consent.decide({ analytics: 'granted' })
    paint()
    expect(await settled(promise)).toBe(true)
  })

  test('goes on after a denial, and is over with the grant that follows', async () => {
    const { consent, paint } = opened()
    const promise = consent.when('ga4')
    consent.decide({ analytics: 'denied' })
    paint()
    expect(await settled(promise)).toBe(false)
    consent.decide({ ga4: 'granted' })
    paint()
    expect(await settled(promise)).toBe(true)
  })
})

describe('a gate', () => {
  interface Gated extends Fake {
    readonly ran: string[]
    readonly end: () => void
  }

  function gated(options?: FakeOptions): Gated {
    const fake = opened(options)
    const ran: string[] = []
    const end = fake.consent.gate('ga4', () => {
      ran.push('start')
      return () => ran.push('stop')
    })
    return { ...fake, ran, end }
  }

  const decided = ({ consent, paint }: Fake, choice: Choice): void => {
    consent.decide({ ga4: choice })
    paint()
  }

  test('starts nothing before an answer, nor after a denial', () => {
    const fake = gated()
    decided(fake, 'denied')
    expect(fake.ran).toEqual([])
  })

  test('starts at once what is granted', () => {
    expect(gated({ stored: { analytics: 'granted' } }).ran).toEqual(['start'])
  })

  test('starts once for a grant, whatever else is decided', () => {
    const fake = gated()
    decided(fake, 'granted')
    fake.consent.decide({ embeds: 'granted' })
    fake.paint()
    expect(fake.ran).toEqual(['start'])
  })

  test('cleans up after a withdrawal, once', () => {
    const fake = gated({ stored: { analytics: 'granted' } })
    decided(fake, 'denied')
    fake.consent.decide({ embeds: 'denied' })
    fake.paint()
    expect(fake.ran).toEqual(['start', 'stop'])
  })

  test('starts again with the next grant', () => {
    const fake = gated({ stored: { analytics: 'granted' } })
    decided(fake, 'denied')
    decided(fake, 'granted')
    expect(fake.ran).toEqual(['start', 'stop', 'start'])
  })

  test('that ends cleans up what runs, and starts no more', () => {
    const fake = gated({ stored: { analytics: 'granted' } })
    fake.end()
    decided(fake, 'denied')
    decided(fake, 'granted')
    expect(fake.ran).toEqual(['start', 'stop'])
  })

  test('that ends has nothing to clean up where nothing ran', () => {
    const fake = gated()
    fake.end()
    expect(fake.ran).toEqual([])
  })

  test('needs no clean-up', () => {
    const fake = opened({ stored: { analytics: 'granted' } })
    const ran: string[] = []
    fake.consent.gate('ga4', () => {
      ran.push('start')
    })
    decided(fake, 'denied')
    decided(fake, 'granted')
    expect(ran).toEqual(['start', 'start'])
    expect(fake.logged).toEqual([])
  })

  test('doesn’t try again for the same grant what threw at its start', () => {
    const fake = opened({ stored: { analytics: 'granted' } })
    let tries = 0
    fake.consent.gate('ga4', () => {
      tries += 1
      throw new Error('no start')
    })
    fake.consent.decide({ embeds: 'denied' })
    fake.paint()
    expect(tries).toBe(1)
    expect(fake.logged).toEqual(['no start'])
  })

  test('tries once more with the next grant', () => {
    const fake = opened({ stored: { analytics: 'granted' } })
    let tries = 0
    fake.consent.gate('ga4', () => {
      tries += 1
      throw new Error('no start')
    })
    decided(fake, 'denied')
    decided(fake, 'granted')
    expect(tries).toBe(2)
  })

  test('whose clean-up throws is reported, and starts again', () => {
    const fake = opened({ stored: { analytics: 'granted' } })
    let starts = 0
    fake.consent.gate('ga4', () => {
      starts += 1
      return fail('no end')
    })
    decided(fake, 'denied')
    decided(fake, 'granted')
    expect(fake.logged).toEqual(['no end'])
    expect(starts).toBe(2)
  })

  test('that ends with a clean-up that throws doesn’t throw into the page', () => {
    const { consent, logged } = opened({ stored: { analytics: 'granted' } })
    const end = consent.gate('ga4', () => fail('no end'))
    expect(end).not.toThrow()
    expect(logged).toEqual(['no end'])
  })

  test('keeps a service without an answer waiting after another was granted', () => {
    const fake = gated()
    fake.consent.decide({ embeds: 'granted' })
    fake.paint()
    expect(fake.ran).toEqual([])
  })
})

describe('errors', () => {
  test('go to who listens, those from before too, and not to the log', () => {
    const { consent, logged } = opened()
    const heard: string[] = []
    consent.report('early')
    consent.onError(({ message }) => heard.push(message))
    consent.report('late')
    expect(heard).toEqual(['early', 'late'])
    expect(logged).toEqual(['early'])
  })
})

describe('a consent that is closed', () => {
  const stored = { analytics: 'granted', embeds: 'granted' } as const

  test('grants nothing optional, asks nothing, and says why once', () => {
    const { consent, logged } = opened({ stored })
    consent.close('too late')
    consent.close('too late again')
    expect(consent.granted('ga4')).toBe(false)
    expect(consent.granted('necessary')).toBe(true)
    expect(consent.state.asks).toEqual([])
    expect(logged).toEqual(['too late'])
  })

  test('stops at once what runs', () => {
    const { consent } = opened({ stored })
    const ran: string[] = []
    consent.gate('ga4', () => () => ran.push('stop'))
    consent.close('too late')
    expect(ran).toEqual(['stop'])
  })

  test('still writes what is decided, and grants nothing in this page', () => {
    const fake = opened({ stored })
    fake.consent.close('too late')
    fake.consent.decide({ analytics: 'granted', embeds: 'denied' })
    fake.paint()
    expect(recordOf(fake).marks).toMatchObject({ embeds: { choice: 'denied' } })
    expect(fake.consent.granted('ga4')).toBe(false)
  })

  test('leaves the stored answer as it is', () => {
    const fake = opened({ stored })
    const before = fake.text()
    fake.consent.close('too late')
    expect(fake.text()).toBe(before)
  })
})

describe('a consent that is destroyed', () => {
  const stored = { analytics: 'granted' } as const

  test('cleans up what runs, grants nothing and takes its world along', () => {
    const { consent, destroyed } = opened({ stored })
    const ran: string[] = []
    consent.gate('ga4', () => () => ran.push('stop'))
    consent.destroy()
    expect(ran).toEqual(['stop'])
    expect(consent.granted('ga4')).toBe(false)
    expect(destroyed()).toBe(true)
  })

  test('tells nobody any more, of what was decided before neither', () => {
    const { consent, paint } = opened()
    const heard: string[] = []
    consent.subscribe(({ status }) => heard.push(status))
    consent.decide({ analytics: 'granted' })
    consent.destroy()
    const before = heard.length
    paint()
    expect(heard).toHaveLength(before)
  })

  test('leaves the stored answer as it is', () => {
    const fake = opened({ stored })
    const before = fake.text()
    fake.consent.destroy()
    expect(fake.text()).toBe(before)
  })
})

describe('a notice', () => {
  const [session, ga4, youtube] = CONFIG.services
  const config: CoreConfig = {
    ...CONFIG,
    services: [session, { ...ga4, basis: 'optout' }, { ...youtube, basis: 'exempt' }],
  }

  test('lets run what needs no more, and tells those who follow', () => {
    const fake = opened({ config })
    const ran: string[] = []
    fake.consent.gate('ga4', () => void ran.push('ga4'))
    fake.consent.notice()
    fake.paint()
    expect(ran).toEqual(['ga4'])
    expect(fake.consent.state).toMatchObject({ status: 'undecided', asks: ['analytics', 'embeds'] })
    expect(fake.text()).toBe('')
  })

  test('given again changes nothing', () => {
    const fake = opened({ config })
    const heard: string[] = []
    fake.consent.subscribe(({ status }) => heard.push(status))
    fake.consent.notice()
    fake.consent.notice()
    fake.paint()
    expect(heard).toHaveLength(2)
  })

  test('changes nothing where everything is held or exempt', () => {
    const fake = opened()
    const heard: string[] = []
    fake.consent.subscribe(({ status }) => heard.push(status))
    fake.consent.notice()
    fake.paint()
    expect(heard).toHaveLength(1)
  })

  test('gives way to a denial, at once', () => {
    const fake = opened({ config })
    const ran: string[] = []
    fake.consent.gate('ga4', () => () => ran.push('stop'))
    fake.consent.notice()
    fake.paint()
    fake.consent.withdraw()
    fake.paint()
    expect(ran).toEqual(['stop'])
    expect(fake.consent.granted('youtube')).toBe(true)
  })

  test('what is exempt takes no answer', () => {
    const fake = opened({ config })
    fake.consent.decide({ youtube: 'denied' })
    expect(fake.consent.granted('youtube')).toBe(true)
    expect(fake.logged).toEqual([expect.stringContaining('youtube')])
    expect(fake.text()).toBe('')
  })
})

describe('a look at the record', () => {
  test('tells of what another tab has decided', () => {
    const fake = opened({ stored: { analytics: 'granted' } })
    const heard: unknown[] = []
    fake.consent.subscribe(({ choices }) => heard.push(choices.ga4))
    fake.elsewhere({ analytics: 'denied' })
    fake.consent.refresh()
    expect(fake.consent.state.choices.ga4).toBe('denied')
    fake.paint()
    expect(heard).toEqual(['granted', 'denied'])
  })

  test.each<[string, (fake: Fake, run: () => void) => unknown]>([
    ['granted()', ({ consent }, run) => consent.granted('ga4') && run()],
    ['gate()', ({ consent }, run) => consent.gate('ga4', run)],
    ['when()', ({ consent }, run) => consent.when('ga4').then(run)],
    [
      'subscribe()',
      ({ consent }, run) =>
        consent.subscribe(({ choices }) => void (choices.ga4 === 'granted' && run())),
    ],
  ])('is taken before anything starts, by %s too', async (_by, start) => {
    const fake = opened({ stored: { analytics: 'granted' } })
    fake.elsewhere({ analytics: 'denied' })
    let ran = false
    start(fake, () => {
      ran = true
    })
    await undefined
    fake.paint()
    expect(ran).toBe(false)
  })

  test('drops what waited for an age, if another tab has answered meanwhile', () => {
    const fake = opened({ config: { ...CONFIG, age: { line: 16, ask: 'grant' } } })
    fake.consent.decide({ analytics: 'granted' })
    fake.elsewhere({ analytics: 'denied' })
    fake.consent.setAge('adult')
    expect(fake.consent.granted('ga4')).toBe(false)
  })

  test('tells nobody where nothing has changed', () => {
    const fake = opened({ stored: { analytics: 'granted' } })
    const heard: unknown[] = []
    fake.consent.subscribe(({ status }) => heard.push(status))
    fake.consent.refresh()
    fake.paint()
    expect(heard).toHaveLength(1)
  })

  test('finds a grant lapsed on a page that was open too long', () => {
    const fake = opened({ stored: { analytics: 'granted', embeds: 'denied' } })
    fake.pass(181)
    fake.consent.refresh()
    expect(fake.consent.granted('ga4')).toBe(false)
    expect(fake.consent.state.choices.embeds).toBe('denied')
  })

  test('opens nothing on a page that is closed', () => {
    const fake = opened()
    fake.consent.close('too late')
    fake.elsewhere({ analytics: 'granted' })
    fake.consent.refresh()
    expect(fake.consent.granted('ga4')).toBe(false)
  })
})

describe('a page that nobody has seen yet', () => {
  const stored = { analytics: 'granted' } as const

  test('is granted nothing, not even what is required, and asked nothing', () => {
    const { consent } = opened({ stored, startsAsleep: true })
    expect(consent.state).toMatchObject({ choices: {}, asks: [] })
  })

  test('has its decisions wait until it is seen', () => {
    const fake = opened({ stored, startsAsleep: true })
    fake.consent.decide({ embeds: 'denied' })
    expect(fake.events).toEqual([])
    fake.sleep(false)
    expect(recordOf(fake).marks).toMatchObject({ embeds: { choice: 'denied' } })
    expect(fake.consent.granted('ga4')).toBe(true)
  })

  test('writes no acknowledgement and erases nothing before it is shown', async () => {
    const config = { ...CONFIG, wording: 3 }
    const fake = opened({ stored: { analytics: 'granted' }, config, startsAsleep: true })
    const before = fake.text()
    fake.consent.acknowledge()
    const erased = fake.consent.erase()
    expect(fake.events).toEqual([])
    expect(fake.text()).toBe(before)
    fake.sleep(false)
    await expect(erased).resolves.toEqual({ deleted: [], left: [] })
    expect(recordOf(fake)).toMatchObject({ wording: 3, marks: { analytics: { choice: 'denied' } } })
  })
})

describe('an acknowledgement', () => {
  const config: CoreConfig = { ...CONFIG, wording: 3 }
  const stored = { analytics: 'granted', embeds: 'denied' } as const

  test('notes the wording, and leaves every mark and the id as they are', () => {
    const fake = opened({ config, stored })
    const before = recordOf(fake)
    expect(fake.consent.state.reworded).toBe(true)
    fake.consent.acknowledge()
    expect(recordOf(fake)).toEqual({ ...before, wording: 3 })
    expect(fake.consent.state.reworded).toBe(false)
  })

  test.each<[string, FakeOptions]>([
    ['one who has no record', { config }],
    ['one whose record is of a newer format', { config, stored: 'newer' }],
  ])('of %s writes nothing', (_case, options) => {
    const fake = opened(options)
    fake.consent.acknowledge()
    expect(fake.events).toEqual([])
  })
})

describe('to ask about one thing', () => {
  test('asks nobody about what is granted', async () => {
    const { consent, events } = opened({ stored: { embeds: 'granted' } })
    expect(await consent.ask('youtube')).toBe('granted')
    expect(await consent.ask('necessary')).toBe('granted')
    expect(events).toEqual([])
  })

  test.each<[string, Readonly<Record<string, Choice>>]>([
    ['unasked', {}],
    ['denied', { embeds: 'denied' }],
  ])('asks about what is %s, and says what holds when that is over', async (_case, stored) => {
    const { consent, events } = opened({ stored })
    expect(await consent.ask('youtube')).toBe('denied')
    expect(events).toEqual(['ask youtube'])
  })

  test('says what another tab has granted while it was asked', async () => {
    const { consent, elsewhere } = opened()
    const answer = consent.ask('youtube')
    elsewhere({ youtube: 'granted' })
    expect(await answer).toBe('granted')
  })

  test('never throws into the page, and grants nothing by itself', async () => {
    const { consent, text } = opened()
    expect(await consent.ask('nothing' as Id)).toBe('denied')
    consent.destroy()
    expect(await consent.ask('youtube')).toBe('denied')
    expect(text()).toBe('')
  })
})

test('who waits for what is wanted no more hears of that', () => {
  const { consent, paint } = opened({ config: { ...CONFIG, age: { line: 16, ask: 'grant' } } })
  const waiting: number[] = []
  consent.subscribe(() => waiting.push(consent.waiting.length))
  consent.decide({ analytics: 'granted' })
  consent.decline()
  paint()
  expect(waiting).toEqual([0, 0])
})

test('a layer is shown by the world', () => {
  const { consent, events } = opened()
  consent.show('preferences')
  expect(events).toEqual(['show preferences'])
})

test('what is switched off while the page is open stops there, and comes back on no such page', () => {
  const off = new Set<string>()
  const consent = openConsent<string, string>(CONFIG, fakeWorld('', { off }))
  consent.decide({ analytics: 'granted' })
  const log: string[] = []
  consent.gate('ga4', () => {
    log.push('start')
    return () => log.push('stop')
  })
  off.add('ga4')
  consent.refresh()
  consent.decide({ ga4: 'granted' })
  expect(log).toEqual(['start', 'stop'])
  expect(consent.state.off).toEqual(['ga4'])
  expect(consent.granted('analytics')).toBe(true)
})

test('what is switched off while the visitor is asked for their age takes no press back', () => {
  const off = new Set<string>()
  const config = { ...CONFIG, age: { line: 16, ask: 'grant' } } as const
  const consent = openConsent<string, string>(config, fakeWorld('', { off }))
  consent.decide({ analytics: 'granted' })
  off.add('ga4')
  consent.refresh()
  expect(consent.waiting).toEqual(['analytics'])
  consent.setAge('adult')
  expect(consent.granted('analytics')).toBe(true)
})
