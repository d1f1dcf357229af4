/**
 * Slots in the built script-tag files: names that nothing defines. A site's build puts the part of
 * its config there that the file needs, and the names of the files it fetches (`cli/build.ts`).
 */
declare const __CONSENT_CONFIG__: unknown
declare const __CONSENT_FILES__: unknown
/** Of `consent.js` alone: what it holds for configs that need more. */
declare const __CONSENT_PARTS__: object
