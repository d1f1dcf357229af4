import { afterEach, describe, expect, test } from 'vitest'
import { bare, each, entries, filter, find, includes, join, map, some } from './plain.ts'

const isOdd = (n: number): boolean => n % 2 === 1

describe('a list', () => {
  test('is mapped, in its order', () => {
    expect(map([1, 2, 3], (n) => n * 2)).toEqual([2, 4, 6])
    expect(map(new Uint8Array([1, 255]), String)).toEqual(['1', '255'])
  })

  test('is gone through, and what comes to it meanwhile, too', () => {
    const list = [1, 2]
    each(list, (n) => n < 2 && list.push(n + 2))
    expect(list).toEqual([1, 2, 3])
  })

  test('is searched for all that fits, for the first, and for whether any does', () => {
    expect(filter([1, 2, 3], isOdd)).toEqual([1, 3])
    expect(find([2, 3, 5], isOdd)).toBe(3)
    expect(find([2], isOdd)).toBeUndefined()
    expect(some([2, 3], isOdd)).toBe(true)
    expect(some([2], isOdd)).toBe(false)
    expect(some([], () => true)).toBe(false)
  })

  test('includes what it holds', () => {
    expect(includes(['a', 'b'], 'b')).toBe(true)
    expect(includes(['a', 'b'], 'c')).toBe(false)
  })

  test.each([
    [[], ''],
    [['a'], 'a'],
    [['', 'a', '', 1], '~a~~1'],
  ])('%j is joined as %j', (list, text) => {
    expect(join(list, '~')).toBe(text)
  })
})

describe('an object', () => {
  afterEach(() => {
    Reflect.deleteProperty(Object.prototype, 'domain')
  })

  test('that is bare inherits nothing, not even what the page gives all', () => {
    Reflect.set(Object.prototype, 'domain', 'evil.test')
    expect(bare({ a: 1 }).domain).toBeUndefined()
    expect(Object.getPrototypeOf(bare())).toBeNull()
  })

  test('has its own entries, in their order, and no other', () => {
    Reflect.set(Object.prototype, 'domain', 'evil.test')
    expect(entries({ b: 1, a: 2 })).toEqual([
      ['b', 1],
      ['a', 2],
    ])
  })

  test('that came from text can’t bring a prototype along', () => {
    const parsed: Record<string, unknown> = JSON.parse('{ "__proto__": { "domain": "evil.test" } }')
    expect(bare(parsed).domain).toBeUndefined()
  })
})

test('none of it takes a function that a page may have replaced', () => {
  const result = withoutNatives(() => {
    const odd = filter(map([1, 2, 3], Number), isOdd)
    return [entries(bare({ a: join(odd, '~') })), find(odd, isOdd), includes(odd, 3)]
  })
  expect(result).toEqual([[['a', '1~3']], 1, true])
})

/** Has each function of lists and objects throw meanwhile, and a list can’t be gone through by `of`. */
function withoutNatives<Result>(task: () => Result): Result {
  const { get, ownKeys, set } = Reflect
  const natives = [Array.prototype, Array, Object].flatMap((owner) =>
    ownKeys(owner)
      .map((name) => ({ owner, name, value: get(owner, name) }))
      .filter(({ name, value }) => name !== 'constructor' && typeof value === 'function'),
  )
  const refuse = (): never => {
    throw new Error('replaced')
  }
  const setAll = (replacementOf: (native: (typeof natives)[number]) => unknown): void => {
    for (let i = 0; i < natives.length; i++) {
      const native = natives[i] as (typeof natives)[number]
      set(native.owner, native.name, replacementOf(native))
    }
  }
  try {
    setAll(() => refuse)
    return task()
  } finally {
    setAll(({ value }) => value)
  }
}
