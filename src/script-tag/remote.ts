/** `consent-remote.js`: arrow keys and OK, on TV sets. */
export { openRemote } from '../ui/remote.ts'
