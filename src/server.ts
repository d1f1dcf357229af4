/** The npm entry for servers and edge runtimes: no DOM, no Node. */
export { type ReadOptions, readConsent } from './server/read.ts'
export {
  type Kept,
  type ReceiptSink,
  type TakeReceiptOptions,
  takeReceipt,
} from './server/receipts.ts'
export { type RenewOptions, renew } from './server/renew.ts'
