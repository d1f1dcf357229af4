import { plainText } from '../ui/text.ts'

/** `value` with texts that an app can draw as they are: without readings and places to break. */
export function withoutMarks<Value>(value: Value): Value {
  if (typeof value === 'string') return plainText(value) as Value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(withoutMarks) as Value
  const members = Object.entries(value).map(([name, each]) => [name, withoutMarks(each)])
  return Object.fromEntries(members) as Value
}
