import { afterEach, expect, test } from 'vitest'
import type { Consent } from './core/types.ts'
import { type Embeds, openEmbeds } from './embeds.ts'
import { metalive } from './metalive.ts'

afterEach(() => document.body.replaceChildren())

interface Opened {
  readonly embeds: Embeds
  readonly released: readonly Element[]
  readonly decided: readonly object[]
}

/** @param off - Services that the operator has switched off; more may be put in. */
function opened(off: string[] = []): Opened {
  const released: Element[] = []
  const decided: object[] = []
  const decide = (choices: object): unknown => decided.push(choices)
  const consent = { state: { off }, decide } as unknown as Consent
  const embeds = openEmbeds(metalive, {
    consent,
    nonce: '',
    releaseOnce: (element) => released.push(element),
  })
  return { embeds, released, decided }
}

function put(html: string): HTMLElement {
  document.body.insertAdjacentHTML('beforeend', html)
  return document.body.lastElementChild as HTMLElement
}

const frame = (): HTMLElement => put('<iframe tabindex="0"></iframe>')
const covers = (): NodeListOf<Element> => document.querySelectorAll('metalive-consent-embed')
const press = (n: number): void => covers()[0]?.shadowRoot?.querySelectorAll('button')[n]?.click()

test('a held frame gets one placeholder, however often it is told of', () => {
  const { embeds } = opened()
  const element = frame()
  embeds.update({ element, id: 'youtube', held: true })
  embeds.update({ element, id: 'youtube', held: true })
  expect(covers()).toHaveLength(1)
})

test('a released one loses it', () => {
  const { embeds } = opened()
  const element = frame()
  embeds.update({ element, id: 'youtube', held: true })
  embeds.update({ element, id: 'youtube', held: false })
  expect(covers()).toHaveLength(0)
})

// What a person's press does is for the e2e specs to see: no script can make one.
test.each([
  ['今回だけ表示', 0],
  ['いつも表示', 1],
])('%s releases and decides nothing when no person pressed it', (_name, n) => {
  const { embeds, released, decided } = opened()
  embeds.update({ element: frame(), id: 'youtube', held: true })
  press(n)
  expect([released, decided]).toEqual([[], []])
})

test('a template is covered like a frame, and filled once it is released', () => {
  const { embeds } = opened()
  const element = put('<template data-consent-service="youtube"><p>video</p></template>')
  embeds.update({ element, id: 'youtube', held: true })
  expect(covers()).toHaveLength(1)
  embeds.update({ element, id: 'youtube', held: false })
  expect(covers()).toHaveLength(0)
  expect(document.querySelector('p')?.textContent).toBe('video')
})

test('one that the operator has stopped offers nothing', () => {
  const { embeds } = opened(['youtube'])
  embeds.update({ element: frame(), id: 'youtube', held: true })
  expect(covers()[0]?.shadowRoot?.querySelectorAll('button')).toHaveLength(0)
})

test('one that is stopped while it is covered says so, and releases nothing before it does', () => {
  const off: string[] = []
  const { embeds, released } = opened(off)
  const element = frame()
  embeds.update({ element, id: 'youtube', held: true })
  off.push('youtube')
  press(0)
  expect(released).toEqual([])
  embeds.update({ element, id: 'youtube', held: true })
  expect(covers()).toHaveLength(1)
  expect(covers()[0]?.shadowRoot?.textContent).toContain('当社が停止しています。')
})
