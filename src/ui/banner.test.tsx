import { type BoundFunctions, type queries, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openConsent } from '../core/consent.ts'
import { decodeRecord, encodeRecord } from '../core/record.ts'
import type { Choice, Config, ConsentRecord, Shown, Ui } from '../core/types.ts'
import { fakeWorld } from '../core/world.fake.ts'
import { dayText } from '../disclosure/day.ts'
import { summaryOf } from '../disclosure/summary.ts'
import { metalive as whole } from '../metalive.ts'
import { ga4 } from '../services.ts'
import { createAgain } from './again.ts'
import { plainText, withoutAnnotations } from './annotations.ts'
import { mountUi } from './mount.ts'

/** Without the question of age, which has tests of its own. */
const { age, ...metalive } = whole

const TODAY = 20780

interface Visit {
  /** Where all is that the visitor sees. */
  readonly see: BoundFunctions<typeof queries>
  readonly root: ShadowRoot
  readonly ui: Ui
  /** Presses a button, as a person or not. */
  press(name: string, by?: 'person' | 'script'): void
  /** The marks that are stored, less their days and revisions. */
  stored(): Readonly<Record<string, readonly [Choice, source: string]>>
  /** What stood before the visitor at the last decision. */
  proof(): Shown | undefined
  readonly shown: readonly string[]
  /** What the visitor has switched to. */
  readonly languages: readonly string[]
  readonly logged: readonly string[]
}

interface VisitOptions {
  readonly stored?: Readonly<Record<string, Choice>>
  /** When that was decided. Default today. */
  readonly day?: number
  readonly config?: Config
  /** The browser sends GPC. */
  readonly gpc?: boolean
  readonly preferences?: () => Promise<never>
}

/** A file that can't be had. */
const missing = (): Promise<never> => Promise.reject(new Error('missing'))

let uis: Ui[] = []

beforeEach(() => {
  // happy-dom lays nothing out: here everything has a box.
  vi.spyOn(Element.prototype, 'getClientRects').mockReturnValue([{}] as unknown as DOMRectList)
})

afterEach(() => {
  vi.restoreAllMocks()
  leave()
})

function leave(): void {
  for (const ui of uis) ui.destroy()
  uis = []
}

function textOf(choices: Readonly<Record<string, Choice>>, day: number): string {
  const marks = Object.entries(choices).map(([id, choice]) => {
    return [id, { choice, day, revision: 1, source: 'banner' as const }]
  })
  return marks.length === 0
    ? ''
    : encodeRecord({ wording: 1, age: 'u', id: 'oldid123', marks: Object.fromEntries(marks) })
}

/** A page with the first layer open, and a store in memory behind it; ends the visit before. */
async function visit(options: VisitOptions = {}): Promise<Visit> {
  leave()
  const {
    stored = {},
    day = TODAY,
    config = metalive,
    gpc = false,
    preferences = () => new Promise<never>(() => {}),
  } = options
  const shown: string[] = []
  const languages: string[] = []
  const logged: string[] = []
  let person = true
  let proof: Shown | undefined
  const world = fakeWorld(textOf(stored, day), {
    gpc: () => gpc,
    log: ({ message }) => logged.push(message),
    show: (layer) => shown.push(layer),
    setLanguage: (tag) => languages.push(tag),
    decided(decision) {
      proof = decision.shown
    },
  })
  const consent = openConsent<string, string>(config, world)
  const ui = mountUi({
    document,
    config: { ...config, ...summaryOf(config) },
    consent,
    nonce: '',
    isTrusted: () => person,
    loadPreferences: preferences,
    async loadAgain(given) {
      const updated = dayText(config.disclosure.updated, 'ja')
      return createAgain({ ...given, config: { ...config, updated } })
    },
    loadAge: missing,
    loadRecord: missing,
    loadAsk: missing,
    loadQuiet: missing,
    loadRemote: missing,
  })
  uis.push(ui)
  await ui.show('banner')
  const root = document.querySelector('metalive-consent')?.shadowRoot as ShadowRoot
  const see = within(root as unknown as HTMLElement)
  return {
    see,
    root,
    ui,
    proof: () => proof,
    shown,
    languages,
    logged,
    press(name, by = 'person') {
      person = by === 'person'
      see.getByRole('button', { name }).click()
    },
    stored() {
      const { marks } = decodeRecord(world.text()) as ConsentRecord
      const entries = Object.entries(marks)
      return Object.fromEntries(entries.map(([id, { choice, source }]) => [id, [choice, source]]))
    },
  }
}

const ALL = {
  functional: 'granted',
  analytics: 'granted',
  advertising: 'granted',
  embeds: 'granted',
} as const

