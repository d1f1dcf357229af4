#!/usr/bin/env node
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { atTerminal } from './ask.ts'
import { run } from './program.ts'

const here = dirname(fileURLToPath(import.meta.url))

// A reader such as `head` may leave before all is written.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

process.exitCode = await run(process.argv.slice(2), {
  from: join(here, 'script-tag'),
  today: new Date().toISOString().slice(0, 10),
  person: atTerminal,
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
})
