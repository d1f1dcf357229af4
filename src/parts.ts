/** The npm entry for what only some configs need: `createConsent({ config, parts: { sharedCookie } })`. */
export { sharedCookie } from './shared-cookie.ts'
