import { expect, test, vi } from 'vitest'
import { openConsent } from './core/consent.ts'
import type { Choices, CoreConfig } from './core/types.ts'
import { fakeWorld } from './core/world.fake.ts'
import { frames } from './frames.ts'
import { ask, stateOf } from './host-message.ts'

const PLAYER = 'https://player.example'
const CONFIG: CoreConfig = {
  revision: 1,
  purposes: [{ id: 'analytics' }, { id: 'embeds' }],
  services: [{ id: 'ga4', purpose: 'analytics' }],
  frames: { origins: [PLAYER] },
}

function page(config = CONFIG) {
  const window = new EventTarget() as unknown as Window
  const consent = openConsent<string, string>(config, fakeWorld())
  frames(window, config, consent)
  const frame = { parent: window, closed: false, postMessage: vi.fn() }
  const hear = (from: object = {}): void => {
    const event = { data: ask, source: frame, origin: PLAYER, ...from }
    window.dispatchEvent(Object.assign(new Event('message'), event))
  }
  const told = (): unknown[] => frame.postMessage.mock.calls
  return { consent, frame, hear, told }
}

const said = (choices: Choices): unknown[] => [stateOf(choices), PLAYER]

test('a frame that asks is told what is granted, and told again after every change', () => {
  const { consent, hear, told } = page()
  hear()
  consent.decide({ analytics: 'granted' })
  consent.withdraw('analytics')
  expect(told()).toEqual([
    said({}),
    said({ analytics: 'granted', ga4: 'granted' }),
    said({ analytics: 'denied', ga4: 'denied' }),
  ])
})

test('nobody is told who hasn’t asked', () => {
  const { consent, told } = page()
  consent.decide({ analytics: 'granted' })
  expect(told()).toEqual([])
})

test.each([
  ['a frame of another site', { origin: 'https://evil.example' }],
  ['a sandboxed frame', { origin: 'null' }],
  ['a page that opened this one', { source: { parent: {}, postMessage: () => {} } }],
  ['a worker', { source: { postMessage: () => {} } }],
  ['nobody', { source: null }],
  ['a frame that says something else', { data: 'hello' }],
])('no answer gets %s', (_who, from) => {
  const { consent, hear, told } = page()
  hear(from)
  consent.decide({ analytics: 'granted' })
  expect(told()).toEqual([])
})

test('where the config names no frames, none is told', () => {
  const { frames: _frames, ...config } = CONFIG
  const { hear, told } = page(config)
  hear()
  expect(told()).toEqual([])
})

test('a frame that is gone is told nothing more', () => {
  const { consent, frame, hear, told } = page()
  hear()
  frame.closed = true
  consent.decide({ analytics: 'granted' })
  frame.closed = false
  consent.decide({ analytics: 'denied' })
  expect(told()).toEqual([said({})])
})

test('once the consent has ended, frames are told that nothing is granted', () => {
  const { consent, hear, told } = page()
  consent.decide({ analytics: 'granted' })
  hear()
  consent.destroy()
  hear()
  expect(told().slice(-2)).toEqual([said({}), said({})])
})
