/** `npm run demo`: serves the built demo until it is interrupted. */
import { type Site, startSite } from './server.ts'

const port = Number(process.env.PORT ?? 4173)

try {
  const receipts = process.env.RECEIPTS
  const demo = await startSite({
    port,
    site: ['localhost'],
    tracker: 'tracker.localhost',
    ...(receipts && { receipts }),
  })
  console.log(`METALIVE demo  ${demo.origin()}/`)
  console.log(`QA page        ${demo.origin()}/qa.html`)
  endOnSignal(demo)
} catch (error) {
  console.error(explain(error))
  process.exitCode = 1
}

function endOnSignal(demo: Site): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void demo.close())
  }
}

function explain(error: unknown): unknown {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  return isTaken ? `Port ${port} is taken. Choose another: PORT=4174 npm run demo` : error
}
