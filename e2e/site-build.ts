/** A site's own files, made by its author's command. */
import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Site } from '../demo/server.ts'
import type { Config } from '../src/core/types.ts'

/**
 * Builds each config into one folder, one after the other, and serves it at `/own/` on every host.
 * @returns `consent.js` after each, as a cache keeps it
 */
export async function serveBuilds(
  site: Site,
  configs: readonly Config[],
  hosts: readonly (string | undefined)[] = [undefined],
): Promise<readonly string[]> {
  const to = await mkdtemp(join(tmpdir(), 'consent-site-'))
  const entries: string[] = []
  try {
    for (const config of configs) {
      const file = join(to, 'consent.config.json')
      await writeFile(file, JSON.stringify(config))
      execFileSync('node', ['dist/cli.js', 'build', file, '--out', to])
      entries.push(await readFile(join(to, 'consent.js'), 'utf8'))
    }
    for (const name of await readdir(to)) {
      const body = await readFile(join(to, name), 'utf8')
      for (const host of hosts) site.put(`/own/${name}`, { body, ...(host && { host }) })
    }
  } finally {
    await rm(to, { recursive: true })
  }
  return entries
}

export const OWN_SCRIPT = '<script src="/own/consent.js"></script>'
