import { afterEach, describe, expect, test } from 'vitest'
import { openConsent } from '../core/consent.ts'
import type { Consent, Layer } from '../core/types.ts'
import { fakeWorld } from '../core/world.fake.ts'
import { metalive as whole } from '../metalive.ts'
import { openSettings } from './settings.ts'
import { element } from './shadow.ts'

/** Without the question of age, which has tests of its own. */
const { age, ...metalive } = whole

const REFUSED = { functional: 'denied', analytics: 'denied', advertising: 'denied' } as const

interface Visit {
  readonly consent: Consent<string>
  readonly button: HTMLButtonElement
  readonly shown: readonly Layer[]
}

function visit(): Visit {
  const shown: Layer[] = []
  const world = { ...fakeWorld(), show: (layer: Layer) => shown.push(layer) }
  const consent = openConsent<string, string>(metalive, world)
  openSettings(metalive, { document, consent, nonce: '' })
  const root = document.querySelector('metalive-consent-settings')?.shadowRoot
  const button = root?.querySelector('button')
  if (!button) throw new Error('There is no button.')
  return { consent, button, shown }
}

/** A layer of ours, or what could be taken for one. */
function layer(name: 'section' | 'dialog'): HTMLElement {
  const host = document.createElement('metalive-consent')
  const opened = element(document, name, { class: 'box', ...(name === 'dialog' && { open: '' }) })
  host.attachShadow({ mode: 'open' }).append(opened)
  document.documentElement.append(host)
  return opened
}

const settled = (): Promise<void> => new Promise((done) => setTimeout(done))

afterEach(() => {
  for (const host of document.querySelectorAll('metalive-consent, metalive-consent-settings')) {
    host.remove()
  }
})

describe('the settings button', () => {
  test('is not there before the visitor has answered', () => {
    const { consent, button } = visit()
    expect(button.hidden).toBe(true)
    consent.decide(REFUSED)
    expect(button.hidden).toBe(false)
  })

  test('has a name in the visitor’s language, and opens the preferences', () => {
    const { button, shown } = visit()
    expect(button).toMatchObject({
      textContent: 'プライバシー設定',
      lang: 'ja',
      id: 'settings-open',
    })
    button.click()
    expect(shown).toEqual(['preferences'])
  })

  test.each(['section', 'dialog'] as const)('goes while a %s of ours is open', async (name) => {
    const { consent, button } = visit()
    consent.decide(REFUSED)
    const opened = layer(name)
    await settled()
    expect(button.hidden).toBe(true)
    if (name === 'dialog') opened.removeAttribute('open')
    else opened.remove()
    await settled()
    expect(button.hidden).toBe(false)
  })

  test('has the focus again once what it opened is closed', async () => {
    const { consent, button } = visit()
    consent.decide(REFUSED)
    button.click()
    const opened = layer('dialog')
    await settled()
    opened.removeAttribute('open')
    await settled()
    expect(document.activeElement?.localName).toBe('metalive-consent-settings')
  })

  test('goes in fullscreen', () => {
    const { consent, button } = visit()
    consent.decide(REFUSED)
    const full = (element: Element | null): void => {
      Object.defineProperty(document, 'fullscreenElement', { configurable: true, value: element })
      document.dispatchEvent(new Event('fullscreenchange'))
    }
    full(document.body)
    expect(button.hidden).toBe(true)
    full(null)
    expect(button.hidden).toBe(false)
    Reflect.deleteProperty(document, 'fullscreenElement')
  })

  test('goes when the consent ends', () => {
    const { consent, button } = visit()
    consent.decide(REFUSED)
    consent.destroy()
    expect(button.hidden).toBe(true)
  })
})
