/**
 * A lock among the processes of one machine, as a file of tickets, one a line:
 *
 *     5f1c0a9be2d7 4711 1234567
 *     │            │    └ when that process started, as Linux counts; - elsewhere
 *     │            └ process
 *     └ ticket, random; alone in a line it has been given back
 *
 * The first ticket whose process lives has the lock. Tickets are added at the end, each in one write,
 * and only the holder empties the file. So one that was killed is passed over at once, and nobody has
 * to take away a lock that looks stale, which another may have taken meanwhile. The packages do just
 * that, and wait: proper-lockfile (last changed in 2021) ten seconds, cross-process-lock twenty
 * minutes; fs-native-extensions asks the system, with a binary for each. Several machines, or containers,
 * don't see each other's processes: they need a database.
 */
import { randomBytes } from 'node:crypto'
import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 5
const PATIENCE_MS = 10_000
const RETRY_MS = 500
/** In lines. While others wait, the file grows up to here before it is emptied. */
const MAX_LINES = 500
const UNTOLD = '-'
const PRIVATE = { mode: 0o600 }

/**
 * Does `work` while nobody else does any under the lock at `path`, in this process or in another.
 *
 * @throws Error if others have had it for ten seconds
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const ticket = randomBytes(6).toString('hex')
  const line = `${ticket} ${process.pid} ${(await startOf(process.pid)) ?? UNTOLD}`
  await add(line, path)
  try {
    await waitFor(line, path)
    return await work()
  } finally {
    await giveBack(ticket, path)
  }
}

async function waitFor(line: string, path: string): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(POLL_MS)) {
    const lines = await linesOf(path)
    if ((await firstOf(lines)) === line) return
    // Whoever empties the file takes out those who wait, too.
    if (!lines.includes(line)) await add(line, path)
  }
  throw new Error(`${path} has been held by others for ${PATIENCE_MS / 1000} seconds`)
}

/** On a line of its own, even after one that a kill cut. */
function add(line: string, path: string): Promise<void> {
  return appendFile(path, `\n${line}\n`, PRIVATE)
}

/** Tries until it succeeds: a ticket that stayed would keep everyone out while this process lives. */
async function giveBack(ticket: string, path: string): Promise<void> {
  try {
    const lines = await linesOf(path)
    const isFirst = (await firstOf(lines))?.startsWith(ticket)
    const isLast = lines.filter(isTicket).at(-1)?.startsWith(ticket)
    if (isFirst && (isLast || lines.length > MAX_LINES)) await writeFile(path, '', PRIVATE)
    else await add(ticket, path)
  } catch {
    setTimeout(() => void giveBack(ticket, path), RETRY_MS).unref()
  }
}

/** The ticket that has the lock. */
async function firstOf(lines: readonly string[]): Promise<string | undefined> {
  for (const line of lines) {
    const [ticket = '', pid, start] = line.split(' ')
    const isOut = start !== undefined && !lines.includes(ticket)
    if (isOut && (await isAlive(Number(pid), start))) return line
  }
  return undefined
}

function isTicket(line: string): boolean {
  return line.includes(' ')
}

async function linesOf(path: string): Promise<readonly string[]> {
  try {
    return (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '')
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** Another process may have got the number since, and one that ended may not have been noticed yet. */
async function isAlive(pid: number, start: string): Promise<boolean> {
  const now = start === UNTOLD ? undefined : await startOf(pid)
  if (now !== undefined) return now === start
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
async function startOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => undefined)
  // The second field is a name, in which anything may stand.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields?.[0] === 'Z' || fields?.[0] === 'X' ? 'ended' : fields?.[19]
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}
