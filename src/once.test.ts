import { expect, test } from 'vitest'
import { once } from './once.ts'

test('what is needed twice is loaded once', async () => {
  let times = 0
  const load = once(async () => ++times)
  expect(await Promise.all([load(), load()])).toEqual([1, 1])
  expect(await load()).toBe(1)
})

test('what could not be had is tried again when it is needed again', async () => {
  let times = 0
  const load = once(async () => {
    times++
    if (times === 1) throw new Error('missing')
    return times
  })
  await expect(load()).rejects.toThrow('missing')
  expect(await load()).toBe(2)
})
