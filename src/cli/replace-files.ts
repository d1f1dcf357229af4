import { randomBytes } from 'node:crypto'
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * Writes all of `files` into `folder`, in their order, or none: each is complete under another name
 * before the first gets its own. When one fails, those before it are as they were.
 */
export async function replaceFiles(
  folder: string,
  files: ReadonlyMap<string, string>,
): Promise<void> {
  const made = await mkdir(folder, { recursive: true })
  const suffix = `.${randomBytes(6).toString('hex')}`
  const places = await Promise.all(
    [...files].map(async ([name, text]) => {
      // A link stays one: what it leads to is replaced.
      const path = await realpath(join(folder, name)).catch(() => join(folder, name))
      const beside = join(dirname(path), `.${basename(path)}${suffix}`)
      return { text, path, next: `${beside}.next`, last: `${beside}.last` }
    }),
  )
  try {
    for (const { path, next, text } of places) {
      const { mode } = (await stat(path).catch(() => undefined)) ?? {}
      await writeFile(next, text, { flag: 'wx' })
      if (mode !== undefined) await chmod(next, mode)
    }
    await takePlace(places)
  } catch (error) {
    if (made) await rm(made, { recursive: true })
    throw error
  } finally {
    for (const { next, last } of places) await removeAll([next, last])
  }
}

interface Place {
  readonly path: string
  /** What is to stand there. */
  readonly next: string
  /** What stood there. */
  readonly last: string
}

async function takePlace(places: readonly Place[]): Promise<void> {
  const done: Place[] = []
  try {
    for (const place of places) {
      if (await isFile(place.path)) await copyFile(place.path, place.last)
      await rename(place.next, place.path)
      done.unshift(place)
    }
  } catch (error) {
    for (const { path, last } of done) {
      await ((await isFile(last)) ? rename(last, path) : rm(path))
    }
    throw error
  }
}

async function isFile(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined)
  return found?.isFile() ?? false
}

async function removeAll(paths: readonly string[]): Promise<void> {
  for (const path of paths) await rm(path, { force: true })
}
