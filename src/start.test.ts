/**
 * Core, gate and UI together, on a document. What loads and runs, and what a real cookie jar holds,
 * is for the e2e specs to see.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { OpenConsent } from './core/consent.ts'
import { encodeRecord } from './core/record.ts'
import type { ChangeDetail, Choice, Consent, CoreConfig, Layer } from './core/types.ts'
import { languages } from './languages.ts'
import type { LaterOptions } from './later.ts'
import { ga4, metaPixel } from './services.ts'
import { google } from './signals/google.ts'
import { type StartOptions, start } from './start.ts'

const CONFIG = {
  revision: 1,
  purposes: [{ id: 'necessary', required: true }, { id: 'analytics' }, { id: 'embeds' }],
  services: [
    { id: 'ga4', purpose: 'analytics' },
    { id: 'clarity', purpose: 'analytics' },
    { id: 'youtube', purpose: 'embeds' },
  ],
  settingsButton: false,
} as const satisfies CoreConfig

type Purpose = (typeof CONFIG.purposes)[number]['id']
type Service = (typeof CONFIG.services)[number]['id']
type Options = StartOptions<Purpose, Service>

interface Page {
  readonly consent: OpenConsent<Purpose | Service>
  /** Layers that were asked of the UI. */
  readonly shown: readonly Layer[]
  /** What the later file was told, such as `sweep ga4`. */
  readonly later: readonly string[]
  readonly options: LaterOptions[]
  readonly destroyed: () => boolean
}

let errors: string[]
let opened: OpenConsent<Purpose | Service>[]
let cookie: string

beforeEach(() => {
  errors = []
  opened = []
  cookie = ''
  vi.spyOn(console, 'error').mockImplementation((text) => errors.push(String(text)))
  // A jar with room for one: in happy-dom, unlike in a browser, `Document.prototype` has none.
  for (const place of [Document.prototype, Object.getPrototypeOf(document)]) {
    Object.defineProperty(place, 'cookie', {
      configurable: true,
      get: () => cookie,
      set: (text: string) => {
        cookie = text.split('; ')[0] ?? ''
      },
    })
  }
})

afterEach(() => {
  vi.useRealTimers()
  for (const consent of opened) consent.destroy()
  document.body.replaceChildren()
  localStorage.clear()
  vi.restoreAllMocks()
  for (const place of [Document.prototype, Object.getPrototypeOf(document)]) {
    Reflect.deleteProperty(place, 'cookie')
  }
})

function page(change: Partial<Options> = {}): Page {
  const shown: Layer[] = []
  const later: string[] = []
  const options: LaterOptions[] = []
  let destroyed = false
  const consent = start<Purpose, Service>({
    window,
    config: CONFIG,
    languages: ['ja'],
    nonce: '',
    async ui() {
      return {
        async show(layer) {
          shown.push(layer)
        },
        destroy() {
          destroyed = true
        },
      }
    },
    async later(given) {
      options.push(given)
      return {
        async sweep(ids, withdrawn) {
          later.push(`sweep ${ids.join(' ')}`)
          if (withdrawn.length > 0) later.push(`withdrawn ${withdrawn.join(' ')}`)
        },
        update: async ({ id, held }) => {
          later.push(`${held ? 'hold' : 'show'} ${id}`)
        },
        async offer() {
          later.push('offer')
        },
        async disclose() {
          later.push('disclose')
        },
        async renew() {
          later.push('renew')
        },
        diagnose: async () => [],
        async switches() {
          later.push('switches')
        },
        async deliver() {
          later.push('deliver')
        },
        receipts: async () => [],
        async erase(were) {
          later.push(`erase ${were.join(' ')}`)
          return { deleted: [], left: [] }
        },
      }
    },
    ...change,
  })
  opened.push(consent)
  return { consent, shown, later, options, destroyed: () => destroyed }
}

const TODAY = Math.floor(Date.now() / 86_400_000)

