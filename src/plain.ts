/** What lists and objects can do, by the language alone: a page may have replaced their methods. */

export function map<Item, Result>(
  list: Iterable<Item>,
  resultOf: (item: Item) => Result,
): Result[] {
  const results: Result[] = []
  for (const item of list) results[results.length] = resultOf(item)
  return results
}

export function filter<Item>(list: Iterable<Item>, fits: (item: Item) => unknown): Item[] {
  const found: Item[] = []
  for (const item of list) {
    if (fits(item)) found[found.length] = item
  }
  return found
}

export function find<Item>(list: Iterable<Item>, fits: (item: Item) => unknown): Item | undefined {
  for (const item of list) {
    if (fits(item)) return item
  }
  return undefined
}

export function some<Item>(list: Iterable<Item>, fits: (item: Item) => unknown): boolean {
  for (const item of list) {
    if (fits(item)) return true
  }
  return false
}

export function includes(list: Iterable<unknown>, wanted: unknown): boolean {
  return some(list, (item) => item === wanted)
}

export function join(list: Iterable<string | number>, separator = ''): string {
  let text = ''
  let before = ''
  for (const item of list) {
    text += before + item
    before = separator
  }
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
