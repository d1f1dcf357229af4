/** The npm entry for what only some configs need: `createConsent({ config, parts: { sharedCookie } })`. */

export { openNotes as receipts } from './receipt-notes.ts'
export { sharedCookie } from './shared-cookie.ts'
