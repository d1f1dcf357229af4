/** Receipts, as a browser keeps them and as it sends them. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { Site } from '../demo/server.ts'
import type { Receipt } from '../src/core/receipt.ts'
import type { Consent, OwnReceipt } from '../src/core/types.ts'
import { OUTBOX } from '../src/receipt-notes.ts'
import type { Ui } from './ui.ts'

/** The demo's own build: it sends receipts. */
export const RECEIPTS_SCRIPT = '<script src="/consent/consent.js"></script>'
export const RECEIPTS_PATH = '/consent/receipts'

/** What the published schema says of it; nothing when it fits. */
export function misfits(receipt: unknown): readonly object[] {
  const validate = validator()
  return validate(receipt) ? [] : (validate.errors ?? [])
}

function validator(): ValidateFunction {
  const ajv = new Ajv2020({ validateFormats: false })
  return ajv.compile(JSON.parse(readFileSync('dist/receipt.schema.json', 'utf8')))
}

/** By other code than the browser's. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/** What was posted to the endpoint so far, as it came. */
export function posted({ log }: Site): readonly string[] {
  return log.filter(({ path }) => path === RECEIPTS_PATH).map(({ body }) => body)
}

export const receiptsIn = (bodies: readonly string[]): readonly Receipt[] =>
  bodies.map((body) => JSON.parse(body))

/** What the browser has kept of them. */
export async function ownReceipts(ui: Ui): Promise<readonly OwnReceipt[]> {
  return ui.evaluate(() => (window.metaliveConsent as Consent).receipts())
}

/** Keys of ours in `localStorage`. */
export async function receiptKeys(ui: Ui): Promise<readonly string[]> {
  return ui.evaluate(() =>
    Object.keys(localStorage).filter((key) => key.startsWith('metalive_consent')),
  )
}

/** Ends the time that a failure puts the next try off for: half a minute at least, a day at most. */
export async function endBackOff(ui: Ui): Promise<void> {
  await ui.evaluate((outbox) => {
    if (localStorage.getItem(outbox)) localStorage.setItem(outbox, '1.0')
  }, OUTBOX)
}

/** Takes kana off the screen: a receipt has the words, without how they are read. */
export async function hideReadings(ui: Ui): Promise<void> {
  await ui.evaluate(() => {
    const root = document.querySelector('metalive-consent')?.shadowRoot
    for (const each of root?.querySelectorAll('rt') ?? []) each.hidden = true
  })
}

/** Every line that a reader sees there. */
export const linesOf = (rendered: string): readonly string[] =>
  rendered
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
