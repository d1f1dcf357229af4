import { expect, test } from 'vitest'
import { metalive } from '../metalive.ts'
import { metaliveJaEasy } from '../metalive-ja-easy.ts'
import { translate } from '../translate.ts'
import { withoutMarks } from './marks.ts'

test('an app gets words alone, and all else as it is', () => {
  const config = translate({ ...metalive, translations: [metaliveJaEasy] }, 'ja-x-easy')
  const plain = withoutMarks(config)
  expect(config.texts.banner.acceptAll).toBe('ぜんぶ {|}{送|おく}る')
  expect(plain.texts.banner.acceptAll).toBe('ぜんぶ 送る')
  expect(JSON.stringify(plain)).not.toMatch(/\{[^{}|"]*\|[^{}|"]*\}/)
  expect({ ...plain, texts: 0 }).toMatchObject({ revision: config.revision, age: config.age })
  expect(plain.services.map(({ hosts }) => hosts)).toEqual(
    config.services.map(({ hosts }) => hosts),
  )
})
