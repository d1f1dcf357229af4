import { expect, test } from 'vitest'
import { OFF, switches } from './switch-memory.ts'

const withStored = (text: string | null): Window => {
  const getItem = (key: string): string | null => (key === OFF ? text : null)
  return { localStorage: { getItem } } as unknown as Window
}

test('what the last page learned is known on the next', () => {
  expect(switches(withStored('ga4,clarity'))).toEqual(['ga4', 'clarity'])
  expect(switches(withStored(null))).toEqual([])
})

test('a browser that keeps nothing knows of nothing', () => {
  const refuses = {
    get localStorage(): Storage {
      throw new Error('SecurityError')
    },
  }
  expect(switches(refuses as unknown as Window)).toEqual([])
})
