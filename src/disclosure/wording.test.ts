import { expect, test } from 'vitest'
import type { Config, Service } from '../core/types.ts'
import { metalive } from '../metalive.ts'
import { ga4 } from '../services.ts'
import { lintWording } from './wording.ts'

/** METALIVE's config with one service, GA4 but for `fields`. */
function config(fields: Partial<Service>): Config {
  return { ...metalive, services: [{ ...ga4, ...fields }] } as Config
}

const ourPurpose = (text: string): Config => config({ ourPurpose: text })

test("METALIVE's own words pass", () => {
  expect(lintWording(metalive)).toEqual([])
})

test.each<[string, Config, string, string]>([
  ['a catch-all', ourPurpose('ページの記録等を調べるために使います。'), 'ourPurpose', '等'],
  ['another', ourPurpose('ページの閲覧、その他を調べるために使います。'), 'ourPurpose', 'その他'],
  ['a third', ourPurpose('ページなどを調べるために使います。'), 'ourPurpose', 'など'],
  ['no Japanese', config({ theirPurpose: 'Analytics.' }), 'theirPurpose', 'no Japanese'],
  ['one side only', config({ theirPurpose: ga4.ourPurpose }), 'theirPurpose', 'recipient'],
  [
    'a long sentence',
    ourPurpose(`動画を${'とても'.repeat(20)}よく調べるために使います。`),
    'ourPurpose',
    '75 characters',
  ],
  [
    'an assurance that an account makes untrue',
    config({
      sends: ['emailHash'],
      theirPurpose: '個人を特定できません。分析に使います。',
    }),
    'theirPurpose',
    'account',
  ],
  ...[
    '個人を特定することはできません。',
    '個人が特定されることはありません。',
    '個人を特定できるものではありません。',
    '個人情報は含まれません。',
  ].map((assurance): [string, Config, string, string] => [
    `an assurance like ${assurance}`,
    config({ sends: ['emailHash'], theirPurpose: `${assurance}分析に使います。` }),
    'theirPurpose',
    'account',
  ]),
  ['等 after 中', ourPurpose('視聴中等のページを調べるために使います。'), 'ourPurpose', 'name it'],
  [
    'an empty purpose',
    ourPurpose('より良くするため、ページを調べます。'),
    'ourPurpose',
    'says nothing',
  ],
  [
    'what its purpose doesn’t say',
    ourPurpose('地図を示すために使います。'),
    'ourPurpose',
    'analytics',
  ],
])('L3: finds %s', (_case, input, field, words) => {
  const findings = lintWording(input)
  expect(findings).toEqual([
    { path: `services[0].${field}`, message: expect.stringContaining(words) },
  ])
})

test.each<[string, Config]>([
  ['対等', ourPurpose('ページを対等に調べるために使います。')],
  ['等しい', ourPurpose('ページの数が等しいかを調べるために使います。')],
  ['等 inside a word', ourPurpose('どの方にも平等にページが届くかを調べるために使います。')],
  [
    'the assurance where nothing is tied to an account',
    config({ theirPurpose: '個人を特定できません。' }),
  ],
  [
    'a config in another language',
    { ...config({ theirPurpose: 'Etc.' }), texts: { ...metalive.texts, lang: 'en' } },
  ],
])('leaves %s alone', (_case, input) => {
  expect(lintWording(input)).toEqual([])
})

test('reads the words for what is sent too, which every row shows', () => {
  const { texts } = metalive
  const items = { ...texts.items, url: '見ているページのURL等', ip: 'IP address' }
  const paths = lintWording({ ...metalive, texts: { ...texts, items } }).map(({ path }) => path)
  expect(paths.sort()).toEqual(['texts.items.ip', 'texts.items.url'])
})

test('reads the words of purposes too', () => {
  const [first, ...others] = metalive.purposes
  const purposes = [{ ...first, description: '動画等に使います。' }, ...others]
  const findings = lintWording({ ...metalive, purposes } as Config)
  expect(findings).toMatchObject([{ path: 'purposes[0].description' }])
})
