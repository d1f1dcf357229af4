import { expect, test } from 'vitest'
import type { Config } from './core/types.ts'
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

test('there and back again everything is as it was', () => {
  const back = translate(translate(config, 'en'), 'ja')
  expect({ ...back, translations: [] }).toEqual({ ...config, translations: [] })
  expect(languagesOf(back)).toEqual(['ja', 'en', 'ja-x-easy'])
})

test('the language that a config has, or hasn’t, changes nothing', () => {
  expect(translate(config, 'ja')).toBe(config)
  expect(translate(config, 'fr')).toBe(config)
})
