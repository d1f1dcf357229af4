/** What is compared, and how it came out. */
import { markdownTable } from 'markdown-table'
import type { Figures } from './visits.ts'

/** All runs of one contestant at one speed. */
export type Runs = readonly Figures[]

export interface Speed {
  readonly slowdown: number
  readonly ours: Runs
  readonly vcc: Runs
  readonly empty: Runs
}

export interface Row {
  readonly name: string
  /** Among the figures of a visit. */
  readonly figure: string
  readonly unit: 'ms' | 'KiB'
  /** Counts what goes beyond the empty page. */
  readonly aboveEmpty?: true
  /** Only there: see {@link rows}. */
  readonly only?: number
  /** What ours may take at most, at a slowdown: more is felt as a delay. */
  readonly most?: { readonly slowdown: number; readonly value: number }
}

/**
 * Accept → tenth tag counts at the slow processor: tags of others run in the click's own task, and
 * ours once the page was painted, which takes a frame however fast the processor is.
 */
export const rows: readonly Row[] = [
  { name: 'start → banner visible', figure: 'visible', unit: 'ms' },
  { name: 'start → banner opaque', figure: 'opaque', unit: 'ms' },
  { name: 'CPU of a first visit', figure: 'cpu', unit: 'ms', aboveEmpty: true },
  { name: 'longest task', figure: 'task', unit: 'ms' },
  { name: 'returning: first tag', figure: 'returningFirst', unit: 'ms' },
  { name: 'returning: tenth tag', figure: 'returningTenth', unit: 'ms' },
  { name: 'CPU of a returning visit', figure: 'returningCpu', unit: 'ms', aboveEmpty: true },
  {
    name: 'accept → next paint',
    figure: 'acceptPaint',
    unit: 'ms',
    most: { slowdown: 4, value: 48 },
  },
  { name: 'accept → tenth tag', figure: 'acceptTag', unit: 'ms', only: 4 },
  { name: 'preferences opaque', figure: 'preferences', unit: 'ms' },
  { name: 'heap', figure: 'heap', unit: 'KiB', aboveEmpty: true, only: 1 },
]

export interface Result {
  readonly row: Row
  readonly slowdown: number
  readonly ours: Figure
  readonly vcc: Figure
  /** Ours by theirs. */
  readonly ratio: Figure
}

/** Whatever else the machine does can only add to what is measured: the least is the surest. */
export interface Figure {
  readonly median: number
  readonly min: number
}

export function resultsOf({ slowdown, ...runs }: Speed): readonly Result[] {
  const here = rows.filter(({ only = slowdown }) => only === slowdown)
  return here.map((row) => {
    const empty = row.aboveEmpty ? figureOf(runs.empty, row.figure) : NOTHING
    const [ours, vcc] = [runs.ours, runs.vcc].map((each) => {
      const { median, min } = figureOf(each, row.figure)
      return { median: median - empty.median, min: min - empty.min }
    }) as [Figure, Figure]
    const ratio = { median: ours.median / vcc.median, min: ours.min / vcc.min }
    return { row, slowdown, ours, vcc, ratio }
  })
}

/** Rows in which ours takes more than it may, in words. */
export function tooMuch(results: readonly Result[], by: keyof Figure): readonly string[] {
  return results.flatMap(({ row: { name, unit, most }, slowdown, ours }) =>
    most?.slowdown === slowdown && !(ours[by] <= most.value)
      ? [`${name} at ${slowdown}×: ${ours[by].toFixed(1)} ${unit}, more than ${most.value}`]
      : [],
  )
}

export function tableOf(results: readonly Result[]): string {
  const head = ['', 'CPU', 'ours', 'vcc', 'ratio', 'ours, least', 'vcc, least', 'ratio']
  const lines = results.map(({ row, slowdown, ours, vcc, ratio }) => [
    row.name,
    `${slowdown}×`,
    ...[ours.median, vcc.median].map((value) => `${value.toFixed(1)} ${row.unit}`),
    ratio.median.toFixed(2),
    ...[ours.min, vcc.min].map((value) => `${value.toFixed(1)} ${row.unit}`),
    ratio.min.toFixed(2),
  ])
  return markdownTable([head, ...lines], { align: ['l', 'l', 'r', 'r', 'r', 'r', 'r', 'r'] })
}

const NOTHING: Figure = { median: 0, min: 0 }

function figureOf(runs: Runs, figure: string): Figure {
  const sorted = runs.map((run) => run[figure] ?? Number.NaN).sort((a, b) => a - b)
  return { median: sorted[sorted.length >> 1] ?? Number.NaN, min: sorted[0] ?? Number.NaN }
}
