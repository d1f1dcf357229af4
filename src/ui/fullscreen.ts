interface PrefixedDocument {
  readonly webkitFullscreenElement?: Element | null
}

declare global {
  interface Window {
    /** Chromium's, for whole documents. */
    readonly documentPictureInPicture?: { readonly window: Window | null }
  }
}

/** What of the page is in fullscreen or in a picture of its own: there the visitor looks. */
export function fullscreenOf(document: Document & PrefixedDocument): unknown {
  return (
    document.fullscreenElement ??
    document.webkitFullscreenElement ??
    document.pictureInPictureElement ??
    window.documentPictureInPicture?.window
  )
}
