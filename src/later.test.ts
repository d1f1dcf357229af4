import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openConsent } from './core/consent.ts'
import { decodeRecord } from './core/record.ts'
import type { Consent } from './core/types.ts'
import { type Later, openLater } from './later.ts'
import { metalive } from './metalive.ts'

interface Opened {
  readonly consent: Consent<string>
  readonly later: Later
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
    observe: () => {},
    destroy: () => {},
  })
  const noEmbeds = (): never => {
    throw new Error('Nobody asked for them.')
  }
  return { consent, later: openLater(metalive, { window, consent }, noEmbeds) }
}

const keys = (): string[] => Object.keys(localStorage).sort()

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