/** Lets the visitor come back with what was decided today. */
function decided(choices: Readonly<Record<string, Choice>>, age = 'u'): void {
  const marks = Object.entries(choices).map(([id, choice]) => {
    return [id, { choice, day: TODAY, revision: 1, source: 'banner' as const }]
  })
  const record = { wording: 1, age, id: 'oldid123', marks: Object.fromEntries(marks) }
  cookie = `__Host-metalive_consent=${encodeRecord(record)}`
}

function tag(service: string): HTMLImageElement {
  document.body.insertAdjacentHTML(
    'beforeend',
    `<img alt="" data-consent-service="${service}" data-consent-src="/${service}.gif">`,
  )
  return document.body.lastElementChild as HTMLImageElement
}

function frame(service: string): HTMLIFrameElement {
  document.body.insertAdjacentHTML(
    'beforeend',
    `<iframe data-consent-service="${service}" data-consent-src="/${service}"></iframe>`,
  )
  return document.body.lastElementChild as HTMLIFrameElement
}

const runs = (element: Element): boolean => element.hasAttribute('src')

/** Until the page was painted, and what waits for that has run: by turns, not by the time they take. */
async function painted(): Promise<void> {
  for (let frames = 0; frames < 3; frames++) {
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  }
}

describe('a first visit', () => {
  test('holds every tag and shows the banner', async () => {
    const image = tag('ga4')
    const { shown, later } = page()
    await painted()
    expect(runs(image)).toBe(false)
    expect(shown).toEqual(['banner'])
    expect(later).toEqual([])
  })

  test('asks for the age first where the config says so, and for nothing twice', async () => {
    const config = { ...CONFIG, age: { line: 16, ask: 'first' } } as const
    const { shown } = page({ config })
    await painted()
    expect(shown).toEqual(['age'])
    decided({ analytics: 'granted' }, 'a')
    const next = page({ config })
    await painted()
    expect(next.shown).toEqual(['banner'])
  })

  test('releases after an answer what it grants, and writes it down first', async () => {
    const [image, other] = [tag('ga4'), tag('youtube')]
    const { consent } = page()
    consent.decide({ analytics: 'granted', embeds: 'denied' })
    expect(cookie).toMatch(/^__Host-metalive_consent=1~1~u~[a-z0-9]{10}~/)
    expect(runs(image)).toBe(false)
    await painted()
    expect([image, other].map(runs)).toEqual([true, false])
    expect(errors).toEqual([])
  })

  test('gives the same cookie to everyone who refuses today', () => {
    const { consent } = page()
    consent.decide({ analytics: 'denied', embeds: 'denied' }, { source: 'banner' })
    expect(cookie).toContain(`=1~1~u~-~${TODAY}.1.banner:analytics.d:embeds.d~`)
  })
})

describe('a visitor who comes back', () => {
  test('with a decision gets the tags it grants at once, and no banner', async () => {
    decided({ analytics: 'granted', embeds: 'denied' })
    const [image, other] = [tag('ga4'), tag('youtube')]
    const { shown, later } = page()
    expect([image, other].map(runs)).toEqual([true, false])
    await painted()
    expect(shown).toEqual([])
    // What an earlier visit may have left.
    expect(later).toEqual(['sweep youtube'])
  })

  test.each(['', 'junk', '1~1~u~-~20780.1.banner:analytics.g~0', '%00', '{"analytics":true}'])(
    'with a cookie that is junk is a first visitor: %s',
    async (text) => {
      cookie = `__Host-metalive_consent=${text}`
      const image = tag('ga4')
      const { shown } = page()
      await painted()
      expect(runs(image)).toBe(false)
      expect(shown).toEqual(['banner'])
    },
  )

  test('gets the last tag once the page was read, before which it might be cut', async () => {
    decided({ analytics: 'granted' })
    const attributes = 'type="text/plain" data-consent-service="ga4"'
    document.body.insertAdjacentHTML('beforeend', `<script ${attributes}>start()</script>`)
    const type = (): string | undefined => document.querySelector('script')?.type
    const state = vi.spyOn(Document.prototype, 'readyState', 'get').mockReturnValue('loading')
    page()
    await painted()
    expect(type()).toBe('text/plain')
    state.mockReturnValue('interactive')
    document.dispatchEvent(new Event('readystatechange'))
    await painted()
    expect(type()).toBe('')
  })

  test('and withdraws has the tag held, and what it stored swept', async () => {
    decided({ analytics: 'granted', embeds: 'granted' })
    const [image, other] = [tag('ga4'), tag('youtube')]
    const { consent, later } = page()
    consent.withdraw('analytics')
    await painted()
    expect([image, other].map(runs)).toEqual([false, true])
    expect(later).toEqual(['sweep ga4 clarity', 'withdrawn ga4 clarity'])
  })
})

