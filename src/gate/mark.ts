/** What authors write on an element that belongs to a service or a purpose. */
export const MARKED = '[data-consent-service],[data-consent-purpose]'

/** The id that an element is marked with; the service's decides where both are there. */
export function markOf(element: Element): string {
  return (
    element.getAttribute('data-consent-service') ??
    element.getAttribute('data-consent-purpose') ??
    ''
  )
}
