import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { jsonSchema } from './config.ts'
import { metalive } from './metalive.ts'

/** Another's reading of the schema, as an editor's would be. Formats have patterns beside them. */
const validate: ValidateFunction = new Ajv2020({
  allErrors: true,
  allowUnionTypes: true,
  strictTuples: false,
  validateFormats: false,
}).compile(jsonSchema())

const plain = (): Record<string, unknown> => JSON.parse(JSON.stringify(metalive))

function errorsOf(config: unknown): readonly string[] {
  validate(config)
  return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`)
}

describe('the config’s JSON Schema', () => {
  test('knows METALIVE’s own config as right', () => {
    expect(errorsOf(plain())).toEqual([])
  })

  test('lets a config name the schema', () => {
    expect(errorsOf({ $schema: './config.schema.json', ...plain() })).toEqual([])
  })

  test.each<[string, object, string]>([
    ['a field that there isn’t', { wordign: 2 }, ' additionalProperties'],
    ['a missing part', { services: undefined }, ' required'],
    ['a word for a number', { revision: '1' }, '/revision type'],
    [
      'a script as a link',
      { policy: { href: 'javascript:x', revised: '2023-08-08' } },
      '/policy/href pattern',
    ],
    ['a choice that there isn’t', { onWithdraw: 'aks' }, '/onWithdraw enum'],
    [
      'a text that turns the direction',
      { purposes: [{ id: 'a', title: '\u202ea', description: 'b', clauses: [] }] },
      '/purposes/0/title pattern',
    ],
  ])('sees %s', (_case, fields, error) => {
    expect(errorsOf(JSON.parse(JSON.stringify({ ...plain(), ...fields })))).toEqual([error])
  })

  test('gives editors an example where a text alone says little', () => {
    expect(JSON.stringify(jsonSchema())).toContain('"examples":["cdn.vendor.example"]')
  })
})
