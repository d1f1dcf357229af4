import type { createColors } from 'picocolors'
import { ConsentConfigError, printable, problemLine } from '../problems.ts'

/** 0 fine, 1 the config or the comparison is wrong, 2 the command or a file can't be used. */
export type ExitCode = 0 | 1 | 2

/** What a command came to, told twice: for programs and for people. */
export interface Answer {
  readonly exitCode: ExitCode
  /** The one document that `--json` prints. */
  readonly data: object
  /** What people read on stdout. */
  readonly said?: string
  /** What people read on stderr. */
  readonly wrong?: string
}

export type Paint = ReturnType<typeof createColors>

/** The command was used wrongly, or a file can't be read or written. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The answer to what was thrown. A bug is told with its stack, and is no fault of the config's. */
export function answerTo(error: unknown, paint: Paint): Answer {
  if (error instanceof ConsentConfigError) {
    const { problems } = error
    const wrong = section(
      paint.red('The config is wrong:'),
      problems.map((each) => problemLine(each)),
    )
    return { exitCode: 1, data: { ok: false, problems }, wrong }
  }
  const message = messageOf(error)
  return {
    exitCode: 2,
    data: { ok: false, error: message },
    wrong: `${paint.red('error:')} ${message}\n`,
  }
}

export function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${[title, ...lines.map((line) => `  ${line}`)].join('\n')}\n`
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return printable(String(error))
  const expected = error instanceof UsageError || 'syscall' in error
  return expected ? printable(error.message) : (error.stack ?? error.message)
}
