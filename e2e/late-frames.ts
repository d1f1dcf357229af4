import type { Page } from '@playwright/test'

/** What Playwright keeps to itself of a page that it drives by WebDriver BiDi. */
interface Delegate {
  readonly _page: { readonly frameManager: { frame(id: string): unknown } }
  readonly _session: { emit(event: string, params: Committed): boolean }
  _onNavigationCommitted(params: Committed): void
}

interface Committed {
  readonly context: string
  readonly url: string
  readonly navigation: string
}

/**
 * Has Playwright pass over the arrival of a frame that it has forgotten, in pages that are opened later.
 * Else it throws, and whichever test runs then fails: now and then Firefox tells of the frames of a new
 * page before the page itself [seen in Playwright 1.64.1; 1.65.1 is the same, its pull request 40763].
 */
export function outliveLateFrames(page: Page): void {
  const prototype = Object.getPrototypeOf(delegateOf(page)) as Delegate
  const { _onNavigationCommitted } = prototype
  prototype._onNavigationCommitted = function (params) {
    if (this._page.frameManager.frame(params.context)) _onNavigationCommitted.call(this, params)
  }
}

/** Has a frame that nobody knows arrive, as one does that its page has lost. */
export function sendLateFrame(page: Page): void {
  delegateOf(page)._session.emit('browsingContext.navigationCommitted', {
    context: 'nobody’s',
    url: 'about:blank',
    navigation: 'of nobody',
  })
}

function delegateOf(page: Page): Delegate {
  const { _connection: connection } = page as unknown as {
    readonly _connection: { toImpl(page: Page): { readonly delegate: Delegate } }
  }
  return connection.toImpl(page).delegate
}
