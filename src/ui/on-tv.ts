/**
 * By name: no media query tells, since some remotes have a pointer. The page may say it, too.
 * @see https://github.com/whichbrowser/parser-javascript/issues/70 Samsung's names
 * @see https://webostv.developer.lge.com/discover/specifications/web-engine/ LG's
 */
export function isOnTv(document: Document): unknown {
  return TV.test(navigator.userAgent) || document.querySelector('[data-consent-remote]')
}

const TV = /smart-?tv|hbbtv|(?:android|google) ?tv|bravia|viera|aquosb|crkey|; aft/i
