import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import type { Config } from './core/types.ts'
import { disclose } from './disclosure/document.ts'
import { metalive } from './metalive.ts'
import { disclosureSchema, parseDisclosure } from './published.ts'
import * as presets from './services.ts'

const published = disclose(metalive)

test('what was published is read as it was', () => {
  expect(parseDisclosure(JSON.stringify(published))).toEqual(published)
})

test('a history is read as it was', () => {
  const services = metalive.services.slice(1)
  const next = disclose({ ...metalive, services }, published)
  expect(next.history).toHaveLength(1)
  expect(parseDisclosure(JSON.stringify(next))).toEqual(next)
})

test.each<[string, string, RegExp]>([
  ['cut off', JSON.stringify(published).slice(0, 900), /JSON/],
  ['of another tool', '{"rows":[]}', /at format/],
  ['no object', 'null', /expected object/],
  ['without a revision', changed({ revision: undefined }), /at revision/],
  ['without a wording', changed({ wording: null }), /at wording/],
  ['of no real day', changed({ updated: '2026-13-01' }), /at updated/],
  ['without rows', changed({ rows: {} }), /at rows/],
  ['without purposes', changed({ purposes: undefined }), /at purposes/],
  ['of rows of another kind', changed({ rows: [{ id: 'a' }] }), /at rows\[0\]\.hosts/],
  [
    'of a history that no page can show',
    changed({ history: [{ updated: '2026-11-24', revision: 1, changes: [{ kind: 'moved' }] }] }),
    /at history\[0\]\.changes\[0\]\.kind/,
  ],
])('a list that is %s can’t be read, and the error says where', (_case, text, message) => {
  expect(() => parseDisclosure(text)).toThrow(message)
})

test('a list with a field that came later is read all the same', () => {
  expect(parseDisclosure(changed({ newer: 1 }))).toEqual(published)
})

describe('its JSON Schema, as another reads it', () => {
  const validate = new Ajv2020({ validateFormats: false }).compile(disclosureSchema())

  test('knows what METALIVE publishes, with every preset there is', () => {
    const all = disclose({ ...metalive, services: Object.values(presets) } as Config)
    expect(validate(JSON.parse(JSON.stringify(all)))).toBe(true)
  })

  test('refuses a row without what the law asks for', () => {
    const [first, ...rows] = published.rows
    for (const field of ['items', 'recipient', 'ourPurpose', 'theirPurpose'] as const) {
      const { [field]: _gone, ...row } = first as NonNullable<typeof first>
      expect(validate({ ...published, rows: [row, ...rows] })).toBe(false)
    }
  })
})

function changed(fields: object): string {
  return JSON.stringify({ ...published, ...fields })
}
