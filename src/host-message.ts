/**
 * What a frame and the page around it say to each other, by `postMessage`:
 *
 *     frame to page   { type: 'metalive-consent:ask', format: 1 }
 *     page to frame   { type: 'metalive-consent:state', format: 1, choices: { analytics: 'granted' } }
 *
 * A frame asks once; the page answers at once, and again after every change. `choices` are those of the
 * page's state, by id of purpose or service. Nothing else is said of the visitor: no record, no day.
 */
import type { Choice, Choices } from './core/types.ts'
import { entries, some } from './plain.ts'

const [ASK, STATE] = ['metalive-consent:ask', 'metalive-consent:state'] as const
const FORMAT = 1

/** More ids than any config has. */
const MOST = 500

export const ask: object = { type: ASK, format: FORMAT }

export const stateOf = (choices: Choices): object => {
  return { type: STATE, format: FORMAT, choices: { ...choices } }
}

export function isAsk(message: unknown): boolean {
  return isOf(ASK, message)
}

/** `undefined` if anything in the message isn't as it should be. */
export function choicesIn(message: unknown): Choices | undefined {
  if (!isOf(STATE, message)) return undefined
  const { choices } = message as { readonly choices?: unknown }
  if (typeof choices !== 'object' || choices === null) return undefined
  const said = entries(choices as Readonly<Record<string, Choice>>)
  const isWrong = some(said, ([, choice]) => choice !== 'granted' && choice !== 'denied')
  return isWrong || said.length > MOST ? undefined : (choices as Choices)
}

function isOf(wanted: string, message: unknown): boolean {
  const { type, format } = (message ?? {}) as { readonly type?: unknown; readonly format?: unknown }
  return type === wanted && format === FORMAT
}