const NAME = plainText(metalive.texts.banner.title)

describe('the banner', () => {
  test('is a region with a heading that names it', async () => {
    const { see } = await visit()
    expect(see.getByRole('region', { name: NAME })).toBeTruthy()
    expect(see.getByRole('heading', { name: NAME, level: 2 })).toBeTruthy()
  })

  test('is in Japanese, whatever the page is in', async () => {
    const { see } = await visit()
    expect(see.getByRole('region').lang).toBe('ja')
  })

  test('offers three choices, in their order', async () => {
    const { see } = await visit()
    const names = see.getAllByRole('button').map(({ textContent }) => textContent)
    expect(names).toEqual(['すべて許可', 'すべて拒否', '個別に選ぶ'])
  })

  test('gives all three the same tag, class, part and attributes but the id', async () => {
    const { see } = await visit()
    const shape = ({ localName, attributes }: Element): object => ({
      localName,
      attributes: [...attributes]
        .filter(({ name }) => name !== 'id')
        .map(({ name, value }) => `${name}=${value}`),
    })
    const [accept, reject, choose] = see.getAllByRole('button').map(shape)
    expect(reject).toEqual(accept)
    expect(choose).toEqual(accept)
    expect(accept).toMatchObject({ attributes: ['type=button', 'part=button'] })
  })

  test('has nothing to tick', async () => {
    const { root } = await visit()
    expect(root.querySelectorAll('input, [checked], [aria-checked], [aria-pressed]')).toHaveLength(
      0,
    )
  })

  test('takes no focus', async () => {
    const before = document.activeElement
    const { root } = await visit()
    expect(document.activeElement).toBe(before)
    expect(root.activeElement).toBeNull()
  })

  test('lists the purposes that are asked about, and not the required one', async () => {
    const { see } = await visit()
    const listed = see.getAllByRole('listitem').map(({ textContent }) => textContent)
    expect(listed).toEqual(['追加機能', '利用状況の分析', '広告', '外部の動画・SNS'])
  })

  test('lists what is open still, and nothing that has an answer', async () => {
    const { see } = await visit({ stored: { functional: 'denied', analytics: 'granted' } })
    const listed = see.getAllByRole('listitem').map(({ textContent }) => textContent)
    expect(listed).toEqual(['広告', '外部の動画・SNS'])
  })

  test('links to the list of recipients with their true number', async () => {
    const { see } = await visit()
    const names = new Set(metalive.services.map(({ recipient }) => recipient.name))
    expect(names.size).toBe(7)
    const link = see.getByRole('link', { name: `送信先の一覧(${names.size}社)` })
    expect(link.getAttribute('href')).toBe(metalive.disclosure.href)
  })

  test('links to the privacy policy', async () => {
    const { see } = await visit()
    const link = see.getByRole('link', { name: 'プライバシーポリシー' })
    expect(link.getAttribute('href')).toBe(metalive.policy.href)
  })

  test('stands directly before the body, outside of what an app replaces', async () => {
    await visit()
    expect(document.body.previousElementSibling?.localName).toBe('metalive-consent')
  })

  test('leaves no placeholder open in its words', async () => {
    const { see } = await visit()
    expect(see.getByRole('region').textContent).not.toMatch(/[{}]/)
  })

  test('is there once, however often it is shown', async () => {
    const { see, ui } = await visit()
    await ui.show('banner')
    expect(see.getAllByRole('region')).toHaveLength(1)
  })
})

describe('a site in several languages', () => {
  const config = { ...metalive, languages: [{ lang: 'en', name: 'English' }] }

  test('offers the others in their own words, and nothing where there is one', async () => {
    const { see } = await visit({ config })
    expect(see.getByRole('button', { name: 'English' }).lang).toBe('en')
    expect((await visit()).see.queryByRole('button', { name: 'English' })).toBeNull()
  })

  test('is switched without an answer', async () => {
    const { press, languages, stored } = await visit({ config })
    press('English')
    expect(languages).toEqual(['en'])
    expect(stored).toThrow()
  })
})

