import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { replaceFiles } from './replace-files.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'consent-replace-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true })
})

const textOf = (name: string): Promise<string> => readFile(join(folder, name), 'utf8')

test('writes what was not there, replaces what was, and leaves the rest', async () => {
  await writeFile(join(folder, 'a'), 'old')
  await writeFile(join(folder, 'other'), 'other')
  await replaceFiles(folder, new Map(Object.entries({ a: 'new', b: 'new' })))
  expect((await readdir(folder)).sort()).toEqual(['a', 'b', 'other'])
  expect(await textOf('a')).toBe('new')
  expect(await textOf('other')).toBe('other')
})

test('a failure in the middle takes back what was done, and leaves no other name', async () => {
  await writeFile(join(folder, 'a'), 'old')
  await mkdir(join(folder, 'c'))
  const files = new Map(Object.entries({ a: 'new', b: 'new', c: 'new', d: 'new' }))
  await expect(replaceFiles(folder, files)).rejects.toThrow('rename')
  expect((await readdir(folder)).sort()).toEqual(['a', 'c'])
  expect(await textOf('a')).toBe('old')
})

test('a name that can’t be written stops it before anything is replaced', async () => {
  await writeFile(join(folder, 'a'), 'old')
  const files = new Map(Object.entries({ a: 'new', [`${'b'.repeat(300)}`]: 'new' }))
  await expect(replaceFiles(folder, files)).rejects.toThrow('ENAMETOOLONG')
  expect(await readdir(folder)).toEqual(['a'])
  expect(await textOf('a')).toBe('old')
})

test('a folder that was made for it goes with it', async () => {
  const files = new Map(Object.entries({ a: 'new', 'no/folder': 'new' }))
  await expect(replaceFiles(join(folder, 'made', 'deep'), files)).rejects.toThrow('ENOENT')
  expect(await readdir(folder)).toEqual([])
})

test('a link stays one, and what it leads to keeps its rights', async () => {
  const target = join(folder, 'target.html')
  await writeFile(target, 'old')
  await chmod(target, 0o600)
  await mkdir(join(folder, 'site'))
  await symlink(target, join(folder, 'site', 'list.html'))
  await replaceFiles(join(folder, 'site'), new Map([['list.html', 'new']]))
  expect((await lstat(join(folder, 'site', 'list.html'))).isSymbolicLink()).toBe(true)
  expect(await readFile(target, 'utf8')).toBe('new')
  expect((await stat(target)).mode & 0o777).toBe(0o600)
})