test('what another tab wrote is read by the next task that asks', async () => {
  decided({ analytics: 'granted' })
  const { consent } = page()
  expect(consent.granted('ga4')).toBe(true)
  await undefined
  decided({ analytics: 'denied' })
  expect(consent.granted('ga4')).toBe(false)
})

test('another tab’s answer that reads like an echo of ours is seen a second later', async () => {
  vi.useFakeTimers()
  const { consent } = page()
  consent.decide({ analytics: 'granted' })
  const granted = cookie
  consent.decide({ analytics: 'denied' })
  cookie = granted
  await undefined
  expect(consent.granted('ga4')).toBe(false)
  vi.advanceTimersByTime(1050)
  expect(consent.state.choices.ga4).toBe('granted')
})

test('what is read at another tab’s word may be an echo, and is read once more', () => {
  vi.useFakeTimers()
  const { consent } = page()
  let last: unknown
  consent.subscribe(({ choices }) => {
    last = choices.ga4
  })
  decided({ analytics: 'granted' })
  window.dispatchEvent(new Event('focus'))
  decided({ analytics: 'denied' })
  vi.advanceTimersByTime(1300)
  expect(last).toBe('denied')
})

test('another tab’s word that comes before its cookie is followed as soon as that is there', async () => {
  vi.useFakeTimers()
  const { consent } = page()
  let last: unknown
  consent.subscribe(({ choices }) => {
    last = choices.ga4
  })
  window.dispatchEvent(new Event('focus'))
  await vi.advanceTimersByTimeAsync(50)
  decided({ analytics: 'granted' })
  await vi.advanceTimersByTimeAsync(100)
  expect(last).toBe('granted')
})

test('a page that was prerendered begins with the state with which it awakes', async () => {
  decided({ analytics: 'granted', embeds: 'denied' })
  const places = [Document.prototype, Object.getPrototypeOf(document)]
  for (const place of places) {
    Object.defineProperty(place, 'prerendering', { value: true, configurable: true })
  }
  const { consent, options } = page()
  await consent.diagnose()
  expect(options[0]?.first.choices).not.toHaveProperty('analytics')
  for (const place of places) Reflect.deleteProperty(place, 'prerendering')
  document.dispatchEvent(new Event('prerenderingchange'))
  expect(options[0]?.first.choices).toMatchObject({ analytics: 'granted', embeds: 'denied' })
  consent.withdraw('analytics')
  expect(options[0]?.first.choices).toMatchObject({ analytics: 'granted' })
})

describe('a held frame', () => {
  test('is covered, and uncovered when it is granted', async () => {
    frame('youtube')
    const { consent, later } = page()
    await painted()
    expect(later).toEqual(['hold youtube'])
    consent.decide({ embeds: 'granted' })
    await painted()
    // A released frame is put in anew, and found once more.
    expect([...new Set(later)]).toEqual(['hold youtube', 'show youtube'])
  })

  test('can be shown once, alone and without a grant', async () => {
    const [first, second] = [frame('youtube'), frame('youtube')]
    const { consent, options } = page()
    await painted()
    options[0]?.releaseOnce(first, 'youtube')
    await painted()
    expect([first, second].map(runs)).toEqual([true, false])
    expect(consent.granted('youtube')).toBe(false)
  })

  test('is not shown once where the operator stops it while the age is asked for', async () => {
    const embed = frame('youtube')
    const config = { ...CONFIG, age: { line: 16, ask: 'grant' } } as const
    const { consent, options } = page({ config })
    await painted()
    options[0]?.releaseOnce(embed, 'youtube')
    options[0]?.off.add('youtube')
    consent.refresh()
    consent.setAge('adult')
    await painted()
    expect(runs(embed)).toBe(false)
  })
})

