/** What lists and objects can do, by the language alone: a page may have replaced their methods. */

export function each<Item>(list: ArrayLike<Item>, task: (item: Item) => void): void {
  for (let i = 0; i < list.length; i++) task(list[i] as Item)
}

export function map<Item, Result>(
  list: ArrayLike<Item>,
  resultOf: (item: Item) => Result,
): Result[] {
  const results: Result[] = []
  for (let i = 0; i < list.length; i++) results[i] = resultOf(list[i] as Item)
  return results
}

export function filter<Item>(list: ArrayLike<Item>, fits: (item: Item) => unknown): Item[] {
  const found: Item[] = []
  for (let i = 0; i < list.length; i++) {
    if (fits(list[i] as Item)) found[found.length] = list[i] as Item
  }
  return found
}

export function find<Item>(list: ArrayLike<Item>, fits: (item: Item) => unknown): Item | undefined {
  for (let i = 0; i < list.length; i++) {
    if (fits(list[i] as Item)) return list[i]
  }
  return undefined
}

export function some<Item>(list: ArrayLike<Item>, fits: (item: Item) => unknown): boolean {
  for (let i = 0; i < list.length; i++) {
    if (fits(list[i] as Item)) return true
  }
  return false
}

export function includes(list: ArrayLike<unknown>, wanted: unknown): boolean {
  return some(list, (item) => item === wanted)
}

export function join(list: ArrayLike<string | number>, separator = ''): string {
  let text = ''
  for (let i = 0; i < list.length; i++) text += (i ? separator : '') + list[i]
  return text
}

/** An object that inherits nothing, with the members of `from`. */
export function bare<Value>(
  from?: Readonly<Record<string, Value>> | undefined,
): Record<string, Value> {
  return { __proto__: null as never, ...from }
}

/** The object's own members, in their order. */
export function entries<Value>(
  object: Readonly<Record<string, Value>>,
): [name: string, value: Value][] {
  const found: [string, Value][] = []
  for (const name in bare(object)) found[found.length] = [name, object[name] as Value]
  return found
}
