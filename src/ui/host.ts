import css from './host.css?inline'
import { addStyle } from './shadow.ts'

/** Our shadow root, and the way to put styles into it. */
export interface Host {
  readonly document: Document
  readonly root: ShadowRoot
  addStyle(css: string): void
  /** Takes over the theme that the page's root element names, where it names one. */
  update(): void
  remove(): void
}

/**
 * Puts `<metalive-consent>` between `<head>` and `<body>`: first in reading order, out of reach of
 * rules for `body *`, and left alone by an app that replaces the body.
 */
export function openHost(document: Document, nonce: string, name = 'metalive-consent'): Host {
  const host = document.createElement(name)
  const root = host.attachShadow({ mode: 'open' })
  addStyle(root, css, nonce)
  const page = document.documentElement
  const update = (): void =>
    host.setAttribute('data-theme', page.getAttribute('data-consent-theme') ?? '')
  update()
  page.insertBefore(host, document.body)
  return {
    document,
    root,
    addStyle: (more) => addStyle(root, more, nonce),
    update,
    remove: () => host.remove(),
  }
}

/** Into the top layer, where no page can cover it. Older browsers keep it as a fixed box. */
export function openPopover(region: HTMLElement): void {
  if (!region.showPopover) return
  region.setAttribute('popover', 'manual')
  region.showPopover()
}

/**
 * Opens a modal dialog, and gives it the focus itself: a button may lie far below, and Orca says the
 * words of a dialog that gets it, but nothing of a heading in one.
 * @throws Error where the page doesn't let it be seen: nothing else could be pressed any more
 */
export function openModal(dialog: HTMLDialogElement): void {
  // HTML would have `autofocus` for that, which Chromium 156 passes over.
  dialog.tabIndex = -1
  dialog.showModal()
  dialog.focus()
  if (dialog.getClientRects().length > 0) return
  dialog.close()
  throw new Error('This page hides the dialog.')
}

/**
 * Whether the focus is in something of ours, where that was opened from, or nowhere, since what was
 * pressed is gone.
 */
export function isOurs({ activeElement, body }: Document): boolean {
  return (
    !activeElement ||
    activeElement === body ||
    activeElement.localName.startsWith('metalive-consent') ||
    activeElement.matches('[data-consent-open], [data-consent-disclosure]')
  )
}

/** What has the focus, in a placeholder's shadow root too. */
export function focusedIn({ activeElement }: Document): HTMLElement | null {
  return (activeElement?.shadowRoot?.activeElement ?? activeElement) as HTMLElement | null
}
