/** On a jar with the rules that matter here; what real ones do is for the e2e specs to see. */
import { expect, test } from 'vitest'
import type { Jar, Place } from './cookie.ts'
import { sharedCookie } from './shared-cookie.ts'

const HOST = 'app.shop.example.co.jp'
const DOMAIN = 'example.co.jp'

interface Cookie {
  readonly name: string
  readonly text: string
  readonly domain: string
}

/** @param refused - Domains that the browser takes no cookie for. */
function jarOf(cookies: Cookie[], refused: readonly string[] = []): Jar {
  const values = (name: string): string[] =>
    cookies.filter((each) => each.name === name).map(({ text }) => text)
  return {
    values,
    write(name, text, seconds, domain = '') {
      if (!refused.includes(domain)) {
        const at = cookies.findIndex((each) => each.name === name && each.domain === domain)
        if (at >= 0) cookies.splice(at, 1)
        if (seconds > 0) cookies.push({ name, text, domain })
      }
      return values(name).includes(text) === seconds > 0
    },
  }
}

const shared = (jar: Jar, domain = DOMAIN, hostname = HOST): Place | undefined =>
  sharedCookie(jar, { hostname } as Location, domain)

test('an answer is kept for the whole domain', () => {
  const cookies: Cookie[] = []
  expect(shared(jarOf(cookies))?.write('new')).toBe(true)
  expect(cookies).toEqual([{ name: 'metalive_consent', text: 'new', domain: DOMAIN }])
})

test.each([
  ['the domain itself', DOMAIN, true],
  ['a host below it', 'www.example.co.jp', true],
  ['a host that only ends alike', 'badexample.co.jp', false],
  ['another host, such as a developer’s', 'localhost', false],
])('a part in it has %s: %s', (_what, hostname, expected) => {
  expect(shared(jarOf([]), DOMAIN, hostname) !== undefined).toBe(expected)
})

test('what this host kept before, under any name and domain of its own, counts until it is replaced', () => {
  const cookies = ['', HOST, 'shop.example.co.jp', DOMAIN].map((domain, i) => ({
    name: 'metalive_consent',
    text: `old${i}`,
    domain,
  }))
  cookies.unshift({ name: '__Host-metalive_consent', text: 'own', domain: '' })
  const place = shared(jarOf(cookies))
  expect(place?.values()).toEqual(['own', 'old0', 'old1', 'old2', 'old3'])
  expect(place?.write('new')).toBe(true)
  expect(place?.values()).toEqual(['new'])
})

test('what can’t be deleted stays, and is seen', () => {
  const planted = { name: 'metalive_consent', text: 'planted', domain: 'no reach' }
  const place = shared(jarOf([planted]))
  expect(place?.write('new')).toBe(true)
  expect(place?.values()).toEqual(['planted', 'new'])
})

test('a domain that the browser refuses leaves the answer to this host', () => {
  const cookies: Cookie[] = []
  expect(shared(jarOf(cookies, ['co.jp']), 'co.jp')?.write('new')).toBe(true)
  expect(cookies).toEqual([{ name: 'metalive_consent', text: 'new', domain: '' }])
})

test('where nothing is taken it says so', () => {
  const refused = ['', HOST, 'shop.example.co.jp', DOMAIN]
  expect(shared(jarOf([], refused))?.write('new')).toBe(false)
})
