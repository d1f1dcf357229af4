/** What axe-core finds wrong with a page, in every engine. */
import { readFile } from 'node:fs/promises'
import type { Site } from '../demo/server.ts'
import type { Ui } from './ui.ts'

const PATH = '/axe.js'

interface AxeResults {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly object[] }[]
}

export async function serveAxe(site: Site): Promise<void> {
  site.put(PATH, { body: await readFile('node_modules/axe-core/axe.min.js', 'utf8') })
}

/** By rule, with the first place of each; after {@link serveAxe}. */
export async function axeFindings(ui: Ui): Promise<readonly string[]> {
  return ui.evaluate(async (address) => {
    await new Promise((done, fail) => {
      const script = document.createElement('script')
      script.src = address
      script.onload = done
      script.onerror = fail
      document.head.append(script)
    })
    const axe = Reflect.get(window, 'axe') as { run(): Promise<AxeResults> }
    const { violations } = await axe.run()
    return violations.map(({ id, nodes }) => `${id}: ${JSON.stringify(nodes[0])}`)
  }, PATH)
}
