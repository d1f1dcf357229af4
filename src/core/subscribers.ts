import { bare } from '../plain.ts'
import type { Change, Choice, Choices, ConsentState } from './types.ts'

export type Subscriber<Id extends string> = (state: ConsentState<Id>, change: Change<Id>) => void

/** Those who are told of each state that is another, in the order in which they came. */
export interface Subscribers<Id extends string> {
  /**
   * Tells it of the state as it is.
   * @returns how it goes
   */
  add(subscriber: Subscriber<Id>): () => void
  /** Tells all who haven't heard of the state as it is. */
  tell(): void
  clear(): void
}

/** @param last - hears after all others, and not of the first state */
export function openSubscribers<Id extends string>(
  state: () => ConsentState<Id>,
  last: Subscriber<Id>,
  report: (error: unknown) => void,
): Subscribers<Id> {
  /** Of which state each heard last. */
  const heard = new Map<Subscriber<Id>, ConsentState<Id> | undefined>([[last, state()]])

  /** Those who came while others were being told have heard already, and some may have gone. */
  const tell = (subscriber: Subscriber<Id>): void => {
    const now = state()
    const before = heard.get(subscriber)
    if (before === now || !heard.has(subscriber)) return
    heard.set(subscriber, now)
    try {
      subscriber(now, changeOf(now.choices, before?.choices))
    } catch (error) {
      report(error)
    }
  }

  return {
    add(given) {
      // Each its own, so that one given twice can go once.
      const subscriber: Subscriber<Id> = (state, change) => given(state, change)
      heard.set(subscriber, undefined)
      tell(subscriber)
      return () => heard.delete(subscriber)
    },
    tell() {
      const [, ...subscribers] = heard.keys()
      const now = state()
      for (const subscriber of subscribers) {
        // Who decides has all told anew, in their order.
        if (state() !== now) return
        tell(subscriber)
      }
      tell(last)
    },
    clear: () => heard.clear(),
  }
}

function changeOf(now: Choices, before: Choices = {}): Change {
  const change = bare<{ from: Choice | undefined; to: Choice | undefined }>()
  for (const id in bare({ ...before, ...now } as Record<string, Choice>)) {
    const from = before[id]
    const to = now[id]
    if (from !== to) change[id] = { from, to }
  }
  return change
}
