import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openConsent } from './core/consent.ts'
import { decodeRecord } from './core/record.ts'
import type { Consent } from './core/types.ts'
import { type Later, openLater } from './later.ts'
import { metalive } from './metalive.ts'

interface Opened {
  readonly consent: Consent<string>
  readonly later: Later
  readonly released: readonly Element[]
}

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
})

afterEach(() => {
  vi.useRealTimers()
  document.body.replaceChildren()
})

function opened(): Opened {
  const released: Element[] = []
  let text = ''
  const consent = openConsent<string, string>(metalive, {
    store: {
      read: () => decodeRecord(text),
      write(next) {
        text = next
        return true
      },
    },
    today: () => 20780,
    newId: () => 'newid123',
    afterPaint: (task) => task(),
    log: () => {},
    show: () => {},
    destroy: () => {},
  })
  const releaseOnce = (element: Element): void => {
    released.push(element)
  }
  return {
    consent,
    released,
    later: openLater(metalive, { window, consent, nonce: '', releaseOnce }),
  }
}

function frame(): HTMLIFrameElement {
  document.body.insertAdjacentHTML('beforeend', '<iframe tabindex="0"></iframe>')
  return document.body.lastElementChild as HTMLIFrameElement
}

const keys = (): string[] => Object.keys(localStorage).sort()
const covers = (): NodeListOf<Element> => document.querySelectorAll('metalive-consent-embed')
const press = (n: number): void => covers()[0]?.shadowRoot?.querySelectorAll('button')[n]?.click()

describe('sweeping', () => {
  const store = (): void => {
    for (const key of ['ZD-store', '_yjr', 'volume']) localStorage.setItem(key, '1')
  }

  test('deletes what the denied services store, and nothing of the others', () => {
    store()
    opened().later.sweep(['zendesk'])
    expect(keys()).toEqual(['_yjr', 'volume'])
  })

  test('is done again for code that still writes', () => {
    const { later } = opened()
    later.sweep(['zendesk'])
    for (const ms of [500, 2500]) {
      store()
      vi.advanceTimersByTime(ms)
      expect(keys()).toEqual(['_yjr', 'volume'])
    }
  })

  test('is done again when the page is left', () => {
    opened().later.sweep(['zendesk'])
    store()
    window.dispatchEvent(new Event('pagehide'))
    expect(keys()).toEqual(['_yjr', 'volume'])
  })

  test('leaves alone what was granted meanwhile', () => {
    const { consent, later } = opened()
    later.sweep(['zendesk'])
    consent.decide({ zendesk: 'granted' })
    store()
    vi.advanceTimersByTime(5000)
    expect(keys()).toEqual(['ZD-store', '_yjr', 'volume'])
  })
})

describe('covering', () => {
  test('puts one placeholder over a held frame, however often it is told', () => {
    const { later } = opened()
    const element = frame()
    later.cover({ element, id: 'youtube', held: true })
    later.cover({ element, id: 'youtube', held: true })
    expect(covers()).toHaveLength(1)
  })

  test('takes it away when the frame is released', () => {
    const { later } = opened()
    const element = frame()
    later.cover({ element, id: 'youtube', held: true })
    later.cover({ element, id: 'youtube', held: false })
    expect(covers()).toHaveLength(0)
  })

  test('releases that frame alone for 今回だけ表示, and writes nothing', () => {
    const { consent, later, released } = opened()
    const element = frame()
    later.cover({ element, id: 'youtube', held: true })
    press(0)
    expect(released).toEqual([element])
    expect(consent.state.status).toBe('undecided')
  })

  // What a person's press does is for the e2e specs to see: no script can make one.
  test('grants nothing when no person pressed いつも表示', () => {
    const { consent, later } = opened()
    later.cover({ element: frame(), id: 'youtube', held: true })
    press(1)
    expect(consent.granted('youtube')).toBe(false)
  })
})
