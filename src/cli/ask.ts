import { type CANCEL_SYMBOL, isCancel, multiselect, text } from '@clack/prompts'
import { UsageError } from './answer.ts'

export interface Question {
  readonly message: string
  /** What is wrong with an answer, if anything is. */
  readonly validate: (answer: string) => string | undefined
}

export interface Selection {
  readonly message: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

/** A person who can be asked. */
export interface Person {
  answer(question: Question): Promise<string>
  /** Any of the options, or none. */
  choose(selection: Selection): Promise<readonly string[]>
}

/** The person at the terminal. */
export const atTerminal: Person = {
  async answer({ message, validate }) {
    return given(await text({ message, validate: (value = '') => validate(value) }))
  },
  async choose({ message, options }) {
    return given(
      await multiselect({ message, options: [...options], required: false, maxItems: 12 }),
    )
  },
}

function given<T>(answer: T | typeof CANCEL_SYMBOL): T {
  if (!isCancel(answer)) return answer
  throw new UsageError('Nothing was written: the questions were left open.')
}