describe('an answer', () => {
  const services = [{ ...CONFIG.services[0], google: true }, ...CONFIG.services.slice(1)]
  const config = { ...CONFIG, services } as Options['config']
  const updates = (): number =>
    ((Reflect.get(window, 'dataLayer') ?? []) as object[]).filter(
      (each) => Reflect.get(each, 1) === 'update',
    ).length

  beforeEach(() => {
    Reflect.deleteProperty(window, 'dataLayer')
  })

  test('reaches platforms, then tags, then the site, then whoever listens on the window', async () => {
    const image = tag('ga4')
    const { consent } = page({ config, parts: { google } })
    const heard: unknown[] = []
    consent.subscribe(() => heard.push(['site', updates(), runs(image)]))
    const listen = ({ detail }: CustomEventInit<ChangeDetail>): void => {
      heard.push(['window', structuredClone(detail?.change), detail?.state === consent.state])
    }
    window.addEventListener('metalive-consent:change', listen)
    consent.decide({ analytics: 'granted' })
    await painted()
    window.removeEventListener('metalive-consent:change', listen)
    const [from, to] = [undefined, 'granted']
    const change = { analytics: { from, to }, ga4: { from, to }, clarity: { from, to } }
    expect(heard).toEqual([
      ['site', 0, false],
      ['site', 1, true],
      ['window', change, true],
    ])
  })

  test('of another tab reaches platforms before whatever starts by it', () => {
    const { consent } = page({ config, parts: { google } })
    decided({ analytics: 'granted' })
    let seen = 0
    consent.refresh()
    consent.gate('ga4', () => {
      seen = updates()
    })
    expect(seen).toBe(1)
    expect(errors).toEqual([])
  })
})

