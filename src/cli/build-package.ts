/** Builds what the package ships beside its code: METALIVE's own files, and the config's schema. */
import { rm, writeFile } from 'node:fs/promises'
import picocolors from 'picocolors'
import { jsonSchema } from '../config.ts'
import { metalive } from '../metalive.ts'
import { build } from './build.ts'

await writeFile('dist/config.schema.json', `${JSON.stringify(jsonSchema(), null, 2)}\n`)
await rm('dist/consent', { recursive: true, force: true })
const answer = await build({
  input: metalive,
  from: 'dist/script-tag',
  to: 'dist/consent',
  paint: picocolors.createColors(false),
})
console.log(answer.wrong ?? answer.said)
process.exitCode = answer.exitCode
