import type { Ui } from '../ui.ts'
import type { Orca } from './orca.ts'

/** One who goes through a page by keyboard and ear, and writes down both. */
export interface Visitor {
  /** Opens a page, and lets Orca finish what it says of that: how much is a race with the page. */
  open(path: string): Promise<void>
  /** By their X names, one after another. */
  press(...keys: readonly string[]): Promise<void>
  /** Presses Tab until the focus is on what has this name. */
  tabTo(name: string): Promise<void>
  /** Leaves out of the transcript what came before. */
  skip(): void
}

/** @param lines - the transcript: `> key` for each key, and a line for each utterance */
export function visitor(ui: Ui, orca: Orca, lines: string[]): Visitor {
  const listen = async (): Promise<void> => {
    lines.push(...(await orca.heard()).map((words) => words.replace(TODAY, '(today)')))
  }
  const press: Visitor['press'] = async (...keys) => {
    for (const key of keys) {
      lines.push(`> ${key}`)
      orca.press(key)
      await listen()
    }
  }

  return {
    async open(path) {
      await ui.goto(path)
      await orca.heard()
    },
    press,
    async tabTo(name) {
      for (let tries = 0; tries < MOST_STOPS; tries++) {
        await press('Tab')
        if ((await ui.focused())?.name === name) return
      }
      throw new Error(`Tab doesn't come to "${name}":\n${lines.join('\n')}`)
    },
    skip: () => void lines.splice(0),
  }
}

const TODAY = /\b\d{4}\/\d{1,2}\/\d{1,2}\b/g
const MOST_STOPS = 50
