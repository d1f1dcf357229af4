import type { Choice, Choices, CoreService } from '../core/types.ts'

/** What the visitor has said of it. That it runs by notice, or is exempt, is no answer of theirs. */
export function answerTo(
  { id, purpose, basis = 'consent' }: CoreService,
  choices: Choices,
): Choice | undefined {
  const choice = choices[id]
  const isTheirs = choice === 'denied' || basis === 'consent' || choices[purpose] === 'granted'
  return isTheirs ? choice : undefined
}
