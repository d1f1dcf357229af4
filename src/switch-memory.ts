/** The key in `localStorage` that is there while something is switched off that would run: `ga4,clarity`. */
export const OFF = 'metalive_consent_off'

/** Ids of services that were switched off when a page last asked. Never throws. */
export type RecallSwitches = (window: Window) => readonly string[]

/** Read before the first tag, so that one who comes back doesn't run once more what was stopped. */
export const switches: RecallSwitches = (window) => {
  try {
    return window.localStorage.getItem(OFF)?.split(',') ?? []
  } catch {
    return []
  }
}
