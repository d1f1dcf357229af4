/** What the schema finds wrong with a config, in words, and what would do instead. */
import { z } from 'zod'
import { fieldsOf, type Mistake, nearest, pathOf } from './config-rules.ts'
import { country, host, id, origin, schema, text } from './config-schema.ts'
import { type ConfigProblem, shortJson } from './problems.ts'

const NOUNS: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'an object',
  record: 'an object',
  string: 'a text',
  tuple: 'a list',
}

/** What zod would say in its own words. A message that stands at a schema goes before. */
export function explain(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined) return 'is missing'
  if (issue.code === 'invalid_type') return `must be ${NOUNS[issue.expected] ?? issue.expected}`
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`
  if (issue.code === 'too_small') return `must be at least ${issue.minimum}`
  if (issue.code === 'too_big') return `must be at most ${issue.maximum}`
  if (issue.code === 'invalid_union') return 'must be a text, true, false, or an object of those'
  return undefined
}

/** One of zod's issues may name several fields. */
export function toMistakes(issue: z.core.$ZodIssue): Mistake[] {
  if (issue.code === 'too_big' && issue.origin === 'string') {
    const suggestion = 'say it shorter, and link to the rest'
    return [{ steps: issue.path, message: issue.message, suggestion }]
  }
  if (issue.code !== 'unrecognized_keys') return [{ steps: issue.path, message: issue.message }]
  const known = knownKeys(schemaAt(issue.path))
  return issue.keys.map((key) => ({
    steps: [...issue.path, key],
    message: 'is not a field of this config',
    suggestion: nearest(key, known) ?? `take it out; there are ${known.join(', ')}`,
  }))
}

/** A mistake with what stands at its place in `input`, and what would do there. */
export function toProblem({ steps, message, suggestion }: Mistake, input: unknown): ConfigProblem {
  const value = steps.reduce((at: unknown, step) => fieldsOf(at)[String(step)], input)
  return {
    path: pathOf(steps),
    ...(value !== undefined && { value: shortJson(value) }),
    message: message.replace(/\.$/, ''),
    suggestion: suggestion ?? suggest(steps, value),
  }
}

/** What the schema allows at a place; as near as can be to what stands there. */
function suggest(steps: readonly PropertyKey[], value: unknown): string {
  const at = schemaAt(steps)
  const repaired = typeof value === 'string' ? repair(at, value) : undefined
  if (repaired !== undefined && z.safeParse(at, repaired).success) return repaired
  const [example] = (at.meta()?.examples as unknown[] | undefined) ?? []
  if (example !== undefined) return String(example)
  if (at instanceof z.ZodEnum) return at.options.join(', ')
  if (at instanceof z.ZodObject) return `{ ${knownKeys(at).join(', ')} }`
  if (at instanceof z.ZodBoolean) return 'true'
  return at instanceof z.ZodNumber ? '0' : '[ … ]'
}

/** What was probably meant. Whether it would do is for the caller to see. */
function repair(at: z.ZodType, value: string): string | undefined {
  if (at instanceof z.ZodEnum) return nearest(value, at.options.map(String))
  if (at === id) return value.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  if (at === host) return URL.canParse(value) ? new URL(value).hostname : value.toLowerCase()
  if (at === origin) return URL.canParse(value) ? new URL(value).origin : `https://${value}`
  if (at === country) return value.toUpperCase()
  if (at === text) return value.replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu, '')
  return value.trim().replace(/^http:/, 'https:')
}

/** The schema of the place that `steps` lead to. */
function schemaAt(steps: readonly PropertyKey[]): z.ZodType {
  return steps.reduce((at: z.ZodType, step) => inner(stepInto(at, step)), schema)
}

function stepInto(at: z.ZodType, step: PropertyKey): z.core.$ZodType {
  if (at instanceof z.ZodArray) return at.element
  if (at instanceof z.ZodObject) return at.shape[String(step)] ?? z.unknown()
  if (at instanceof z.ZodRecord) return at.valueType
  if (at instanceof z.ZodTuple) return at.def.items[Number(step)] ?? at.def.rest ?? z.unknown()
  return z.unknown()
}

function inner(at: z.core.$ZodType): z.ZodType {
  const wrapped = at instanceof z.ZodExactOptional || at instanceof z.ZodNullable
  return (wrapped ? at.unwrap() : at) as z.ZodType
}

function knownKeys(at: z.ZodType): string[] {
  if (at instanceof z.ZodRecord && at.keyType instanceof z.ZodEnum) {
    return at.keyType.options.map(String)
  }
  return at instanceof z.ZodObject ? Object.keys(at.shape) : []
}
