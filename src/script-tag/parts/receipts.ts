import { openNotes } from '../../receipt-notes.ts'

Object.assign(__CONSENT_PARTS__, { receipts: openNotes })
