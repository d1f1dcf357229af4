import { expect, test } from 'vitest'
import { metalive } from '../metalive.ts'
import { disclose } from './document.ts'
import { parseDisclosure } from './parse.ts'

const published = disclose(metalive)

test('what was published is read as it was', () => {
  expect(parseDisclosure(JSON.stringify(published))).toEqual(published)
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
  ['of rows of another kind', changed({ rows: [{ id: 'a' }] }), 'parts of it are missing'],
])('a list that is %s can’t be read', (_case, text, message) => {
  expect(() => parseDisclosure(text)).toThrow(message)
})

function changed(fields: object): string {
  return JSON.stringify({ ...published, ...fields })
}
