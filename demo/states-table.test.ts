import { expect, test } from 'vitest'
import { ROWS } from './states-list.ts'
import { statesTable } from './states-table.ts'

const LOOKS = [
  { width: 390, scheme: 'light' },
  { width: 1280, scheme: 'dark' },
] as const

const lines = statesTable('https://demo.test', LOOKS).split('\r\n')

test('the table names what it tells of each state, for Excel, and has a line for each', () => {
  expect(lines[0]).toBe(
    '\uFEFF番号,状態,前提,操作,期待する結果,リンク,画像(390px),画像(1280px、ダーク)',
  )
  expect(lines).toHaveLength(1 + ROWS.length + 1)
  expect(lines.at(-1)).toBe('')
})

test('a line says how a state comes about and what is seen, and has its link and pictures', () => {
  expect(lines[1]).toBe(
    '01,初めての訪問,記録がない。,リンクを開く。,最初の画面が出て、4つの目的を聞く。何も動かない。,' +
      'https://demo.test/qa-state?state=first&to=%2F%3Frow%3Dfirst,01-first-390.png,01-first-1280-dark.png',
  )
})

test('no two states have the same name, and each is told in whole sentences', () => {
  expect(new Set(ROWS.map(({ id }) => id)).size).toBe(ROWS.length)
  for (const { given, sees } of ROWS) {
    expect(given).toMatch(/。$/)
    expect(sees).toMatch(/。$/)
  }
})
