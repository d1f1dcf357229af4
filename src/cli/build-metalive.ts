/** Builds the ready-made files that the package ships, from METALIVE's own config. */
import { rm } from 'node:fs/promises'
import { metalive } from '../metalive.ts'
import { buildSite } from './build.ts'

await rm('dist/consent', { recursive: true, force: true })
const names = await buildSite({ config: metalive, from: 'dist/script-tag', to: 'dist/consent' })
console.log(`dist/consent: ${names.join(', ')}`)