describe('what is sent when', () => {
  const OPTOUT = { basis: 'optout', optOutEffect: { stops: 'sending', lost: '' } } as const
  const NOTICE = { basis: 'notice' } as const
  const EXEMPT = { basis: 'exempt', exemption: { ground: 'security', reason: '' } } as const
  const { held, required } = withoutAnnotations(metalive.texts.banner)

  const bodyOf = async (bases: readonly object[], fields: object = {}): Promise<string> => {
    const services = bases.map((basis, i) => ({ ...ga4, id: `s${i}`, ...basis }))
    const { root } = await visit({ config: { ...metalive, ...fields, services } as Config })
    return root.querySelector('.text')?.textContent ?? ''
  }

  test.each<[string, readonly object[], keyof typeof held]>([
    ['is held by consent alone', [{}, {}], 'all'],
    ['is by consent, but for what is exempt', [{}, EXEMPT], 'all'],
    ['is partly on until it is stopped (optout)', [{}, OPTOUT], 'some'],
    ['is partly on until it is stopped (notice)', [{}, NOTICE], 'some'],
    ['is on until it is stopped', [OPTOUT, NOTICE, EXEMPT], 'none'],
  ])('%s: the body says so, and nothing else', async (_case, bases, variant) => {
    const body = await bodyOf(bases)
    for (const [name, sentence] of Object.entries(held)) {
      expect(body.includes(`。${sentence}`) || body.includes(`SNS${sentence}`)).toBe(
        name === variant,
      )
    }
  })

  test('what runs without permission is named where there is such, and only there', async () => {
    const purposes = metalive.purposes.filter((purpose) => !purpose.required)
    expect(await bodyOf([{}])).toContain(required)
    expect(await bodyOf([{}], { purposes })).not.toContain(required)
    expect(await bodyOf([{}, EXEMPT], { purposes })).toContain(required)
  })

  test('L10: a recipient that joins it with a person is named, with what it gets', async () => {
    const body = await bodyOf([{ joinsPerson: true, sends: ['ip', 'url'] }])
    expect(body).toContain(
      'Google LLCは、受け取るIPアドレス、見ているページのURLを、同社が持つお客様の情報と結びつけることがあります。',
    )
    expect(await bodyOf([{}])).not.toContain('結びつける')
  })
})

describe('who is asked again is told why', () => {
  const reasonFor = async (config: object, day = TODAY): Promise<string> => {
    const { root } = await visit({ config: { ...metalive, ...config } as Config, stored: ALL, day })
    const reason = root.querySelector<HTMLElement>('.text > div')
    return reason?.hidden ? '' : (reason?.textContent ?? '')
  }
  const since = (id: string): object => ({
    revision: 2,
    purposes: metalive.purposes.map((each) => (each.id === id ? { ...each, since: 2 } : each)),
  })

  test('a purpose changed', async () => {
    expect(await reasonFor(since('analytics'))).toBe(
      'データの使いみちが変わりました(2026年11月24日)。変わったところだけ、もう一度お選びください。ほかの設定はそのままです。',
    )
  })

  test('companies came, and each is counted once', async () => {
    const more = ['a', 'b'].map((id) => ({ ...ga4, id, since: 2 }))
    const services = [...metalive.services, ...more]
    expect(await reasonFor({ revision: 2, services })).toBe(
      '送信先が1社、増えたか変わりました。その送信先だけ、お選びください。',
    )
  })

  test('the answer is too old', async () => {
    expect(await reasonFor({}, TODAY - 181)).toBe(
      '前回の選択から180日以上たちました。もう一度お選びください。',
    )
    const maxAgeDays = { granted: 30, denied: 60 }
    expect(await reasonFor({ maxAgeDays }, TODAY - 31)).toContain('30日以上')
  })

  test('but not on a first visit', async () => {
    const { root } = await visit()
    expect(root.querySelector<HTMLElement>('.text > div')?.hidden).toBe(true)
  })
})

describe('a visitor whose browser sends GPC', () => {
  test('is told so, and offered all but what it refuses', async () => {
    const { see, root } = await visit({ gpc: true })
    const names = see.getAllByRole('button').map(({ textContent }) => textContent)
    expect(names).toEqual(['広告以外を許可', 'すべて拒否', '個別に選ぶ'])
    expect(root.querySelector('.text p')?.textContent).toContain(
      '広告は「許可しない」にしています。',
    )
    const listed = see.getAllByRole('listitem').map(({ textContent }) => textContent)
    expect(listed).toEqual(['追加機能', '利用状況の分析', '外部の動画・SNS'])
  })

  test('who accepts the others has no mark for what it refuses', async () => {
    const { press, stored, proof } = await visit({ gpc: true })
    press('広告以外を許可')
    expect(Object.keys(stored())).toEqual(['functional', 'analytics', 'embeds'])
    expect(proof()).toMatchObject({ layer: 'banner', button: 'acceptOthers' })
  })

  test('and opens the banner again accepts no more than that', async () => {
    const { press, stored, ui } = await visit({
      gpc: true,
      stored: { ...ALL, advertising: 'denied' },
    })
    await ui.show('banner')
    press('広告以外を許可')
    expect(stored().advertising).toEqual(['denied', 'banner'])
  })
})

