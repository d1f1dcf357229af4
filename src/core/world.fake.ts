/** A world for tests: a store in memory, a page that is painted at once. */

import { decodeRecord } from './record.ts'
import type { World } from './world.ts'

export interface FakeWorld extends World {
  /** The text that lies in the store. */
  text(): string
}

/** @param text - What lies in the store at first; empty for nothing. */
export function fakeWorld(text = '', change: Partial<World> = {}): FakeWorld {
  let stored = text
  return {
    text: () => stored,
    store: {
      read: () => decodeRecord(stored),
      write(next) {
        stored = next
        return 'kept'
      },
      stamp: () => stored,
    },
    today: () => 20780,
    newId: () => 'newid123',
    gpc: () => false,
    isAsleep: () => false,
    whenAwake: (task) => task(),
    changed: () => {},
    told: () => {},
    starts: () => {},
    decided: () => {},
    oncePerTask: (task) => task(),
    receipts: async () => [],
    diagnose: async () => [],
    erase: async () => ({ deleted: [], left: [] }),
    language: () => 'ja',
    setLanguage: () => {},
    afterPaint: (task) => task(),
    log: () => {},
    show: () => {},
    ask: async () => {},
    observe: () => {},
    destroy: () => {},
    ...change,
  }
}
