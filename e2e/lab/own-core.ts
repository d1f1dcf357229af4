/**
 * A processor is slowed down by a pause of the page's thread for as long as went by, times three: what
 * other processes take of that thread's core would count as the page's, four times over.
 */
import { execFileSync } from 'node:child_process'
import { cpus } from 'node:os'
import type { Browser } from '@playwright/test'

const PAGES = cpus().length - 1
const OTHERS = `0-${PAGES - 1}`

/** Leaves the last core to the main threads of pages, and the others to all else of the browser. */
export async function giveOwnCore(browser: Browser): Promise<void> {
  // Elsewhere a system lets nobody choose; and one core is nobody's own.
  if (process.platform !== 'linux' || PAGES === 0) return
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  for (const { id, type } of processInfo) {
    run('--all-tasks', OTHERS, id)
    // Its main thread has the number of the process.
    if (type === 'renderer') run('', `${PAGES}`, id)
  }
}

function run(flag: string, cores: string, id: number): void {
  const args = [flag, '--cpu-list', '--pid', cores, `${id}`].filter(Boolean)
  execFileSync('taskset', args, { stdio: 'ignore' })
}
