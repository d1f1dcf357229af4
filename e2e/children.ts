/** Programs that were started with a group, and a descriptor 3, of their own. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** Ends it, and what it started. */
export function end({ pid, exitCode, signalCode }: ChildProcess, signal?: NodeJS.Signals): void {
  if (pid && exitCode === null && signalCode === null) process.kill(-pid, signal)
}

/** The same, until it is gone. */
export async function stop(child: ChildProcess, signal?: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  end(child, signal)
  await exit
}

/** What it tells through descriptor 3: on which display it is, at which address. */
export async function told(child: ChildProcess): Promise<string> {
  const pipe = child.stdio[3]
  if (!pipe) throw new Error('There is no descriptor 3.')
  const [text] = await Promise.race([once(pipe, 'data'), once(child, 'exit')])
  if (!Buffer.isBuffer(text)) throw new Error(`${child.spawnfile} ended at once.`)
  return text.toString().trim()
}