describe('a config that can’t be used', () => {
  test.each<[string, unknown]>([
    ['missing', undefined],
    ['null', null],
    ['empty', {}],
    ['without its purposes', { ...CONFIG, purposes: undefined }],
  ])('lets nothing run and says so once, when it is %s', async (_case, config) => {
    decided({ analytics: 'granted', embeds: 'granted' })
    const image = tag('ga4')
    const { consent, shown } = page({ config: config as Options['config'] })
    await painted()
    expect(runs(image)).toBe(false)
    expect(shown).toEqual([])
    expect(errors).toEqual([expect.stringMatching(/^\[consent\] The config is broken/)])
    expect(() => consent.decide({ analytics: 'granted' })).not.toThrow()
    expect(consent.granted('ga4')).toBe(false)
  })

  test('that needs a part which isn’t there says so, and keeps the answer on this host', () => {
    const { consent } = page({ config: { ...CONFIG, cookie: { domain: 'site.example' } } })
    expect(errors).toEqual([expect.stringContaining('needs the part sharedCookie')])
    consent.decide({ analytics: 'denied' })
    expect(cookie).toMatch(/metalive_consent=1~/)
  })

  test('that has platforms told says which parts aren’t there', () => {
    const services = [{ ...ga4, signal: metaPixel.signal }, ...CONFIG.services.slice(1)]
    page({ config: { ...CONFIG, services } as Options['config'] })
    expect(errors.join()).toMatch(/the part signals.*the part google/)
  })

  test('with switches says so where the part isn’t there that remembers them', () => {
    page({ config: { ...CONFIG, switches: { url: '/switches.json' } } })
    expect(errors).toEqual([expect.stringContaining('needs the part switches')])
  })

  test.each(['host', 'frames'] as const)(
    'that needs the part %s says so where it isn’t there, and asks by itself',
    async (field) => {
      const config = { ...CONFIG, [field]: { origins: ['https://www.site.example'] } }
      const { shown } = page({ config })
      await painted()
      expect(errors).toEqual([expect.stringContaining(`needs the part ${field}`)])
      expect(shown).toEqual(['banner'])
    },
  )

  test('with switches obeys before the first tag what the last page learned, then asks again', async () => {
    decided({ analytics: 'granted', embeds: 'granted' })
    const [stopped, other] = [tag('ga4'), tag('clarity')]
    const { later } = page({
      config: { ...CONFIG, switches: { url: '/switches.json' } },
      parts: { switches: () => ['ga4'] },
    })
    expect([runs(stopped), runs(other)]).toEqual([false, true])
    await painted()
    expect(later).toEqual(['sweep ga4', 'switches'])
  })

  test('with a service that is off holds it, shows it to nobody once, and sweeps it', async () => {
    decided({ embeds: 'granted', analytics: 'granted' })
    const embed = frame('youtube')
    const services = CONFIG.services.map((each) => {
      return each.id === 'youtube' ? { ...each, off: true } : each
    })
    const { later, shown } = page({ config: { ...CONFIG, services } })
    await painted()
    expect(runs(embed)).toBe(false)
    expect(later).toContain('sweep youtube')
    expect(shown).toEqual([])
  })

  test('that names a host leaves the cookie alone where that is around the page', async () => {
    decided({ analytics: 'granted', embeds: 'granted' })
    const before = cookie
    const image = tag('ga4')
    const store = { read: () => 'newer' as const, stamp: () => '', write: () => 'kept' as const }
    const host = { origins: ['https://www.site.example'] }
    const note = vi.fn()
    const { consent, shown, later } = page({
      config: { ...CONFIG, host, receipt: { url: '/r' }, renewal: { url: '/n' } },
      parts: { host: () => store, receipts: () => note },
    })
    consent.decide({ analytics: 'granted' })
    await painted()
    expect(runs(image)).toBe(false)
    expect([...shown, ...later]).toEqual([])
    expect(note).not.toHaveBeenCalled()
    expect(cookie).toBe(before)
    expect(errors).toEqual([])
  })

  test('that is found too late closes the gate before the first tag', () => {
    decided({ analytics: 'granted' })
    const image = tag('ga4')
    page({ check: (consent) => consent.close('too late') })
    expect(runs(image)).toBe(false)
    expect(errors).toEqual(['[consent] too late'])
  })
})

