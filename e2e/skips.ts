import type { EngineName } from './browsers.ts'

export interface Skip {
  readonly engine: EngineName
  /** The test's title, whole. */
  readonly title: string
  readonly reason: string
}

/** Pages on which WebKit's driver can't run the scripts that it looks for elements with. */
const DRIVERLESS = [
  'Array.prototype.toJSON, as an old Prototype.js has it',
  'enumerable members on Object.prototype',
  'JSON gone after load',
  'Promise replaced after load',
  'array methods replaced after load',
  'named elements',
]

/** All that an engine doesn't do, or can't be made to do by its driver. */
export const skips: readonly Skip[] = [
  {
    engine: 'webkit',
    title: 'the cookie jar refuses a __Host- cookie from a sibling host',
    reason:
      'libsoup, which keeps the cookies of WebKitGTK, knows no prefixes; Safari has its own jar',
  },
  {
    engine: 'webkit',
    title: 'found: a granted service whose file isn’t there',
    reason: 'WebKitGTK says of no file that it was fetched in vain',
  },
  ...['320×568', '320×256'].map(
    (size): Skip => ({
      engine: 'webkit',
      title: `at ${size} the page’s focus is never under the banner, wherever it goes`,
      reason: 'its window is none that has the focus where it is as narrow as 500 px',
    }),
  ),
  {
    engine: 'webkit',
    title: 'the site is asked as often as the answer’s cache says',
    reason: 'its driver opens private sessions, which have no HTTP cache',
  },
  ...[
    'nothing runs after すべて拒否',
    'all runs after すべて許可',
    '個別に選ぶ says that it fails, and the others answer',
    'whoever sends GPC is asked, if without a reason',
  ].flatMap((end) =>
    DRIVERLESS.map(
      (what): Skip => ({
        engine: 'webkit',
        title: `on a page with ${what} ${end}`,
        reason: 'WebKitWebDriver runs its own scripts in the page, on what the page has broken',
      }),
    ),
  ),
]
