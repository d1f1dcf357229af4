/**
 * `npm run screen-reader`: what Orca says of each state, beside this file as text. `npm run build` comes
 * first. `STATES=first,ask` for these alone.
 */
import { writeFile } from 'node:fs/promises'
import { startSite } from '../../demo/server.ts'
import { startEngine } from '../engines.ts'
import { HOSTS } from '../fixtures.ts'
import type { PlaywrightUi } from '../playwright-ui.ts'
import type { Engine } from '../ui.ts'
import { type Desktop, startDesktop } from './desktop.ts'
import { type Orca, startOrca } from './orca.ts'
import { putPages, STATES, type State } from './states.ts'
import { visitor } from './visitor.ts'

// What was started ends at `exit`, which a signal alone doesn't bring.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1))

const wanted = process.env.STATES?.split(',')
const states = STATES.filter(({ id }) => !wanted || wanted.includes(id))
const desktop = await startDesktop()
try {
  const orca = await startOrca(desktop)
  const engine = await startFirefox(desktop)
  for (const state of states) {
    const text = await transcript(state, { orca, engine })
    await writeFile(new URL(`${state.id}.txt`, import.meta.url), text)
    console.log(`${state.id}.txt`)
  }
  await engine.close()
} finally {
  await desktop.close()
}

/** With a window, on that desktop: its own start is English as well. */
function startFirefox({ env }: Desktop): Promise<Engine> {
  return startEngine('firefox', {
    headless: false,
    env: Object.fromEntries(Object.entries(env).map(([name, value = '']) => [name, value])),
    // Whatever runs beside it.
    firefoxUserPrefs: { 'accessibility.force_disabled': -1 },
  })
}

/** Of a visitor with nothing stored. */
async function transcript(
  { given, visit }: State,
  { orca, engine }: { readonly orca: Orca; readonly engine: Engine },
): Promise<string> {
  const site = await startSite({ port: 0, tls: true, site: HOSTS, tracker: 'tracker.localhost' })
  putPages(site)
  const ui = (await engine.open(site)) as PlaywrightUi
  const firefox = ui.page.context().browser()?.version()
  const lines: string[] = []
  try {
    await visit(visitor(ui, orca, lines))
  } finally {
    await ui.close()
    await site.close()
  }
  return `# Orca ${orca.version}, Firefox ${firefox}\n# ${given}\n${lines.join('\n')}\n`
}
