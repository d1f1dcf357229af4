import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openConsent } from './core/consent.ts'
import type { Choices, ConsentState, CoreConfig } from './core/types.ts'
import { fakeWorld } from './core/world.fake.ts'
import { host } from './host.ts'
import { ask, stateOf } from './host-message.ts'

const HOST = 'https://www.metalive.example'
const CONFIG: CoreConfig = {
  revision: 3,
  wording: 2,
  age: { line: 16, ask: 'grant' },
  purposes: [
    { id: 'necessary', required: true },
    { id: 'analytics', since: 2 },
    { id: 'advertising', honorsGpc: true },
  ],
  services: [
    { id: 'mux-data', purpose: 'analytics', since: 3 },
    { id: 'ga4', purpose: 'analytics' },
    { id: 'google-ima', purpose: 'advertising' },
  ],
  host: { origins: ['https://m.metalive.example', HOST] },
}

interface Frame {
  readonly consent: ReturnType<typeof openConsent<string, string>>
  /** What the frame's page has said to the page around it. */
  readonly asked: readonly unknown[]
  /** What arrives, and from where: default the page around it, at its own origin. */
  hear(data: unknown, from?: { readonly source?: unknown; readonly origin?: string }): void
  state(): ConsentState
}

function frame({ config = CONFIG, gpc = false } = {}): Frame {
  const asked: unknown[] = []
  const parent = { postMessage: (...said: unknown[]) => asked.push(said) }
  const window = Object.assign(new EventTarget(), { parent }) as unknown as Window
  const store = host(window, config, () => consent.refresh())
  if (!store) throw new Error('no host')
  const consent = openConsent<string, string>(config, fakeWorld('', { store, gpc: () => gpc }))
  return {
    consent,
    asked,
    hear(data, from = {}) {
      const event = new Event('message')
      window.dispatchEvent(Object.assign(event, { data, source: parent, origin: HOST, ...from }))
    },
    state: () => consent.state,
  }
}

const GRANTED: Choices = { analytics: 'granted', 'mux-data': 'granted', advertising: 'denied' }

/** What is granted beside what is required. */
const granted = ({ choices }: ConsentState): string[] =>
  Object.keys(choices).filter((id) => choices[id] === 'granted' && id !== 'necessary')

beforeEach(() => {
  vi.useFakeTimers({ now: 20780 * 86_400_000 })
})

afterEach(() => {
  vi.useRealTimers()
})

test('a page with nothing around it has no host, nor has one whose config names none', () => {
  const alone = new EventTarget() as unknown as Window
  Object.assign(alone, { parent: alone })
  expect(host(alone, CONFIG, () => {})).toBeUndefined()
  const inFrame = Object.assign(new EventTarget(), { parent: {} }) as unknown as Window
  const { host: _host, ...none } = CONFIG
  expect(host(inFrame, none, () => {})).toBeUndefined()
})

test('the host is asked once, without a word of the visitor', () => {
  const { asked, hear } = frame()
  hear(stateOf(GRANTED))
  vi.advanceTimersByTime(60_000)
  expect(asked).toEqual([[ask, '*']])
})

test('until the host answers, nothing is granted, denied or asked', () => {
  expect(frame().state()).toMatchObject({
    status: 'decided',
    choices: { necessary: 'granted' },
    asks: [],
  })
})

test('what the host grants is granted, by marks that say so', () => {
  const { consent, hear, state } = frame()
  hear(stateOf(GRANTED))
  expect(granted(state())).toEqual(['analytics', 'mux-data'])
  expect(state().asks).toEqual([])
  expect(consent.record?.marks.analytics).toEqual({
    choice: 'granted',
    day: 20780,
    revision: 3,
    source: 'host',
  })
})

test('what the host doesn’t name was told to nobody there, and is denied', () => {
  const { hear, state } = frame()
  hear(stateOf({ analytics: 'granted' }))
  expect(granted(state())).toEqual(['analytics'])
  expect(state().choices['mux-data']).toBe('denied')
})

