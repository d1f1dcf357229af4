import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type OpenConsent, openConsent } from './core/consent.ts'
import type { Choice, CoreConfig } from './core/types.ts'
import { fakeWorld } from './core/world.fake.ts'
import { OFF, switches } from './switch-memory.ts'
import { obeySwitches } from './switches.ts'

const CONFIG: CoreConfig = {
  revision: 1,
  purposes: [{ id: 'necessary', required: true }, { id: 'analytics' }],
  services: [
    { id: 'session', purpose: 'necessary', basis: 'exempt' },
    { id: 'ga4', purpose: 'analytics' },
    { id: 'clarity', purpose: 'analytics', basis: 'notice' },
  ],
}

const requests: { readonly url: string; readonly init: RequestInit | undefined }[] = []
let answer: () => Response

beforeEach(() => {
  localStorage.clear()
  requests.length = 0
  vi.spyOn(window, 'fetch').mockImplementation(async (url, init) => {
    requests.push({ url: String(url), init })
    return answer()
  })
})

afterEach(() => {
  vi.restoreAllMocks()
})

interface Page {
  readonly consent: OpenConsent<string>
  ask(url?: string): Promise<void>
}

/** @param choice - what the visitor has said to everything, if anything */
function page(choice?: Choice): Page {
  const opened = pageWith()
  if (choice) opened.consent.decide({ analytics: choice })
  return opened
}

/** @param marks - what the record holds, if there is one; without any id, as in a frame with a host */
function pageWith(marks?: Readonly<Record<string, Choice>>): Page {
  const off = new Set(switches(window))
  const world = fakeWorld('', { off })
  const entries = Object.entries(marks ?? {}).map(([id, choice]) => {
    return [id, { choice, day: 20780, revision: 1, source: 'host' as const }]
  })
  const record = { wording: 1, age: 'u', id: null, marks: Object.fromEntries(entries) }
  const read = world.store.read
  const store = { ...world.store, read: () => (world.text() || !marks ? read() : record) }
  const consent = openConsent<string, string>(CONFIG, { ...world, store })
  const ask = (url = '/off.json'): Promise<void> =>
    obeySwitches({ ...CONFIG, switches: { url } }, { window, consent, off })
  return { consent, ask }
}

function answers(body: unknown, init?: ResponseInit): void {
  answer = () => new Response(typeof body === 'string' ? body : JSON.stringify(body), init)
}

const kept = (): string | null => localStorage.getItem(OFF)

test('the site is asked as its answer’s cache allows, and led to nobody else', async () => {
  answers({ off: [] })
  await page().ask()
  expect(requests).toEqual([{ url: 'https://metalive.test/off.json', init: { redirect: 'error' } }])
})

test('what is switched off stops on this page, and doesn’t start on the next', async () => {
  answers({ off: ['ga4'] })
  const { consent, ask } = page('granted')
  expect(consent.granted('ga4')).toBe(true)
  await ask()
  expect(consent.granted('ga4')).toBe(false)
  expect(consent.granted('clarity')).toBe(true)
  expect(kept()).toBe('ga4')
  expect(page('granted').consent.granted('ga4')).toBe(false)
})

test('once nothing is off nothing is kept, and what was off starts on the next page', async () => {
  localStorage.setItem(OFF, 'ga4')
  answers({ off: [] })
  const { consent, ask } = page('granted')
  await ask()
  expect(consent.granted('ga4')).toBe(false)
  expect(kept()).toBeNull()
  expect(page('granted').consent.granted('ga4')).toBe(true)
})

test('ids that the config doesn’t know are ignored', async () => {
  answers({ off: ['tiktok-pixel', 7, null, 'ga4'] })
  const { consent, ask } = page('granted')
  await ask()
  expect(consent.state.off).toEqual(['ga4'])
  expect(kept()).toBe('ga4')
})

describe('nothing changes', () => {
  test.each<[string, unknown, ResponseInit?]>([
    ['a failure', { off: ['ga4'] }, { status: 500 }],
    ['junk', '<!doctype html>'],
    ['nothing', 'null'],
    ['a list', ['ga4']],
    ['another shape', { off: 'ga4' }],
    ['what would switch something on', { on: ['clarity'] }],
  ])('where the answer is %s', async (_what, body, init) => {
    localStorage.setItem(OFF, 'clarity')
    answers(body, init)
    const { consent, ask } = page('granted')
    await expect(ask()).rejects.toThrow()
    expect(consent.state.off).toEqual(['clarity'])
    expect(kept()).toBe('clarity')
  })

  test('where the address is another site’s', async () => {
    await expect(page().ask('https://evil.test/off.json')).rejects.toThrow(/of another site/)
    expect(requests).toEqual([])
  })
})

describe('the key in storage', () => {
  test('is gone with the last grant, and comes with the first', async () => {
    answers({ off: ['ga4'] })
    const { consent, ask } = page()
    await ask()
    expect(kept()).toBeNull()
    consent.decide({ analytics: 'granted' })
    expect(kept()).toBe('ga4')
    consent.withdraw()
    expect(kept()).toBeNull()
  })

  test('stays for what would run without an answer, as long as it would', async () => {
    answers({ off: ['session', 'clarity'] })
    const { consent, ask } = page()
    await ask()
    expect(kept()).toBe('session,clarity')
    consent.withdraw()
    expect(kept()).toBe('session')
  })

  test.each<[what: string, marks: Readonly<Record<string, Choice>>, ids: string | null]>([
    ['a grant of the purpose', { analytics: 'granted' }, 'session,ga4,clarity'],
    ['a grant of its own', { analytics: 'denied', ga4: 'granted' }, 'session,ga4'],
    ['a denial of its own', { analytics: 'granted', ga4: 'denied' }, 'session,clarity'],
    ['a denial of the purpose', { analytics: 'denied' }, 'session'],
    ['an answer to something else', { embeds: 'denied' }, 'session,clarity'],
  ])('names what could run beside %s, with no id in the record', async (_what, marks, ids) => {
    answers({ off: ['session', 'ga4', 'clarity'] })
    await pageWith(marks).ask()
    expect(kept()).toBe(ids)
  })

  test('is not there for who refused all, where nothing runs all the same', async () => {
    answers({ off: ['ga4', 'clarity'] })
    await page('denied').ask()
    expect(kept()).toBeNull()
  })

  describe('while the site fails to answer', () => {
    beforeEach(() => {
      localStorage.setItem(OFF, 'ga4,clarity')
      answers('', { status: 500 })
    })

    test('is gone with a refusal of all', async () => {
      const { consent, ask } = page('granted')
      await expect(ask()).rejects.toThrow()
      expect(kept()).toBe('ga4,clarity')
      consent.withdraw()
      expect(kept()).toBeNull()
    })

    test('is gone with all else that is erased', async () => {
      const { consent, ask } = page('granted')
      await expect(ask()).rejects.toThrow()
      await consent.erase()
      expect(kept()).toBeNull()
    })

    test('is gone where all was refused before', async () => {
      await expect(page('denied').ask()).rejects.toThrow()
      expect(kept()).toBeNull()
    })
  })

  test('that the browser refuses is no error: the next page asks again', async () => {
    answers({ off: ['ga4'] })
    vi.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
      throw new Error('SecurityError')
    })
    const { consent, ask } = page('granted')
    const errors: Error[] = []
    consent.onError((error) => errors.push(error))
    await ask()
    expect(errors).toEqual([])
    expect(consent.granted('ga4')).toBe(false)
  })
})
