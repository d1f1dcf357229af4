/** The receipts that a visitor has of their own answers, as their record shows them. */
import type { OwnReceipt } from '../core/types.ts'
import type { LayerOptions } from './layers.ts'
import type { MarksConfig } from './marks.ts'
import { drawn, element } from './shadow.ts'
import { fill } from './text.ts'

export interface OwnReceiptsOptions extends Pick<LayerOptions, 'host'> {
  readonly config: Pick<MarksConfig, 'texts'>
  /** SHA-256 of a text, as receipts have it. */
  hashOf(text: string): Promise<string>
}

export type Button = (id: string, text: string, task: (event: Event) => void) => HTMLElement

/** What to tell the site's support, where a server has the receipts. */
export function receiptNumber(
  { config, host }: OwnReceiptsOptions,
  receipts: readonly OwnReceipt[],
  button: Button,
): readonly Node[] {
  const last = receipts.at(-1)
  if (!last) return []
  const { document } = host
  const { record: texts } = config.texts
  const { id } = last.receipt
  const status = element(document, 'span', { role: 'status' })
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(id)
    status.replaceChildren(...drawn(document, texts.copied))
  }
  return [
    element(
      document,
      'p',
      { class: 'number' },
      fill(texts.number, { id }),
      button('copy', texts.copy, () => copy().catch(() => {})),
      status,
    ),
  ]
}

/** The words of one answer, and the means to hold them against the receipt's hash. */
export function formerAnswer(
  { config, host, hashOf }: OwnReceiptsOptions,
  { receipt, text }: OwnReceipt,
  button: Button,
): HTMLElement {
  const { document } = host
  const { lang, record: texts } = config.texts
  const time = new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeStyle: 'medium' })
  const status = element(document, 'span', { role: 'status' })
  const verify = async (): Promise<void> => {
    const isSame = (await hashOf(text)) === receipt.shown?.hash
    status.replaceChildren(...drawn(document, isSame ? texts.verified : texts.altered))
  }
  return element(
    document,
    'details',
    {},
    element(
      document,
      'summary',
      {},
      fill(texts.shown, { time: time.format(new Date(receipt.time)) }),
    ),
    element(
      document,
      'blockquote',
      { lang: receipt.shown?.lang ?? lang },
      ...text.split('\n').map((line) => element(document, 'p', {}, line)),
    ),
    element(
      document,
      'p',
      { class: 'number' },
      button(`verify-${receipt.id}`, texts.verify, () => verify().catch(() => {})),
      status,
    ),
  )
}
