/**
 * Which scripts are put in again, when and in which order. That a browser runs them then, once, is
 * for the e2e specs to see: a DOM emulation runs nothing. External ones get a type that it doesn't
 * know, else it would report at once that they failed to load.
 */
import { afterEach, describe, expect, test } from 'vitest'
import { openScriptGate, type ScriptGate } from './scripts.ts'

afterEach(() => document.body.replaceChildren())

interface Opened {
  readonly gate: ScriptGate
  readonly granted: Set<string>
}

function opened(readyState: DocumentReadyState = 'complete'): Opened {
  const granted = new Set(['ga4', 'clarity'])
  const gate = openScriptGate({ readyState } as Document, (id) => granted.has(id))
  return { gate, granted }
}

function held(attributes = '', text = ''): HTMLScriptElement {
  document.body.insertAdjacentHTML(
    'beforeend',
    `<script type="text/plain" ${attributes}>${text}</script>`,
  )
  return document.body.lastElementChild as HTMLScriptElement
}

const external = (more = ''): HTMLScriptElement =>
  held(`src="https://tag.test/tag.js" data-consent-type="test/script" ${more}`)

const waits = ({ type }: HTMLScriptElement): boolean => type === 'text/plain'

describe('a released script', () => {
  test('loses the type that kept it from running', () => {
    const { gate } = opened()
    const script = held('', 'start()')
    gate.release('ga4', script)
    expect(script.hasAttribute('type')).toBe(false)
  })

  test('gets the type that it asked for', () => {
    const { gate } = opened()
    const script = held('data-consent-type="module"', 'start()')
    gate.release('ga4', script)
    expect(script.type).toBe('module')
  })

  test('is put in again where it was, the same element with all its attributes', () => {
    const { gate } = opened()
    const [before, script, after] = [held(), held('nonce="n" id="it"', 'start()'), held()]
    gate.release('ga4', script)
    expect([...document.body.children]).toEqual([before, script, after])
    expect(script.outerHTML).toBe('<script nonce="n" id="it">start()</script>')
  })

  test('is put in once, however often it is released', () => {
    const { gate } = opened()
    const script = held('', 'start()')
    gate.release('ga4', script)
    script.type = 'text/plain'
    gate.release('ga4', script)
    expect(waits(script)).toBe(true)
  })

  test('waits while its service isn’t granted', () => {
    const { gate, granted } = opened()
    granted.delete('ga4')
    const script = held('', 'start()')
    gate.release('ga4', script)
    expect(waits(script)).toBe(true)
  })
})

describe('scripts of one service', () => {
  test.each(['load', 'error'])('wait for the %s of the one before', (event) => {
    const { gate } = opened()
    const [first, second] = [external(), held('', 'start()')]
    gate.release('ga4', first)
    gate.release('ga4', second)
    expect([first, second].map(waits)).toEqual([false, true])
    first.dispatchEvent(new Event(event))
    expect(waits(second)).toBe(false)
  })

  test('don’t wait for one that is async', () => {
    const { gate } = opened()
    const [first, second] = [external('async'), held('', 'start()')]
    gate.release('ga4', first)
    gate.release('ga4', second)
    expect(waits(second)).toBe(false)
  })

  test('don’t wait for another service’s', () => {
    const { gate } = opened()
    const [first, second] = [external(), held('', 'start()')]
    gate.release('ga4', first)
    gate.release('clarity', second)
    expect(waits(second)).toBe(false)
  })

  test('stop where a withdrawal comes in between', () => {
    const { gate, granted } = opened()
    const [first, second] = [external(), held('', 'start()')]
    gate.release('ga4', first)
    gate.release('ga4', second)
    granted.delete('ga4')
    first.dispatchEvent(new Event('load'))
    expect(waits(second)).toBe(true)
  })

  test('that wait at a withdrawal run with the next grant, in their order', () => {
    const { gate, granted } = opened()
    const [first, second, third] = [external(), external(), held('', 'start()')]
    for (const script of [first, second, third]) gate.release('ga4', script)
    granted.delete('ga4')
    first.dispatchEvent(new Event('load'))
    granted.add('ga4')
    gate.release('ga4', third)
    expect([second, third].map(waits)).toEqual([false, true])
    second.dispatchEvent(new Event('load'))
    expect(waits(third)).toBe(false)
  })

  test('that left the page don’t stop those behind them, and run when they are back', () => {
    const { gate } = opened()
    const [first, second, third] = [external(), held('', 'start()'), held('', 'go()')]
    for (const script of [first, second, third]) gate.release('ga4', script)
    second.remove()
    first.dispatchEvent(new Event('load'))
    expect([second, third].map(waits)).toEqual([true, false])
    document.body.append(second)
    gate.release('ga4', second)
    expect(waits(second)).toBe(false)
  })
})

describe('while the page still loads', () => {
  test('an inline script at its very end waits, since it may be cut', () => {
    const { gate } = opened('loading')
    const script = held('', 'star')
    gate.release('ga4', script)
    expect(waits(script)).toBe(true)
  })

  test('it runs once something follows', () => {
    const { gate } = opened('loading')
    const script = held('', 'start()')
    gate.release('ga4', script)
    document.body.append('more')
    gate.resume()
    expect(waits(script)).toBe(false)
  })

  test('an external one needs no end', () => {
    const { gate } = opened('loading')
    const script = external()
    gate.release('ga4', script)
    expect(waits(script)).toBe(false)
  })
})
