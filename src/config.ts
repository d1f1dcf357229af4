/** Checks a config whole, at build time. No visitor downloads it, nor zod. */
import { z } from 'zod'
import { explain, toMistakes, toProblem } from './config-problems.ts'
import { commonMistakes } from './config-rules.ts'
import { schema } from './config-schema.ts'
import type { Config } from './core/types.ts'
import { type ConfigProblem, ConsentConfigError } from './problems.ts'

export { type ConfigProblem, ConsentConfigError, schema }

/**
 * Returns `input` as a config.
 * @throws ConsentConfigError with *all* problems at once: where, what, why, and what would do
 */
export function parseConfig(input: unknown): Config {
  const result = schema.safeParse(input, { error: explain })
  const mistakes = [
    ...(result.success ? [] : result.error.issues.flatMap(toMistakes)),
    ...commonMistakes(input),
  ]
  if (mistakes.length === 0 && result.success) return result.data
  throw new ConsentConfigError(mistakes.map((each) => toProblem(each, input)))
}

/**
 * The shape of a config as JSON Schema, for editors and for tools that aren't written in JavaScript.
 * What the parts must have in common it can't say: {@link parseConfig} checks that.
 */
export function jsonSchema(): object {
  const { properties, ...rest } = z.toJSONSchema(schema, { io: 'input', reused: 'ref' })
  return {
    ...rest,
    title: 'A config of @metalive/consent',
    // Editors find the schema by it; the command line leaves it out.
    properties: { $schema: { type: 'string' }, ...properties },
  }
}