describe('a UI', () => {
  const missing: Partial<Options> = { ui: () => Promise.reject(new Error('no file')) }

  test('that can’t be loaded leaves the tags held, deciding possible, and one error', async () => {
    const image = tag('ga4')
    const { consent } = page(missing)
    consent.show('banner')
    await painted()
    expect(runs(image)).toBe(false)
    expect(errors).toEqual(['[consent] no file'])
    consent.decide({ analytics: 'granted' })
    await painted()
    expect(runs(image)).toBe(true)
  })

  test('that wasn’t given is missed only when a layer is shown, and said to be', async () => {
    decided({ analytics: 'granted', embeds: 'denied' })
    const { consent } = page({ ui: undefined })
    const heard: string[] = []
    consent.onError(({ message }) => heard.push(message))
    await painted()
    expect(heard).toEqual([])
    consent.show('preferences')
    await painted()
    expect(heard).toEqual([expect.stringContaining('`ui`')])
  })

  test('that can’t show a layer is not fetched again for the next', async () => {
    const loads: string[] = []
    const shown: string[] = []
    const { consent } = page({
      async ui() {
        loads.push('ui')
        return {
          async show(layer) {
            if (layer === 'banner') throw new Error('hidden')
            shown.push(layer)
          },
          destroy() {},
        }
      },
    })
    const errors: string[] = []
    consent.onError(({ message }) => errors.push(message))
    await painted()
    consent.show('preferences')
    await painted()
    expect({ loads, shown, errors }).toEqual({
      loads: ['ui'],
      shown: ['preferences'],
      errors: ['hidden'],
    })
  })

  test.each<[string, Partial<Options>, RegExp]>([
    ['that can’t be loaded', missing, /no file/],
    ['that wasn’t given', { ui: undefined }, /was given no `ui`/],
    ['that asks nothing where it is needed', {}, /has no `ask`/],
  ])('%s answers no to what is asked, and says why', async (_case, change, why) => {
    decided({ analytics: 'denied', embeds: 'denied' })
    const { consent } = page(change)
    expect(await consent.ask('youtube')).toBe('denied')
    expect(errors).toEqual([expect.stringMatching(why)])
  })

  test('asks about one thing, and nobody in a page whose host answers', async () => {
    const asked: unknown[] = []
    const ui: Options['ui'] = async (consent) => ({
      show: async () => {},
      async ask(id, options) {
        asked.push([id, options])
        consent.decide({ [id]: 'granted' }, { source: 'ask' })
      },
      destroy: () => {},
    })
    const store = { read: () => null, stamp: () => '', write: () => 'kept' as const }
    const host = { origins: ['https://www.site.example'] }
    const framed = page({ ui, config: { ...CONFIG, host }, parts: { host: () => store } })
    expect(await framed.consent.ask('youtube')).toBe('denied')
    expect(asked).toEqual([])
    expect(await page({ ui }).consent.ask('youtube', { why: 'わけ' })).toBe('granted')
    expect(asked).toEqual([['youtube', { why: 'わけ' }]])
  })

  test('is on its way before the tags are looked at, where there is something to ask', async () => {
    const order: string[] = []
    const options: Partial<Options> = {
      async ui() {
        order.push('ui')
        return { show: async () => {}, destroy: () => {} }
      },
      parts: { frames: () => void order.push('the rest') },
    }
    page(options)
    await painted()
    expect(order).toEqual(['ui', 'the rest'])

    decided({ analytics: 'granted', embeds: 'denied' })
    page(options)
    await painted()
    expect(order).toEqual(['ui', 'the rest', 'the rest'])
  })

  test('is loaded once for both layers', async () => {
    let loads = 0
    const shown: string[] = []
    const { consent } = page({
      async ui() {
        loads += 1
        return { show: async (layer) => void shown.push(layer), destroy: () => {} }
      },
    })
    consent.show('preferences')
    await painted()
    expect([loads, shown]).toEqual([1, ['banner', 'preferences']])
  })
})

describe('a link that opens a layer', () => {
  async function click(value: string): Promise<readonly [Page, Event]> {
    decided({ analytics: 'denied', embeds: 'denied' })
    document.body.innerHTML = `<a href="/privacy.html" data-consent-open="${value}"><b>設定</b></a>`
    const opener = page()
    const event = new Event('click', { bubbles: true, cancelable: true })
    document.querySelector('b')?.dispatchEvent(event)
    await painted()
    return [opener, event]
  }

  test.each([
    ['preferences', 'preferences'],
    ['', 'preferences'],
    ['banner', 'banner'],
  ] as const)('with “%s” opens the %s, and leads nowhere', async (value, layer) => {
    const [{ shown }, event] = await click(value)
    expect(shown).toEqual([layer])
    expect(event.defaultPrevented).toBe(true)
  })

  test('leads where it leads once the consent is destroyed', () => {
    document.body.innerHTML = '<a href="#x" data-consent-open="preferences">設定</a>'
    page().consent.destroy()
    const event = new Event('click', { bubbles: true, cancelable: true })
    document.querySelector('a')?.dispatchEvent(event)
    expect(event.defaultPrevented).toBe(false)
  })
})

