import { describe, expect, test } from 'vitest'
import type { Config, Service } from '../core/types.ts'
import { metalive } from '../metalive.ts'
import { withoutAnnotations } from '../ui/annotations.ts'
import { proposePolicy } from './policy.ts'

const clause = proposePolicy(metalive)

/** METALIVE's config, its first service on another basis. */
function onBasis(fields: Partial<Service>): Config {
  const services = metalive.services as readonly Service[]
  return {
    ...metalive,
    services: services.map((each, i) => (i === 0 ? { ...each, ...fields } : each)),
  }
}

describe('the clause that is proposed for the policy', () => {
  test('says what for, and what refusing costs, in the config’s own words', () => {
    for (const { title, description, lost = '' } of withoutAnnotations(metalive.purposes)) {
      expect(clause).toContain(title)
      expect(clause).toContain(description)
      expect(clause).toContain(lost)
    }
  })

  test('says that third parties’ code is used, and links to the list of them', () => {
    expect(clause).toContain('第三者のプログラム')
    expect(clause).toContain(`(${metalive.disclosure.href})`)
  })

  test('says where to refuse, in the words that are on the page', () => {
    expect(clause).toContain(`「${metalive.texts.preferences.title}」`)
    expect(clause).toContain('拒否')
  })

  test('gives no assurance that no config can keep', () => {
    expect(clause).not.toMatch(/特定でき|匿名|侵害|安全|一切|ありません。?$/)
  })

  test('calls visitors お客様', () => {
    expect(clause).toContain('お客様')
    expect(clause).not.toMatch(/利用者|ユーザー|閲覧者/)
  })

  test('has no sentence above 60 characters', () => {
    const sentences = clause.split(/[。\n]/).filter((each) => [...each].length > 60)
    expect(sentences).toEqual([])
  })

  test('names each service once, by when it starts', () => {
    for (const { name } of metalive.services) expect(clause.split(`- ${name}\n`)).toHaveLength(2)
    expect(clause).toContain('許可するまで使いません')
    expect(clause).not.toContain('許可がなくても')
  })

  test.each<[string, Partial<Service>, readonly string[]]>([
    ['notice', { basis: 'notice' }, ['お知らせを表示した後に使い始めます']],
    [
      'optout',
      { basis: 'optout', optOutEffect: { stops: 'use', lost: '広告の内容が変わります。' } },
      ['お知らせを表示した後に', '送った情報の利用を止めます', '広告の内容が変わります。'],
    ],
    [
      'exempt',
      { basis: 'exempt', exemption: { ground: 'security', reason: '不正を防ぐため。' } },
      ['許可がなくても使います'],
    ],
  ])('says when a service of the basis %s starts', (_basis, fields, said) => {
    for (const words of said) {
      expect(proposePolicy(onBasis(fields))).toContain(words)
      expect(clause).not.toContain(words)
    }
  })
})
