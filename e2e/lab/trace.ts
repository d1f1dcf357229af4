/** What a trace of Chromium says of a page's main thread. */

/** The mark and the tasks alone: whatever else is traced takes time of what it is about. */
export const TRACED = ['blink.user_timing', 'toplevel'] as const

interface TraceEvent {
  readonly name: string
  readonly pid: number
  readonly tid: number
  /** Microseconds. */
  readonly ts: number
  readonly dur?: number
}

/** In milliseconds: of the page that marked `lab`, from then on. */
export function longestTask(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: readonly TraceEvent[] }
  const mark = traceEvents.find(({ name }) => name === 'lab')
  if (!mark) throw new Error('The trace has no mark: the page did not run.')
  const tasks = traceEvents.filter(
    ({ name, pid, tid, ts, dur = 0 }) =>
      name === 'ThreadControllerImpl::RunTask' &&
      pid === mark.pid &&
      tid === mark.tid &&
      ts + dur > mark.ts,
  )
  return Math.max(...tasks.map(({ dur = 0 }) => dur)) / 1000
}
