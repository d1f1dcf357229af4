import { execFileSync } from 'node:child_process'
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Desktop } from './desktop.ts'

export interface Orca {
  readonly version: string
  /** Presses a key as a person does, by its X name, e.g. `Tab`: Orca has it before the page. */
  press(key: string): void
  /** What was said since the last call, once nothing more comes. */
  heard(): Promise<readonly string[]>
}

/** How long Orca says nothing before it is taken to be done, in milliseconds. */
const SILENCE = 1_000
const PATIENCE = 30_000

/** Starts Orca, and waits for its first words. */
export async function startOrca({ start, env, home }: Desktop): Promise<Orca> {
  const version = execFileSync('orca', ['--version'], { env }).toString().trim()
  const file = join(home, 'spoken.log')
  await writeFile(file, '')
  await keepSpoken(join(home, 'data/orca'), file)
  await hideOtherOrcas(join(home, 'bin'))
  start('env', [`PATH=${join(home, 'bin')}:${env.PATH}`, 'orca'])

  let known = 0
  const orca: Orca = {
    version,
    press: (key) => void execFileSync('xdotool', ['key', key], { env }),
    async heard() {
      const all = await untilSilence(file)
      const fresh = all.slice(known)
      known = all.length
      return fresh
    },
  }
  for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
    if ((await orca.heard()).length > 0) return orca
  }
  throw new Error('Orca says nothing.')
}

/** Orca's own way to be extended. Its debug file comes in blocks, too late for who waits for words. */
async function keepSpoken(settings: string, file: string): Promise<void> {
  await mkdir(settings, { recursive: true })
  const lines = [
    'import logging',
    'import orca.settings',
    `logging.getLogger('speech').addHandler(logging.FileHandler('${file}'))`,
    // The keys are in the transcript already.
    'orca.settings.enableKeyEcho = False',
  ]
  await writeFile(join(settings, 'orca-customizations.py'), `${lines.join('\n')}\n`)
}

/** It won't run beside another one of the same user, even on a desktop of its own: it finds none. */
async function hideOtherOrcas(bin: string): Promise<void> {
  await mkdir(bin)
  await symlink('/bin/true', join(bin, 'pgrep'))
}

async function untilSilence(file: string): Promise<readonly string[]> {
  let said = await utterances(file)
  for (let quiet = Date.now(); Date.now() - quiet < SILENCE; await sleep(100)) {
    const now = await utterances(file)
    if (now.length > said.length) quiet = Date.now()
    said = now
  }
  return said
}

async function utterances(file: string): Promise<readonly string[]> {
  const text = await readFile(file, 'utf8')
  // The quotes may be followed by the voice.
  const spoken = text.matchAll(/^SPEECH OUTPUT: '(.*)'(?: voice=\w+)? ?(?:\{.*\})?$/gm)
  return [...spoken].flatMap(([, words = '']) => words.trim() || [])
}
