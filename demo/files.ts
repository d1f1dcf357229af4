import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Reply } from './reply.ts'

/** Paths of a host, and what of the repository lies there. Folders end in `/` on both sides. */
export type Mounts = readonly (readonly [prefix: string, target: string])[]

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** Vite and `buildSite` put eight or more characters of a hash before the ending. */
const HASHED = /-[\w-]{8,}\.\w+$/

/** @returns `undefined` when there is no such file, or when it would lie outside of its folder */
export async function fileReply(mounts: Mounts, pathname: string): Promise<Reply | undefined> {
  const mount = mounts.find(([prefix]) => pathname.startsWith(prefix))
  if (!mount) return undefined
  const [prefix, target] = mount
  const folder = join(ROOT, target)
  try {
    const file = join(folder, decodeURIComponent(pathname.slice(prefix.length)))
    if (!file.startsWith(folder)) return undefined
    const body = await readFile(file.endsWith('/') ? join(file, 'index.html') : file)
    return HASHED.test(file) ? { body, headers: IMMUTABLE } : { body }
  } catch {
    return undefined
  }
}

/** As `metalive-consent build` says: pages in sandboxed frames are of no origin. */
const IMMUTABLE = {
  'cache-control': 'public, max-age=31536000, immutable',
  'access-control-allow-origin': '*',
}
