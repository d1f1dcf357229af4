import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** What a step counts for. */
export interface Tally {
  readonly passed: number
  readonly failed: number
  /** Names of tests that were left out, with the reason. */
  readonly skipped: readonly string[]
}

/** Reads a runner's JSON report. Throws on one that is missing or isn't what it should be. */
export type ReadReport = (path: string) => Tally

const VitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
})

export const readVitest: ReadReport = (path) => {
  const report = VitestReport.parse(readJson(path))
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped: [] }
}

const Spec = z.object({
  title: z.string(),
  tests: z.array(
    z.object({
      projectName: z.string(),
      status: z.string(),
      annotations: z.array(z.object({ type: z.string(), description: z.string().optional() })),
    }),
  ),
})

const Suite = z.object({
  specs: z.array(Spec),
  get suites() {
    return z.array(Suite).default([])
  },
})

const PlaywrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  suites: z.array(Suite),
})

export const readPlaywright: ReadReport = (path) => {
  const { stats, suites } = PlaywrightReport.parse(readJson(path))
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: suites.flatMap(skippedIn),
  }
}

function skippedIn({ specs, suites }: z.infer<typeof Suite>): readonly string[] {
  const own = specs.flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => status === 'skipped')
      .map(({ projectName, annotations }) => {
        const reasons = annotations.map(({ description }) => description ?? 'no reason given')
        return `${projectName}: ${title}: ${reasons.join(', ')}`
      }),
  )
  return [...own, ...suites.flatMap(skippedIn)]
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'))
}
