import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { LANGUAGE, languages, lookUp } from './languages.ts'

const HERE = ['ja', 'ja-x-easy', 'en', 'zh-Hant']

describe('a language is looked up', () => {
  test.each([
    ['by itself', ['en'], 'en'],
    ['whatever its case', ['ZH-hANT'], 'zh-Hant'],
    ['less its region', ['en-GB'], 'en'],
    ['less all that nobody has', ['zh-Hant-TW-x-old'], 'zh-Hant'],
    ['as the visitor’s own first', ['fr', 'en-US', 'ja'], 'en'],
    ['whole before its parts', ['ja-x-easy'], 'ja-x-easy'],
    ['never by a single letter alone', ['ja-x-other'], 'ja'],
    ['and isn’t there', ['fr-CA', 'de'], undefined],
    ['and is no language', ['', '-', '--', 'e', 'english'], undefined],
  ])('%s: %j', (_how, ranges, expected) => {
    expect(lookUp(ranges, HERE)).toBe(expected)
  })

  test('to an end, whatever is asked for', () => {
    fc.assert(
      fc.property(fc.string(), (range) => {
        expect([undefined, ...HERE]).toContain(lookUp([range], HERE))
      }),
    )
  })
})

interface Given {
  readonly kept?: string
  readonly page?: string
  readonly browser?: readonly string[]
}

function windowOf({ kept, page = '', browser = [] }: Given): Window {
  const store = new Map(kept === undefined ? [] : [[LANGUAGE, kept]])
  const window = {
    document: { documentElement: { lang: page } },
    navigator: { languages: browser },
    localStorage: {
      getItem: (key: string) => store.get(key) ?? null,
      setItem: (key: string, value: string) => store.set(key, value),
    },
  }
  return window as unknown as Window
}

describe('a page is shown in', () => {
  test('the language that it has', () => {
    const window = windowOf({ page: 'en-US', browser: ['ja'] })
    expect(languages({ window, languages: HERE }).current).toBe('en')
  })

  test('one that is asked for when something is to be said, and not before', () => {
    const window = windowOf({ page: 'en' })
    const read = vi.spyOn(window.localStorage, 'getItem')
    const choice = languages({ window, languages: HERE })
    expect(read).not.toHaveBeenCalled()
    expect([choice.current, choice.current]).toEqual(['en', 'en'])
    expect(read).toHaveBeenCalledTimes(1)
  })

  test('the browser’s, where the site says so', () => {
    const window = windowOf({ page: 'ja', browser: ['fr', 'en'] })
    expect(languages({ window, languages: HERE, from: 'browser' }).current).toBe('en')
  })

  test('the config’s own, where nothing fits', () => {
    const window = windowOf({ page: 'fr' })
    expect(languages({ window, languages: HERE }).current).toBe('ja')
  })

  test('the one that the visitor has chosen, on the next page too', () => {
    const window = windowOf({ page: 'ja' })
    const first = languages({ window, languages: HERE })
    expect(first.choose('ja-x-easy')).toBe(true)
    expect(first.current).toBe('ja-x-easy')
    expect(languages({ window, languages: HERE }).current).toBe('ja-x-easy')
  })

  test('the same as before, where another one isn’t there', () => {
    const choice = languages({ window: windowOf({ page: 'ja' }), languages: HERE })
    expect(choice.choose('fr')).toBe(false)
    expect(choice.choose('ja-JP')).toBe(false)
    expect(choice.current).toBe('ja')
  })

  test('the page’s, where the browser lets nothing be kept', () => {
    const window = Object.defineProperty(windowOf({ page: 'en' }), 'localStorage', {
      get: () => {
        throw new Error('No storage.')
      },
    })
    const choice = languages({ window, languages: HERE })
    expect(choice.current).toBe('en')
    expect(choice.choose('ja')).toBe(true)
    expect(choice.current).toBe('ja')
  })
})
