import { expect, test } from 'vitest'
import type { Config } from './core/types.ts'
import { toCsv } from './disclosure/csv.ts'
import { disclose } from './disclosure/document.ts'
import { metalive } from './metalive.ts'
import { metaliveEn } from './metalive-en.ts'
import { metaliveJaEasy } from './metalive-ja-easy.ts'
import { languagesOf, translate } from './translate.ts'

const config: Config = { ...metalive, translations: [metaliveJaEasy, metaliveEn] }

test('a config has its own language and those of its translations', () => {
  expect(languagesOf(config)).toEqual(['ja', 'ja-x-easy', 'en'])
  expect(languagesOf(metalive)).toEqual(['ja'])
})

test('only words are other ones', () => {
  const english = translate(config, 'en')
  expect(english.texts).toBe(metaliveEn.texts)
  expect(english.purposes[1]).toEqual({
    ...metalive.purposes[1],
    ...metaliveEn.purposes.functional,
  })
  const facts = (each: Config): unknown =>
    each.services.map(({ id, purpose, hosts, cookies, sends }) => {
      return { id, purpose, hosts, cookies, sends }
    })
  expect(facts(english)).toEqual(facts(metalive))
  expect(english.operator.legalName).toBe(metalive.operator.legalName)
})

test('words that stand deeper are other ones, too, and what they stand in stays', () => {
  const exempt = { ...metalive.services[0], basis: 'exempt' } as Config['services'][number]
  const japanese = {
    ...exempt,
    exemption: { ground: 'display', reason: '動画を流すため。' },
    optOutEffect: { stops: 'sending', lost: 'なし。' },
  } as Config['services'][number]
  const words = { exemption: { reason: 'To play videos.' }, optOutEffect: { lost: 'Nothing.' } }
  const english = { ...metaliveEn, services: { [exempt.id]: words } }
  const both = { ...metalive, services: [japanese], translations: [english] } as Config
  expect(translate(both, 'en').services[0]).toEqual({
    ...japanese,
    exemption: { ground: 'display', reason: 'To play videos.' },
    optOutEffect: { stops: 'sending', lost: 'Nothing.' },
  })
  // Of what a service isn't, nothing is said in any language.
  const plain = { ...both, services: [exempt] } as Config
  expect(translate(plain, 'en').services[0]).toEqual(exempt)
})

test('names in a row stand in each language as it has them', () => {
  const csv = (language: string): string => {
    const translated = translate(config, language)
    return toCsv(disclose(translated), translated.texts.disclosure)
  }
  expect(csv('ja')).toContain('、')
  expect(csv('en')).not.toContain('、')
})

test('there and back again everything is as it was', () => {
  const back = translate(translate(config, 'en'), 'ja')
  expect({ ...back, translations: [] }).toEqual({ ...config, translations: [] })
  expect(languagesOf(back)).toEqual(['ja', 'en', 'ja-x-easy'])
})

test('the language that a config has, or hasn’t, changes nothing', () => {
  expect(translate(config, 'ja')).toBe(config)
  expect(translate(config, 'fr')).toBe(config)
})
