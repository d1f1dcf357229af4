/** A page: by http or https, or of this site. No colon comes before its path. */
const PAGE = /^(?:https?:|[^:]*(?:[/?#]|$))/i

/**
 * Where a link may lead. A config in a page is not checked as one in a build is: an address that
 * would run something, such as `javascript:`, leads nowhere.
 */
export function pageAddress(href: string): string {
  return PAGE.test(href) ? href : '#'
}
