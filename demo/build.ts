/** Builds the demo: its pages, and the script-tag files from its own config. */
import { build } from 'vite'
import { buildSite } from '../src/cli/build.ts'
import config from './consent.config.ts'

await build({ configFile: 'demo/vite.config.ts' })
await buildSite({ config, from: 'dist/script-tag', to: 'demo/dist/consent' })