describe('a banner that the page hides', () => {
  test('was not shown: that is an error, and so is one that takes no place', async () => {
    vi.spyOn(Element.prototype, 'getClientRects').mockReturnValue([] as unknown as DOMRectList)
    await expect(visit()).rejects.toThrow('This page hides the banner.')
  })
})

describe('a visitor who answers', () => {
  test.each([
    ['すべて許可', 'granted'],
    ['すべて拒否', 'denied'],
  ] as const)('with %s decides exactly what was asked', async (name, choice) => {
    const { press, stored } = await visit()
    press(name)
    expect(stored()).toEqual({
      functional: [choice, 'banner'],
      analytics: [choice, 'banner'],
      advertising: [choice, 'banner'],
      embeds: [choice, 'banner'],
    })
  })

  test('a question about one purpose leaves the other answers alone', async () => {
    const rest = { functional: 'denied', analytics: 'granted', embeds: 'denied' } as const
    const { press, stored } = await visit({ stored: rest })
    press('すべて許可')
    expect(stored()).toMatchObject({
      functional: ['denied', 'banner'],
      embeds: ['denied', 'banner'],
    })
    expect(stored()).toMatchObject({ advertising: ['granted', 'banner'] })
  })

  test('a question about a new service answers for that service', async () => {
    const services = metalive.services.map((each) => {
      return { ...each, since: each.id === 'clarity' ? 2 : 1 }
    })
    const config = { ...metalive, revision: 2, services }
    const granted = { functional: 'denied', advertising: 'denied', embeds: 'denied' } as const
    const { see, press, stored } = await visit({
      config,
      stored: { ...granted, analytics: 'granted' },
    })
    expect(see.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      '利用状況の分析',
    ])
    press('すべて拒否')
    expect(stored()).toMatchObject({
      clarity: ['denied', 'banner'],
      analytics: ['granted', 'banner'],
    })
  })

  test('sees the banner no more', async () => {
    const { see, press } = await visit()
    press('すべて拒否')
    expect(see.queryByRole('region')).toBeNull()
  })

  test('and opens the banner again can still refuse everything', async () => {
    const all = { functional: 'granted', analytics: 'granted' } as const
    const { press, stored } = await visit({
      stored: { ...all, advertising: 'granted', embeds: 'granted' },
    })
    press('すべて拒否')
    expect(Object.values(stored()).map(([choice]) => choice)).toEqual(Array(4).fill('denied'))
  })

  test('with 個別に選ぶ has decided nothing yet', async () => {
    const { press, shown, see, root } = await visit()
    press('個別に選ぶ')
    expect(shown).toEqual(['preferences'])
    expect(see.getByRole('region')).toBeTruthy()
    expect(root.querySelectorAll('dialog')).toHaveLength(0)
  })

  test('elsewhere finds the banner gone', async () => {
    const stored = { functional: 'denied', analytics: 'denied', advertising: 'denied' } as const
    const { see, press } = await visit({ stored })
    press('すべて許可')
    expect(see.queryByRole('region')).toBeNull()
  })
})

describe('a press that no person made', () => {
  test('grants nothing, keeps the banner open and asks to press again', async () => {
    const { see, press } = await visit()
    press('すべて許可', 'script')
    expect(see.getByRole('region')).toBeTruthy()
    expect(see.getByRole('status').textContent).toBe('もう一度、ご自身で押してください。')
  })

  test('can be made good by a person', async () => {
    const { press, stored } = await visit()
    press('すべて許可', 'script')
    press('すべて許可', 'person')
    expect(stored()).toMatchObject({ analytics: ['granted', 'banner'] })
  })

  test('refuses all the same', async () => {
    const { press, stored } = await visit()
    press('すべて拒否', 'script')
    expect(stored()).toMatchObject({ analytics: ['denied', 'banner'] })
  })
})

test('whoever can’t get the second layer is told so, and can still answer', async () => {
  const { ui, see, press, stored } = await visit({
    preferences: () => Promise.reject(new Error('no file')),
  })
  await expect(ui.show('preferences')).rejects.toThrow('no file')
  expect(see.getByRole('status').textContent).toBe(plainText(metalive.texts.banner.failed))
  press('すべて拒否')
  expect(stored()).toMatchObject({ analytics: ['denied', 'banner'] })
})

test('whoever can’t get what keeps out of a video’s way is asked all the same', async () => {
  const { ui } = await visit()
  const video = document.body.appendChild(document.createElement('video'))
  await expect(ui.free?.()).resolves.toBeUndefined()
  video.remove()
})

test('a UI that is destroyed leaves nothing in the page', async () => {
  const { ui } = await visit()
  ui.destroy()
  expect(document.querySelector('metalive-consent')).toBeNull()
})
