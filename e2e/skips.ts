import type { EngineName } from './browsers.ts'

export interface Skip {
  readonly engine: EngineName
  /** The test's title, whole. */
  readonly title: string
  readonly reason: string
}

/** All that an engine doesn't do, or can't be made to do by its driver. */
export const skips: readonly Skip[] = [
  {
    engine: 'webkit',
    title: 'the cookie jar refuses a __Host- cookie from a sibling host',
    reason:
      'libsoup, which keeps the cookies of WebKitGTK, knows no prefixes; Safari has its own jar',
  },
]
