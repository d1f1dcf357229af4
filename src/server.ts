/** The npm entry for servers and edge runtimes: no DOM, no Node. */
export { type ReadOptions, readConsent } from './server/read.ts'
export { type RenewOptions, renew } from './server/renew.ts'
