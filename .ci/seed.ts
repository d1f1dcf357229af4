/** One seed for all random tests of a run, said once. `SEED=… npm test` repeats the run. */
import fc from 'fast-check'

// Processes that this one starts have it from here.
if (!process.env.SEED) {
  process.env.SEED = String(Date.now() % 2 ** 31)
  console.log(`SEED=${process.env.SEED}`)
}
fc.configureGlobal({ seed: Number(process.env.SEED) })
