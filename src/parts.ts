/** The npm entry for what only some configs need: `createConsent({ config, parts: { sharedCookie } })`. */

export { frames } from './frames.ts'
export { host } from './host.ts'
export { languages } from './languages.ts'
export { openNotes as receipts } from './receipt-notes.ts'
export { sharedCookie } from './shared-cookie.ts'
export { signals } from './signals/engine.ts'
export { google } from './signals/google.ts'
export { switches } from './switch-memory.ts'
