/** Builds the demo: its pages, and the script-tag files as a site would, from its own config. */
import picocolors from 'picocolors'
import { build as buildPages } from 'vite'
import { build } from '../src/cli/build.ts'
import config from './consent.config.ts'

await buildPages({ configFile: 'demo/vite.config.ts' })
const answer = await build({
  input: config,
  from: 'dist/script-tag',
  to: 'demo/dist/consent',
  paint: picocolors.createColors(false),
})
console.log(answer.wrong ?? answer.said)
process.exitCode = answer.exitCode
