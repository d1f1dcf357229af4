/** `npm run lab`: how fast we are beside vanilla-cookieconsent, as a table. `TURNS=21` for more runs. */
import { cpus } from 'node:os'
import { runLab } from './lab.ts'
import { resultsOf, tableOf, tooMuch } from './rows.ts'

const turns = Number(process.env.TURNS ?? 11)
const { browser, speeds } = await runLab({ slowdowns: [1, 4], turns })
const [processor, ...others] = cpus()
const machine = `${1 + others.length} × ${processor?.model}`
const results = speeds.flatMap(resultsOf)
console.log(`${turns} turns, Chromium ${browser}, ${machine}\n\n${tableOf(results)}`)
for (const words of tooMuch(results, 'median')) {
  console.error(words)
  process.exitCode = 1
}
