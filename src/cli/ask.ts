import { type CANCEL_SYMBOL, isCancel, multiselect, text } from '@clack/prompts'
import { UsageError } from './answer.ts'

/** Asks a person at the terminal. */
export async function ask(message: string): Promise<string> {
  const answer = await text({
    message,
    validate: (value) => (value?.trim() ? undefined : 'This can’t be empty.'),
  })
  return assertAnswered(answer).trim()
}

/** Lets a person at the terminal choose any of `options`, or none. */
export async function askWhich(
  message: string,
  options: readonly { readonly value: string; readonly label: string }[],
): Promise<readonly string[]> {
  const answer = await multiselect({
    message,
    options: [...options],
    required: false,
    maxItems: 12,
  })
  return assertAnswered(answer)
}

function assertAnswered<T>(answer: T | typeof CANCEL_SYMBOL): T {
  if (!isCancel(answer)) return answer
  throw new UsageError('Nothing was written: the questions were left open.')
}