describe('the way back to the preferences', () => {
  const config = { ...CONFIG, settingsButton: true } as const

  test('is offered to who has answered, granted and denied alike', async () => {
    const { consent, later } = page({ config })
    await painted()
    expect(later).toEqual([])
    consent.decide({ analytics: 'granted', embeds: 'granted' })
    await painted()
    expect(later).toEqual(['offer'])
  })

  test('is offered on the next page, too', async () => {
    decided({ analytics: 'granted', embeds: 'granted' })
    const { later } = page({ config })
    await painted()
    expect(later).toEqual(['offer'])
  })

  test('is the page’s own where it has one', async () => {
    decided({ analytics: 'granted', embeds: 'granted' })
    document.body.innerHTML = '<a href="/privacy" data-consent-open>設定</a>'
    const { later } = page({ config })
    await painted()
    expect(later).toEqual([])
  })

  test('is left to a site that wants no button', async () => {
    decided({ analytics: 'granted', embeds: 'granted' })
    const { later } = page()
    await painted()
    expect(later).toEqual([])
  })
})

describe('destroying', () => {
  test('holds what was released, and takes the UI along', async () => {
    decided({ analytics: 'granted' })
    const image = tag('ga4')
    const { consent, destroyed } = page()
    await painted()
    consent.destroy()
    expect(runs(image)).toBe(false)
    expect(destroyed()).toBe(true)
  })

  test('takes along a UI that was still on its way', async () => {
    const { consent, destroyed } = page()
    consent.destroy()
    await painted()
    expect(destroyed()).toBe(true)
  })

  test('leaves tags held that come later', async () => {
    decided({ analytics: 'granted', embeds: 'granted' })
    page().consent.destroy()
    const image = tag('ga4')
    await painted()
    expect(runs(image)).toBe(false)
  })
})

test('a subscriber of the site hears after the tags were released', async () => {
  const image = tag('ga4')
  const { consent } = page()
  const heard: boolean[] = []
  consent.subscribe(() => heard.push(runs(image)))
  consent.decide({ analytics: 'granted' })
  await painted()
  expect(heard).toEqual([false, true])
})

describe('another language', () => {
  /** A UI that says when it is mounted and taken away, in which language. */
  function spoken(): { readonly said: readonly string[]; readonly consent: Consent } {
    const said: string[] = []
    const { consent } = page({
      languages: ['ja', 'en'],
      parts: { languages },
      async ui({ language }) {
        said.push(`mount ${language}`)
        return {
          show: async (layer) => void said.push(`${layer} ${language}`),
          layer: () => 'preferences',
          destroy: () => said.push(`destroy ${language}`),
        }
      },
    })
    return { said, consent }
  }

  test('takes the place of the one before, with what was open', async () => {
    const { said, consent } = spoken()
    await painted()
    consent.setLanguage('en-US')
    expect(consent.language).toBe('en')
    await painted()
    expect(said).toEqual(['mount ja', 'banner ja', 'mount en', 'destroy ja', 'preferences en'])
  })

  test('that isn’t there, or is shown, changes nothing', async () => {
    const { said, consent } = spoken()
    await painted()
    const heard: Event[] = []
    window.addEventListener('metalive-consent:language', (event) => heard.push(event))
    for (const tag of ['fr', 'ja', '']) consent.setLanguage(tag)
    await painted()
    expect(said).toEqual(['mount ja', 'banner ja'])
    expect(heard).toEqual([])
  })

  test('leaves the words that there are where its own can’t be had', async () => {
    const shown: string[] = []
    const { consent } = page({
      languages: ['ja', 'en'],
      parts: { languages },
      async ui({ language }) {
        if (language === 'en') throw new Error('No such file.')
        return {
          show: async (layer) => void shown.push(layer),
          destroy: () => shown.push('destroy'),
        }
      },
    })
    const errors: string[] = []
    consent.onError(({ message }) => errors.push(message))
    await painted()
    consent.setLanguage('en')
    await painted()
    expect(shown).toEqual(['banner'])
    expect(errors).toEqual(['No such file.'])
  })
})
