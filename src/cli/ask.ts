import { isCancel, text } from '@clack/prompts'
import { UsageError } from './answer.ts'

/** Asks a person at the terminal. */
export async function ask(message: string): Promise<string> {
  const answer = await text({
    message,
    validate: (value) => (value?.trim() ? undefined : 'This can’t be empty.'),
  })
  if (isCancel(answer)) throw new UsageError('Nothing was written: the questions were left open.')
  return answer.trim()
}
