/** What a build knows of this package. */
declare const __CONSENT_VERSION__: string

/** Of this package, such as `1.2.0`. */
export const version: string = __CONSENT_VERSION__
