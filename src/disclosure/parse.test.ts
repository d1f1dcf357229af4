import { expect, test } from 'vitest'
import { metalive } from '../metalive.ts'
import { disclose } from './document.ts'
import { parseDisclosure } from './parse.ts'

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

test.each<[string, string, string | RegExp]>([
  ['cut off', JSON.stringify(published).slice(0, 900), /JSON/],
  ['of another tool', '{"rows":[]}', 'its format is another'],
  ['no object', 'null', 'its format is another'],
  ['without a revision', changed({ revision: undefined }), 'parts of it are missing'],
  ['without a wording', changed({ wording: null }), 'parts of it are missing'],
  ['without a day', changed({ updated: undefined }), 'parts of it are missing'],
  ['without rows', changed({ rows: {} }), 'parts of it are missing'],
  ['without purposes', changed({ purposes: undefined }), 'parts of it are missing'],
  ['without a history', changed({ history: undefined }), 'parts of it are missing'],
  ['of no real day', changed({ updated: '2026-13-01' }), 'parts of it are missing'],
  [
    'of a history that no page can show',
    changed({ history: [{ updated: '2026-11-24', revision: 1, changes: [{ kind: 'moved' }] }] }),
    'parts of it are missing',
  ],
  ['of rows of another kind', changed({ rows: [{ id: 'a' }] }), 'parts of it are missing'],
])('a list that is %s can’t be read', (_case, text, message) => {
  expect(() => parseDisclosure(text)).toThrow(message)
})

function changed(fields: object): string {
  return JSON.stringify({ ...published, ...fields })
}
