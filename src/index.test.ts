/** Without a document: what a server meets. */
import { expect, test } from 'vitest'
import { createConsent, defineConfig } from './index.ts'
import { metalive } from './metalive.ts'

test('a server grants what is required and nothing else', () => {
  const consent = createConsent({ config: metalive })
  expect(consent.granted('necessary')).toBe(true)
  expect(consent.granted('analytics')).toBe(false)
  expect(consent.granted('ga4')).toBe(false)
})

test('a server remembers no answer: it would be everybody’s', () => {
  const consent = createConsent({ config: metalive })
  consent.decide({ analytics: 'granted' })
  expect(consent.granted('ga4')).toBe(false)
  expect(createConsent({ config: metalive }).granted('ga4')).toBe(false)
})

test('a server with a broken config grants nothing and goes on', () => {
  const consent = createConsent({ config: {} as never })
  expect(consent.granted('ga4' as never)).toBe(false)
})

test('a config is defined as it was written', () => {
  expect(defineConfig(metalive)).toBe(metalive)
})
