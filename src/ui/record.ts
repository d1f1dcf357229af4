import type { Config, DecideOptions, Operator, OwnReceipt } from '../core/types.ts'
import dialogCss from './dialog.css?inline'
import { openModal } from './host.ts'
import { type MarksConfig, marksIn, ownCopy, versionOf } from './marks.ts'
import type { LayerOptions } from './mount.ts'
import css from './record.css?inline'
import { scrolling } from './scrolling.ts'
import { drawn, element, wordsOf } from './shadow.ts'
import { fill } from './text.ts'

/** As much of the config as this takes. */
export interface RecordConfig extends MarksConfig {
  readonly operator: Omit<Operator, 'service'>
  readonly disclosure: Pick<Config['disclosure'], 'href'>
}

export interface RecordOptions extends LayerOptions {
  readonly config: RecordConfig
  /** SHA-256 of a text, as receipts have it. */
  hashOf(text: string): Promise<string>
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
      // Else the first button would have the focus, perhaps far below.
      dialog.querySelector('h2')?.focus()
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
          ...numberOf(options, receipts, button),
          tableOf(options),
          p(fill(texts.version, versionOf(consent))),
        ]),
    ...receipts.filter(({ text }) => text !== '').map((each) => shownOf(options, each, button)),
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
  const heading = element(document, 'h2', { id: 'record-title', tabindex: '-1' }, texts.title)
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

type Button = (id: string, text: string, task: (event: Event) => void) => HTMLElement

/** What to tell the site's support, where a server has the receipts. */
function numberOf(
  { config, host }: RecordOptions,
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

function tableOf({ config, consent, host }: RecordOptions): HTMLElement {
  const { document } = host
  const { record: texts } = config.texts
  const { what, choice, when, where } = texts.columns
  const head = [what, choice, when, where].map((text) =>
    element(document, 'th', { scope: 'col', role: 'columnheader' }, text),
  )
  const rows = marksIn(config, consent).map(([title, ...cells]) =>
    element(
      document,
      'tr',
      { role: 'row' },
      element(document, 'th', { scope: 'row', role: 'rowheader' }, title),
      ...cells.map((text) => element(document, 'td', { role: 'cell' }, text)),
    ),
  )
  return element(
    document,
    'table',
    // Browsers forget what a table is where its rows are laid out otherwise.
    { role: 'table' },
    element(
      document,
      'thead',
      { role: 'rowgroup' },
      element(document, 'tr', { role: 'row' }, ...head),
    ),
    element(document, 'tbody', { role: 'rowgroup' }, ...rows),
  )
}

/** The words of one answer, and the means to hold them against the receipt's hash. */
function shownOf(
  { config, host, hashOf }: RecordOptions,
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

function download(document: Document, text: string): void {
  const href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = element(document, 'a', { href, download: 'consent-record.json' })
  link.click()
  // After the browser has begun to read it.
  setTimeout(() => URL.revokeObjectURL(href), 1000)
}
