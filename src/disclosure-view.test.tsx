import { afterEach, expect, test, vi } from 'vitest'
import { openConsent } from './core/consent.ts'
import type { Config, Consent } from './core/types.ts'
import { fakeWorld } from './core/world.fake.ts'
import { discloseLive } from './disclosure-view.tsx'
import { metalive as whole } from './metalive.ts'
import { googleRecaptcha } from './services.ts'

/** Without the question of age, which has tests of its own. */
const { age, ...metalive } = whole

const CONFIG = { ...metalive, services: [...metalive.services, googleRecaptcha] } as Config

class NoObserver {
  observe(): void {}
}

interface Shown {
  readonly consent: Consent
  readonly list: ShadowRoot
  switchOf(id: string): HTMLInputElement | null
}

function shown(isTrusted: boolean, off: ReadonlySet<string> = new Set()): Shown {
  vi.stubGlobal('PerformanceObserver', NoObserver)
  document.body.innerHTML = '<div data-consent-disclosure><a href="/list">一覧</a></div>'
  const consent = openConsent<string, string>(CONFIG, fakeWorld('', { off }))
  discloseLive(CONFIG, { window, consent, nonce: '', isTrusted: () => isTrusted })
  const list = document.querySelector('[data-consent-disclosure]')?.shadowRoot
  if (!list) throw new Error('nothing was rendered')
  const switchOf = (id: string): HTMLInputElement | null =>
    list.querySelector(`#disclosure-${id} input`)
  return { consent, list, switchOf }
}

/** Preact draws again in a later task. */
const drawn = (): Promise<void> => new Promise((done) => setTimeout(done))

afterEach(() => {
  vi.unstubAllGlobals()
  document.body.replaceChildren()
})

test('each row shows the choice there is, and follows it', async () => {
  const { consent, list, switchOf } = shown(true)
  expect(list.querySelectorAll('tbody tr')).toHaveLength(CONFIG.services.length)
  expect(switchOf('ga4')?.checked).toBe(false)
  consent.decide({ analytics: 'granted' })
  await drawn()
  expect(switchOf('ga4')?.checked).toBe(true)
  expect(switchOf('youtube')?.checked).toBe(false)
})

test('a switch decides its service, by the source that preferences have', () => {
  const { consent, switchOf } = shown(true)
  switchOf('ga4')?.click()
  expect(consent.state.choices).toMatchObject({ ga4: 'granted' })
  expect(consent.granted('clarity')).toBe(false)
})

test('a scripted press grants nothing, shows so, and asks to press again', async () => {
  const { consent, list, switchOf } = shown(false)
  switchOf('ga4')?.click()
  await drawn()
  expect(consent.granted('ga4')).toBe(false)
  expect(list.querySelector('[role=status]')?.textContent).toContain('ご自身で')
  expect(switchOf('ga4')?.checked).toBe(false)
})

test('what the operator has stopped since the list was published says so, and has no switch', () => {
  const { list, switchOf } = shown(true, new Set(['ga4']))
  expect(switchOf('ga4')).toBeNull()
  const cell = list.querySelector('#disclosure-ga4 .stop')?.textContent
  expect(cell).toMatch(/^いまは当社が停止しています。/)
})

test('L8: what is exempt is listed apart, and has no switch', () => {
  const { list, switchOf } = shown(true)
  expect(switchOf('google-recaptcha')).toBeNull()
  const group = list.querySelector('#disclosure-google-recaptcha')?.closest('section')
  expect(group?.querySelector('h2')?.textContent).toBe('同意なしで動くもの')
})