test('ids that this config doesn’t know are ignored', () => {
  const { consent, hear, state } = frame()
  hear(stateOf({ ...GRANTED, 'data-broker': 'granted' }))
  expect(granted(state())).toEqual(['analytics', 'mux-data'])
  expect(Object.keys(consent.record?.marks ?? {})).not.toContain('data-broker')
})

test('changes that the host tells of are followed', () => {
  const { hear, state } = frame()
  hear(stateOf(GRANTED))
  hear(stateOf({ ...GRANTED, analytics: 'denied', 'mux-data': 'denied' }))
  expect(granted(state())).toEqual([])
  hear(stateOf({ advertising: 'granted', 'google-ima': 'granted' }))
  expect(granted(state())).toEqual(['advertising', 'google-ima'])
})

describe('all is denied, and nothing asked, where', () => {
  const denied = (it: Frame): void => {
    vi.advanceTimersByTime(1000)
    expect(it.state()).toMatchObject({ status: 'decided', asks: [], reworded: false })
    expect(it.state().choices).toMatchObject({ analytics: 'denied', advertising: 'denied' })
    expect(granted(it.state())).toEqual([])
  }

  test('the host is silent for a second', () => {
    const it = frame()
    vi.advanceTimersByTime(999)
    expect(it.state().choices).toEqual({ necessary: 'granted' })
    denied(it)
  })

  test('it answers too late', () => {
    const it = frame()
    denied(it)
    it.hear(stateOf(GRANTED))
    denied(it)
  })

  test.each([
    ['another site', { origin: 'https://www.metalive.example.evil.example' }],
    ['the host, on plain http', { origin: 'http://www.metalive.example' }],
    ['a frame beside this one', { source: {} }],
    ['nobody', { source: null }],
  ])('%s answers', (_who, from) => {
    const it = frame()
    it.hear(stateOf(GRANTED), from)
    denied(it)
  })

  test.each([
    ['no message of this kind', { consent: 'granted' }],
    ['a choice that is none', { ...stateOf({}), choices: { ...GRANTED, ga4: 1 } }],
  ])('the answer is %s', (_what, data) => {
    const it = frame()
    it.hear(data)
    denied(it)
  })
})

test('GPC refuses in the frame what the host grants', () => {
  const { hear, state } = frame({ gpc: true })
  hear(stateOf({ analytics: 'granted', advertising: 'granted', 'google-ima': 'granted' }))
  expect(granted(state())).toEqual(['analytics'])
})

describe('the age', () => {
  test('is the host’s to ask: what it grants needs none here', () => {
    const { hear, state } = frame()
    hear(stateOf(GRANTED))
    expect(state().age).toBe('unknown')
    expect(granted(state())).toEqual(['analytics', 'mux-data'])
  })

  test('that this page knows outranks the host, whenever it says something', () => {
    const { consent, hear, state } = frame()
    hear(stateOf(GRANTED))
    consent.setAge('minor')
    expect(granted(state())).toEqual([])
    hear(stateOf({ ...GRANTED, advertising: 'granted' }))
    expect(granted(state())).toEqual([])
    expect(state().asks).toEqual([])
  })

  test('is needed for what is granted here', () => {
    const { consent, hear, state } = frame()
    hear(stateOf({}))
    consent.decide({ analytics: 'granted' })
    expect(consent.waiting).toEqual(['analytics'])
    consent.setAge('adult')
    expect(granted(state())).toContain('analytics')
  })
})

test('what is refused in the frame stays refused, whatever the host says later', () => {
  const { consent, hear, state } = frame()
  hear(stateOf({ ...GRANTED, ga4: 'granted', advertising: 'granted' }))
  consent.withdraw('analytics')
  hear(stateOf({ ...GRANTED, ga4: 'granted', advertising: 'granted' }))
  expect(granted(state())).toEqual(['advertising'])
})

test('what is granted in the frame holds until the host says otherwise', () => {
  const { consent, hear, state } = frame()
  hear(stateOf({}))
  consent.setAge('adult')
  consent.decide({ advertising: 'granted' })
  expect(granted(state())).toEqual(['advertising', 'google-ima'])
  hear(stateOf(GRANTED))
  expect(granted(state())).toEqual(['analytics', 'mux-data'])
})
