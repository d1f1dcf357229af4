import type { AskOptions } from '../core/types.ts'
import { find, includes } from '../plain.ts'
import css from './ask.css?inline'
import { type AskDialogOptions, askDialog } from './ask-dialog.ts'
import { type AskConfig, subjectOf } from './ask-subject.ts'
import dialogCss from './dialog.css?inline'
import { refusedByGpc } from './gpc.ts'
import { focusedIn, type Host, isOurs, openModal } from './host.ts'
import type { LayerOptions } from './layers.ts'

export interface AskLayerOptions extends LayerOptions {
  readonly config: AskConfig
}

export interface AskLayer {
  /**
   * Resolves once the question is over. One about the same id joins it, others wait their turn.
   *
   * @returns whether it was cut off: the layers are gone, and it was neither answered nor left
   */
  ask(id: string, options: AskOptions): Promise<boolean>
}

/** Asks about one purpose or service where it is needed. Nothing is granted before a press. */
export function createAskLayer(options: AskLayerOptions): AskLayer {
  const { config, consent, host } = options
  host.addStyle(dialogCss + css)
  const asking = new Map<string, Promise<boolean>>()
  let last: Promise<unknown> = Promise.resolve()

  /** Where no answer would count nobody is asked: while nothing can be, nothing is open either. */
  const canAsk = (id: string): boolean => {
    const { choices, off, status } = consent.state
    if (includes(off, id)) return false
    return choices[id] ? choices[id] === 'denied' : status !== 'decided'
  }

  const turn = async (
    id: string,
    { why }: AskOptions,
    before: Promise<unknown>,
  ): Promise<boolean> => {
    await before
    try {
      const subject = subjectOf(id, config, consent.state.off)
      if (!subject) throw new Error(`ask(): "${id}" takes no answer.`)
      // The answer before may have settled it, and nobody is asked for what GPC refuses.
      if (!canAsk(id) || isRefusedByGpc(id, options)) return false
      if (!host.root.isConnected) return true
      return await question({ ...options, subject, why, canAsk: () => canAsk(id) })
    } finally {
      asking.delete(id)
    }
  }

  return {
    ask(id, given) {
      const known = asking.get(id)
      if (known) return known
      const asked = turn(id, given, last)
      asking.set(id, asked)
      last = asked.catch(() => {})
      return asked
    },
  }
}

function isRefusedByGpc(id: string, { config, consent }: AskLayerOptions): boolean {
  const service = find(config.services, (each) => each.id === id)
  const refused = refusedByGpc(consent.state, [...config.purposes, ...config.services])
  return find(refused, (each) => each.id === id || each.id === service?.purpose) !== undefined
}

interface QuestionOptions extends AskLayerOptions, Pick<AskDialogOptions, 'subject' | 'why'> {
  canAsk(): boolean
}

/**
 * Resolves once it was answered and all have heard, was left, or is answered elsewhere.
 *
 * @returns whether it was cut off
 */
function question(options: QuestionOptions): Promise<boolean> {
  const { consent, host, subject, canAsk } = options
  const { document } = host
  const { id } = subject
  const before = consent.state.choices[id]
  const opener = focusedIn(document)
  const waits = (): boolean => includes(consent.waiting, id)
  let answered = false
  const dialog = askDialog(options, (choice, shown) => {
    answered = true
    dialog.close()
    consent.decide({ [id]: choice }, { source: 'ask', shown })
    // Who is asked for their age now is taken along to that, and comes back after it.
    if (waits()) focusedIn(document)?.blur()
  })
  const isOver = (): boolean => {
    if (!canAsk() || !host.root.isConnected) return true
    return answered ? !waits() : consent.state.choices[id] !== before
  }
  open(dialog, host)

  return new Promise((done) => {
    let unsubscribe = (): void => {}
    let ended = false
    const end = (): void => {
      if (ended) return
      ended = true
      unsubscribe()
      dialog.close()
      dialog.remove()
      if (isOurs(document)) opener?.focus({ preventScroll: true })
      done(!answered && !host.root.isConnected)
    }
    dialog.addEventListener('close', () => {
      if (!answered) end()
    })
    unsubscribe = consent.subscribe(() => {
      if (isOver()) end()
    })
  })
}

function open(dialog: HTMLDialogElement, { root }: Host): void {
  root.append(dialog)
  try {
    openModal(dialog)
  } catch (error) {
    dialog.remove()
    throw error
  }
}
