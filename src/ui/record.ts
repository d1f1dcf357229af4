import type { DecideOptions, Operator, OwnReceipt } from '../core/types.ts'
import dialogCss from './dialog.css?inline'
import { openModal } from './host.ts'
import type { LayerOptions } from './layers.ts'
import { type MarksConfig, ownCopy, versionOf } from './marks.ts'
import { marksTable } from './marks-table.ts'
import {
  type Button,
  formerAnswer,
  type OwnReceiptsOptions,
  receiptNumber,
} from './own-receipts.ts'
import css from './record.css?inline'
import { scrolling } from './scrolling.ts'
import { element, wordsOf } from './shadow.ts'
import { fill } from './text.ts'

/** As much of the config as this takes. */
export interface RecordConfig extends MarksConfig {
  readonly operator: Omit<Operator, 'service'>
}

export interface RecordOptions extends LayerOptions, OwnReceiptsOptions {
  readonly config: RecordConfig
}

export interface RecordLayer {
  show(): Promise<void>
}

/** What the visitor chose, when, under which words: theirs to read, check, take along and erase. */
export function createRecordLayer(options: RecordOptions): RecordLayer {
  const { config, consent, host } = options
  host.addStyle(dialogCss + css)
  let close = (): void => {}

  return {
    async show() {
      const receipts = await consent.receipts()
      close()
      const { document } = host
      const dialog = element(
        document,
        'dialog',
        {
          class: 'box record',
          part: 'record',
          lang: config.texts.lang,
          'aria-labelledby': 'record-title',
        },
        ...contentOf(options, receipts, () => dialog.close()),
      )
      close = () => dialog.close()
      dialog.addEventListener('close', () => dialog.remove())
      host.root.append(dialog)
      openModal(dialog)
    },
  }
}

function contentOf(
  options: RecordOptions,
  receipts: readonly OwnReceipt[],
  close: () => void,
): readonly Node[] {
  const { config, consent, host } = options
  const { document } = host
  const { record: texts } = config.texts
  const p = (text: string): HTMLElement => element(document, 'p', {}, text)
  const button: Button = (id, text, task) => {
    const attributes = { type: 'button', part: 'button', id: `record-${id}` }
    const created = element(document, 'button', attributes, text)
    created.addEventListener('click', task)
    return created
  }
  const { record } = consent
  const isEmpty = Object.keys(record?.marks ?? {}).length === 0
  const content = [
    ...(isEmpty
      ? [p(texts.none)]
      : [
          ...receiptNumber(options, receipts, button),
          marksTable(options),
          p(fill(texts.version, versionOf(consent))),
        ]),
    ...receipts
      .filter(({ text }) => text !== '')
      .map((each) => formerAnswer(options, each, button)),
    p(texts.eraseNote),
    p(fill(texts.contact, { ...config.operator })),
  ]
  const actions = [
    button('download', texts.download, () => download(document, ownCopy(consent, receipts))),
    button('withdraw', texts.withdraw, (event) => {
      const by = pressed(event, 'withdraw', options)
      close()
      consent.withdraw(undefined, by)
    }),
    button('erase', texts.erase, (event) => {
      const by = pressed(event, 'erase', options)
      close()
      // Its own dialog says what became of it.
      consent.erase(by).catch(() => {})
    }),
    button('close', texts.close, close),
  ]
  const heading = element(document, 'h2', { id: 'record-title' }, texts.title)
  return [
    element(document, 'div', { class: 'head' }, heading),
    scrolling(document, 'content', ...content),
    element(
      document,
      'div',
      { class: 'tail' },
      element(document, 'div', { class: 'actions' }, ...actions),
    ),
  ]
}

/** For the receipt. The words of former answers have receipts of their own. */
function pressed(
  { currentTarget }: Event,
  button: 'withdraw' | 'erase',
  { config, host }: RecordOptions,
): DecideOptions {
  const words = (currentTarget as Element).closest('dialog')?.cloneNode(true) as Element
  for (const each of words.querySelectorAll('details')) each.remove()
  const text = wordsOf(host.document, words)
  const shown = { layer: 'record', button, lang: config.texts.lang, text } as const
  return { source: 'preferences', shown }
}

function download(document: Document, text: string): void {
  const href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = element(document, 'a', { href, download: 'consent-record.json' })
  link.click()
  // After the browser has begun to read it.
  setTimeout(() => URL.revokeObjectURL(href), 1000)
}
