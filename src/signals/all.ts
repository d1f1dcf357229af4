import type { Choices } from '../core/types.ts'
import type { OpenSignals, Signals } from './engine.ts'

/** All who tell platforms, as one. */
export function openSignals(
  parts: readonly (OpenSignals | undefined)[],
  ...args: Parameters<OpenSignals>
): Required<Signals> {
  const all: Signals[] = []
  for (const open of parts) {
    if (open) all[all.length] = open(...args)
  }
  let told: Choices | undefined
  return {
    follow(choices) {
      // Asked before each tag.
      if (choices === told) return
      told = choices
      for (const each of all) each.follow(choices)
    },
    starts(id) {
      for (const each of all) each.starts?.(id)
    },
  }
}
