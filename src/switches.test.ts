import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type OpenConsent, openConsent } from './core/consent.ts'
import type { CoreConfig } from './core/types.ts'
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
function page(choice?: 'granted' | 'denied'): Page {
  const off = new Set(switches(window))
  const consent = openConsent<string, string>(CONFIG, fakeWorld('', { off }))
  if (choice) consent.decide({ analytics: choice })
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
