/** `npm test`: every step in order, whatever the ones before it came to, and the sum. */
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { type ReadReport, readPlaywright, readVitest, type Tally } from './reports.ts'
import './seed.ts'

interface Step {
  readonly name: string
  readonly command: string
  /** A step without one counts as one test. */
  readonly read?: ReadReport
}

/** In Vitest's words: tell the reader, and write a report. */
const reporting = (name: string): string =>
  `--reporter=default --reporter=json --outputFile.json=${reportOf(name)}`

const STEPS: readonly Step[] = [
  { name: 'lint', command: 'npm run --silent lint' },
  { name: 'types', command: 'npm run --silent types' },
  { name: 'build', command: 'npm run --silent build' },
  { name: 'demo', command: 'npx tsx demo/build.ts' },
  { name: 'engines', command: 'npx tsx .ci/engines.ts' },
  { name: 'unit', command: `npm run --silent unit -- ${reporting('unit')}`, read: readVitest },
  { name: 'size', command: `npm run --silent size -- ${reporting('size')}`, read: readVitest },
  // Its config names the report.
  { name: 'e2e', command: 'npx playwright test', read: readPlaywright },
]

const tallies = STEPS.map(run)
const skipped = tallies.flatMap((tally) => tally.skipped)
const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0)
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0)

console.log('')
for (const { line } of tallies) console.log(line)
if (skipped.length > 0) console.log(['', 'Skipped:', ...skipped].join('\n  '))
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

function reportOf(name: string): string {
  return `test-results/${name}.json`
}

function run(step: Step): Tally & { readonly line: string } {
  console.log(`\n── ${step.name}: ${step.command}`)
  rmSync(reportOf(step.name), { force: true })
  const start = Date.now()
  const { status } = spawnSync(step.command, { shell: true, stdio: 'inherit' })
  const seconds = ((Date.now() - start) / 1000).toFixed(1)

  const tally = count(step, status === 0)
  const { passed, failed } = tally
  const line = `${step.name.padEnd(8)} ${passed} passed, ${failed} failed in ${seconds} s`
  return { ...tally, line }
}

/** A runner that fails beside its tests, that leaves no report or that ran nothing, failed once. */
function count({ name, read }: Step, succeeded: boolean): Tally {
  const failure: Tally = { passed: 0, failed: 1, skipped: [] }
  if (!read) return succeeded ? { passed: 1, failed: 0, skipped: [] } : failure
  try {
    const tally = read(reportOf(name))
    const isSound = tally.failed > 0 || (succeeded && tally.passed > 0)
    return isSound ? tally : { ...tally, failed: 1 }
  } catch (error) {
    console.error(`${name} left no report that could be read: ${error}`)
    return failure
  }
}
