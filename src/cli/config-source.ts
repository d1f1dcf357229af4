import type { Config, Service } from '../core/types.ts'

export interface Chosen {
  /** Its name among the exports of `@metalive/consent/services`. */
  readonly name: string
  readonly service: Service
}

/** A config as a file that its owner goes on writing. */
export function configSource(config: Config, chosen: readonly Chosen[]): string {
  const names = chosen.map(({ name }) => name)
  const services = `import { ${names.join(', ')} } from '@metalive/consent/services'\n`
  return `import { defineConfig } from '@metalive/consent'
import { ja } from '@metalive/consent/locales/ja'
${names.length > 0 ? services : ''}
export default defineConfig({
  operator: ${literal(config.operator, 1)},
  // \`revised\` is the day of your policy's last revision.
  policy: ${literal(config.policy, 1)},
  // Change \`updated\` with every change of the list of recipients.
  disclosure: ${literal(config.disclosure, 1)},
  // Raise it when a purpose or service changes in substance, and name it in the \`since\` of that one.
  revision: ${config.revision},
  // \`clauses\` are those of METALIVE's policy: name the ones of yours. Take out what you don't need.
  purposes: ${literal(config.purposes, 1)},
  // Confirm each with its vendor, then: { ...ga4, confirmed: '2026-12-01' }
  services: [${names.join(', ')}],
  texts: ja,
})
`
}

/** JavaScript, as a person would write it, for what JSON can hold. */
function literal(value: unknown, depth: number): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value !== 'object' || value === null) return String(value)
  const entries = Array.isArray(value)
    ? value.map((each) => literal(each, depth + 1))
    : Object.entries(value).map(([key, each]) => `${key}: ${literal(each, depth + 1)}`)
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  const isShort = Array.isArray(value) && value.every((each) => typeof each === 'string')
  if (isShort) return `${open}${entries.join(', ')}${close}`
  const indent = '  '.repeat(depth)
  return `${open}\n${entries.map((each) => `${indent}  ${each},\n`).join('')}${indent}${close}`
}

function quoted(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")
  return `'${inner}'`
}
