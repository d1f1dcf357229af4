/** The contract that every preset keeps. A preset is found here by being exported, and not otherwise. */
import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parseConfig } from './config.ts'
import type { Service, ServiceFact } from './core/types.ts'
import { covers } from './disclosure/hosts.ts'
import { lintWording } from './disclosure/wording.ts'
import { metalive } from './metalive.ts'
import * as presets from './services.ts'

const FACTS: readonly ServiceFact[] = [
  'recipient',
  'country',
  'hosts',
  'scripts',
  'cookies',
  'storage',
  'sends',
  'theirPurpose',
  'optOut',
  'privacyPolicy',
]

const PRESETS: readonly Service[] = Object.values(presets)
const SERVICES: [id: string, service: Service][] = PRESETS.map((each) => [each.id, each])

/** METALIVE's config with every preset there is. */
const ALL = { ...metalive, services: PRESETS }

test('every file is exported, under its id in camel case', () => {
  const files = readdirSync('src/services').map((file) => file.replace('.ts', ''))
  const names = PRESETS.map(({ id }) => id)
  expect(names.sort()).toEqual(files.sort())
  for (const [name, { id }] of Object.entries(presets)) {
    expect(name).toBe(id.replace(/-(.)/g, (_dash, letter: string) => letter.toUpperCase()))
  }
})

test('all of them together make a valid config', () => {
  expect(parseConfig(ALL)).toEqual(ALL)
})

test('ads without a grant are services of their own: none keeps a cookie unless it is consented to', () => {
  const { googleImaLimited, googleAdManagerLimited } = presets
  for (const each of [googleImaLimited, googleAdManagerLimited]) {
    expect(each).toMatchObject({ basis: 'optout', cookies: [] })
    expect(each.sends).not.toContain('cookieId')
  }
  const { googleImaNonPersonalized, googleAdManagerNonPersonalized } = presets
  for (const each of [googleImaNonPersonalized, googleAdManagerNonPersonalized]) {
    expect(each.basis ?? 'consent').toBe('consent')
    expect(each.cookies.length).toBeGreaterThan(0)
  }
})

test('L3: no text is vague, one-sided, long or without Japanese, and each is covered by its purpose', () => {
  expect(lintWording(ALL)).toEqual([])
})

describe('presets', () => {
  test('that show something say what it is, as a visitor would', () => {
    const shown = PRESETS.filter(({ kind }) => kind === 'iframe')
    expect(shown.map(({ title }) => title).sort()).toEqual([
      'Googleマップの地図',
      'InstagramやFacebookの投稿',
      'LINEの共有ボタン',
      'Spotifyの音楽',
      'TikTokの動画',
      'Twitchの配信',
      'Vimeoの動画',
      'Xの投稿',
      'YouTubeの動画',
      'ニコニコの動画',
    ])
  })

  test('have ids of their own, among the purposes too', () => {
    const ids = [...metalive.purposes, ...PRESETS].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9-]{0,39}$/)
  })

  test.each(SERVICES)(
    'belong to a purpose that can be refused, or say why not: %s',
    (_id, service) => {
      const purpose = metalive.purposes.find(({ id }) => id === service.purpose)
      expect(purpose).toBeDefined()
      expect(service.basis === 'exempt').toBe(purpose?.required ?? false)
    },
  )

  test.each(SERVICES)('name hosts label by label: %s', (_id, { hosts }) => {
    expect(hosts.length).toBeGreaterThan(0)
    for (const host of hosts)
      expect(host).toMatch(/^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/)
  })

  test.each(SERVICES)('name no host whose subdomains are everybody’s: %s', (_id, { hosts }) => {
    const open = hosts.filter((host) => host.startsWith('*.')).map((host) => host.slice(2))
    for (const domain of open) {
      expect(domain.split('.').length).toBeGreaterThan(1)
      expect(domain).not.toMatch(/^(co|ne|or|go)\.jp$/)
    }
  })

  test.each(SERVICES)(
    'load code over https, from hosts of theirs: %s',
    (_id, { hosts, scripts }) => {
      for (const script of scripts) {
        expect(script).toMatch(/^https:\/\/[^/*]+\//)
        expect(hosts.some((host) => covers(host, new URL(script).hostname))).toBe(true)
      }
    },
  )

  test.each(SERVICES)('link over https: %s', (_id, { recipient, optOut }) => {
    for (const href of [recipient.privacyPolicy, ...(optOut ? [optOut] : [])]) {
      expect(new URL(href).protocol).toBe('https:')
    }
  })

  test.each(SERVICES)('say how well each fact is known: %s', (_id, service) => {
    expect(Object.keys(service.evidence).sort()).toEqual([...FACTS].sort())
    const parts = [...service.cookies, ...service.storage].map(({ evidence }) => evidence)
    for (const evidence of [...Object.values(service.evidence), ...parts]) {
      expect(['V', 'V2', 'K']).toContain(evidence)
    }
    // A host that nobody saw is one of those named, and passed off as nothing better.
    for (const host of service.unverifiedHosts ?? []) expect(service.hosts).toContain(host)
    expect(service.confirmed).toBeUndefined()
  })

  test.each(SERVICES)('are data and nothing else: %s', (_id, service) => {
    expect(JSON.parse(JSON.stringify(service))).toEqual(service)
  })

  test.each(SERVICES)('say what they send, each item once and in words: %s', (_id, { sends }) => {
    expect(sends.length).toBeGreaterThan(0)
    expect(new Set(sends).size).toBe(sends.length)
    for (const item of sends) expect(metalive.texts.items[item]).toBeTruthy()
  })

  test.each(SERVICES)('name cookies and keys that a sweep can find: %s', (_id, service) => {
    const names = [
      ...service.cookies.map(({ name }) => name),
      ...service.storage.map(({ key }) => key),
    ]
    // A star elsewhere would be taken literally, and a lone one would sweep everything.
    for (const name of names) expect(name).toMatch(/^[^*;=\s]+\*?$/)
  })

  test.each(SERVICES)('are in a country with a Japanese name: %s', (_id, { recipient }) => {
    const names = new Intl.DisplayNames(['ja'], { type: 'region' })
    expect(names.of(recipient.country)).toMatch(/\p{Script=Han}|\p{Script=Katakana}/u)
  })
})
