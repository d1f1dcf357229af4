/** Builds what the package ships beside its code: METALIVE's own files, and the schemas. */
import { rm, writeFile } from 'node:fs/promises'
import picocolors from 'picocolors'
import { jsonSchema } from '../config.ts'
import { metalive } from '../metalive.ts'
import { metaliveEn } from '../metalive-en.ts'
import { metaliveJaEasy } from '../metalive-ja-easy.ts'
import { disclosureSchema } from '../published.ts'
import { receiptSchema } from '../receipt-schema.ts'
import { build } from './build.ts'

const write = (name: string, schema: object): Promise<void> =>
  writeFile(`dist/${name}`, `${JSON.stringify(schema, null, 2)}\n`)
await write('config.schema.json', jsonSchema())
await write('disclosure.schema.json', disclosureSchema())
await write('receipt.schema.json', receiptSchema())
await rm('dist/consent', { recursive: true, force: true })
const answer = await build({
  input: { ...metalive, translations: [metaliveJaEasy, metaliveEn] },
  from: 'dist/script-tag',
  to: 'dist/consent',
  paint: picocolors.createColors(false),
})
console.log(answer.wrong ?? answer.said)
process.exitCode = answer.exitCode
