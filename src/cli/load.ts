import { readFile, stat } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createJiti } from 'jiti'
import type { DisclosureDocument } from '../disclosure/document.ts'
import { ConsentConfigError, printable } from '../problems.ts'
import { parseDisclosure } from '../published.ts'
import { UsageError } from './answer.ts'

const CODE = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs']

/**
 * Reads what a config file says, unchecked.
 *
 * @throws UsageError where there is no such file, ConsentConfigError where it can't be understood
 */
export async function loadInput(path: string): Promise<unknown> {
  const extension = extname(path)
  if (extension !== '.json' && !CODE.includes(extension)) {
    throw new UsageError(`${path} is no config: its name must end in .json, ${CODE.join(', ')}.`)
  }
  await assertFile(path)
  return extension === '.json' ? readJson(path) : runCode(path)
}

/** Reads a published list of recipients. */
export async function loadDisclosure(path: string): Promise<DisclosureDocument> {
  await assertFile(path)
  try {
    return parseDisclosure(await readFile(path, 'utf8'))
  } catch (error) {
    throw new UsageError(`${path} is no published list: ${reasonOf(error)}`)
  }
}

async function assertFile(path: string): Promise<void> {
  const found = await stat(path).catch((error: Error) => {
    throw new UsageError(`${path} can't be read: ${error.message}`)
  })
  if (!found.isFile()) throw new UsageError(`${path} can't be read: it is no file.`)
}

/** `$schema` is for editors, and no part of the config. */
async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8')
  const value = understand(() => JSON.parse(text), `${path} must be JSON`)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const { $schema, ...config } = value as Record<string, unknown>
  return config
}

async function runCode(path: string): Promise<unknown> {
  const from = pathToFileURL(resolve(path)).href
  // Another run must see what was edited since, and leave nothing behind.
  const jiti = createJiti(from, { fsCache: false, moduleCache: false, interopDefault: false })
  const module = await jiti.import<object>(resolve(path)).catch((error: unknown) => {
    throw unintelligible(`can't be run: ${reasonOf(error)}`, `mend ${path}`)
  })
  if (!('default' in module)) {
    throw unintelligible(`${path} has no default export`, 'export default defineConfig({ … })')
  }
  return module.default
}

function understand<T>(read: () => T, message: string): T {
  try {
    return read()
  } catch (error) {
    throw unintelligible(`${message}: ${reasonOf(error)}`, 'compare it with JSON that is right')
  }
}

function unintelligible(message: string, suggestion: string): ConsentConfigError {
  return new ConsentConfigError([{ path: '', message, suggestion }])
}

function reasonOf(error: unknown): string {
  return printable(error instanceof Error ? error.message : String(error))
}
