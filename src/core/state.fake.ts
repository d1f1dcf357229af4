import type { ConsentState } from './types.ts'

/** The state of one who has decided, has nothing to be asked, and was granted nothing. */
export function fakeState(change: Partial<ConsentState> = {}): ConsentState {
  return {
    status: 'decided',
    choices: {},
    asks: [],
    reasons: [],
    gpc: false,
    reworded: false,
    off: [],
    age: 'unknown',
    ...change,
  }
}
