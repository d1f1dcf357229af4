/** What must not compile. `npm run types` is what checks this file; running it only runs the rest. */
import { describe, expect, expectTypeOf, test } from 'vitest'
import type { Choice, Consent, ConsentState, Purpose, Service } from './core/types.ts'
import { bannerView } from './headless/banner.ts'
import { type Action, type Drawing, headless, type View } from './headless.ts'
import { createConsent, defineConfig } from './index.ts'
import { type MetalivePurpose, type MetaliveService, metalive } from './metalive.ts'
import { ga4 } from './services/ga4.ts'
import { youtube } from './services/youtube.ts'

const { operator, policy, disclosure, texts } = metalive
const COMMON = { operator, policy, disclosure, texts, revision: 1 } as const
const PURPOSE = { title: '広告', description: '広告を表示します。', clauses: ['2-5'] } as const

const consent = createConsent({ config: metalive })

describe('METALIVE’s ids', () => {
  test('are known to everything that takes one', () => {
    type Id = MetalivePurpose | MetaliveService
    expectTypeOf(consent).toEqualTypeOf<Consent<Id>>()
    expectTypeOf(consent.granted).parameter(0).toEqualTypeOf<Id>()
    expectTypeOf(consent.when).parameter(0).toEqualTypeOf<Id>()
    expectTypeOf(consent.gate).parameter(0).toEqualTypeOf<Id>()
    expectTypeOf(consent.withdraw).parameter(0).toEqualTypeOf<Id | undefined>()
    expectTypeOf(consent.state).toEqualTypeOf<ConsentState<Id>>()
  })

  test('can’t be misspelt', () => {
    // @ts-expect-error
    expect(consent.granted('analitics')).toBe(false)
    // @ts-expect-error
    consent.when('ga')
    // @ts-expect-error
    consent.gate('youtub', () => {})
    // @ts-expect-error
    consent.withdraw('advertisement')
    // @ts-expect-error
    consent.decide({ analitics: 'granted' })
  })

  test('are written into the config as its services’ ids', () => {
    expectTypeOf(metalive.services[0]?.id).toEqualTypeOf<MetaliveService | undefined>()
    expectTypeOf(metalive.services[0]?.purpose).toEqualTypeOf<MetalivePurpose | undefined>()
  })
})

describe('a choice', () => {
  test('is granted or denied and nothing else', () => {
    expectTypeOf<Choice>().toEqualTypeOf<'granted' | 'denied'>()
    consent.decide({ analytics: 'granted', ga4: 'denied' })
    // @ts-expect-error
    consent.decide({ analytics: true })
    // @ts-expect-error
    consent.decide({ analytics: undefined })
  })

  test('has a source that is known', () => {
    consent.decide({ analytics: 'denied' }, { source: 'import' })
    // @ts-expect-error
    consent.decide({ analytics: 'denied' }, { source: 'My Banner' })
  })

  test('may be missing from the state', () => {
    expectTypeOf(consent.state.choices.ga4).toEqualTypeOf<Choice | undefined>()
  })

  test('can’t be changed in the state', () => {
    // @ts-expect-error
    expect(() => (consent.state.choices.ga4 = 'granted')).toBeTypeOf('function')
    // @ts-expect-error
    expect(() => (consent.state = { ...consent.state })).toBeTypeOf('function')
  })
})

describe('a config that is defined', () => {
  const config = defineConfig({
    ...COMMON,
    purposes: [
      { ...PURPOSE, id: 'analytics' },
      { ...PURPOSE, id: 'embeds' },
    ],
    services: [ga4, youtube],
  })

  test('knows its ids from its literals', () => {
    type Ids = Parameters<
      ReturnType<typeof createConsent<'analytics' | 'embeds', 'ga4' | 'youtube'>>['granted']
    >[0]
    const own = createConsent({ config })
    expectTypeOf(own.granted).parameter(0).toEqualTypeOf<Ids>()
    expectTypeOf(config.purposes).toEqualTypeOf<readonly Purpose<'analytics' | 'embeds'>[]>()
    expectTypeOf(config.services).toEqualTypeOf<
      readonly Service<'ga4' | 'youtube', 'analytics' | 'embeds'>[]
    >()
  })

  test('takes no service of a purpose that it hasn’t', () => {
    const wrong = defineConfig({
      ...COMMON,
      purposes: [{ ...PURPOSE, id: 'analytics' }],
      // @ts-expect-error
      services: [ga4, youtube],
    })
    expect(wrong.services).toHaveLength(2)
  })

  test('takes no field that there isn’t', () => {
    // @ts-expect-error
    const wrong = defineConfig({ ...config, colour: 'red' })
    expect(wrong).toHaveProperty('colour')
  })

  test('misses no field that has no default', () => {
    // @ts-expect-error
    const wrong = defineConfig({ revision: 1, purposes: [], services: [] })
    expect(wrong).not.toHaveProperty('texts')
  })
})

test('a gate takes a start with a clean-up, or without one', () => {
  expectTypeOf(consent.gate).parameter(1).toEqualTypeOf<() => void | (() => void)>()
  expectTypeOf(consent.gate).returns.toEqualTypeOf<() => void>()
  // @ts-expect-error
  consent.gate('ga4', () => 42)
})

describe('a UI of the app’s own', () => {
  const stage = { consent, config: metalive, say: () => {}, close: () => {} }

  test('says with each press who pressed, and what was drawn', () => {
    const [accept] = bannerView(stage).actions
    type Press = Parameters<Action['press']>
    expectTypeOf<Press>().toEqualTypeOf<
      [by: { readonly isTrusted: boolean }, drawn: Element | string]
    >()
    expectTypeOf<MouseEvent>().toExtend<Press[0]>()
    // @ts-expect-error
    expect(() => accept?.press()).toThrow()
    // @ts-expect-error
    expect(() => accept?.press({ isTrusted: true })).toThrow()
    // @ts-expect-error
    accept?.press('click', 'すべて許可')
    expect(consent.granted('analytics')).toBe(false)
  })

  test('says what it has drawn once it was painted, and takes it away', () => {
    const drawing: Drawing = { draw: async ({ words }) => words.join('\n'), clear: () => {} }
    createConsent({ config: metalive, ui: async () => headless(drawing) })
    // @ts-expect-error
    headless({ draw: async () => {}, clear: () => {} })
    // @ts-expect-error
    headless({ draw: () => 'すべて許可', clear: () => {} })
    // @ts-expect-error
    headless({ draw: drawing.draw })
    expect(headless(drawing)).toHaveProperty('mount')
  })

  test('finds in a view what its layer has, and nothing else', () => {
    const draw = (view: View): unknown => {
      // @ts-expect-error
      if (view.layer === 'banner') return view.rows
      // @ts-expect-error
      if (view.layer === 'preferences') return view.purposes
      // @ts-expect-error
      return view.layer === 'cookies'
    }
    expect(draw(bannerView(stage))).toBeUndefined()
  })

  test('leaves nothing of a view’s words out by writing to it', () => {
    const view = bannerView(stage)
    // @ts-expect-error
    expect(() => view.words.pop()).not.toThrow()
    // @ts-expect-error
    view.title = 'Cookie'
    // @ts-expect-error
    bannerView({ consent, config: metalive })
    expect(view.actions).toHaveLength(3)
  })
})
