import { hashOf } from '../core/receipt.ts'
import type { DecideOptions, OwnReceipt } from '../core/types.ts'
import { type MarkShown, marksIn, ownCopy, versionOf } from '../ui/marks.ts'
import { fill, type RecordTexts } from '../ui/text.ts'
import {
  type Action,
  type Asking,
  type Drawn,
  type LayerView,
  proofOf,
  type Stage,
} from './stage.ts'

/** The visitor's own record: what was chosen, when, where and under which words. */
export interface RecordView extends LayerView {
  readonly layer: 'record'
  /** Instead of all the rest but the actions, for one who has answered nothing. */
  readonly none: string | null
  /** Names those of {@link marks}. */
  readonly columns: MarkShown
  readonly marks: readonly MarkShown[]
  readonly version: string
  /** Of the last receipt, with the words for a button that copies it. */
  readonly number: {
    readonly id: string
    readonly text: string
    readonly copy: string
    readonly copied: string
  } | null
  /** The words of former answers: drawn in `<details>`, or left out of the text that `press` is given. */
  readonly answers: readonly FormerAnswer[]
  /** What `erase` does. */
  readonly note: string
  readonly contact: string
  /** All of it as a file, to be offered by a link or button of this text. */
  readonly download: { readonly text: string; readonly name: string; readonly content: string }
  readonly actions: readonly Action<'withdraw' | 'erase' | 'close'>[]
}

export interface FormerAnswer {
  readonly id: string
  readonly title: string
  readonly lang: string
  readonly text: string
  /** A button's text. */
  readonly verify: string
  /** Holds the words against the receipt's hash, and says in words what came of it. */
  check(): Promise<string>
}

export interface RecordOptions extends Stage {
  /** What `consent.receipts()` resolves with. */
  readonly receipts: readonly OwnReceipt[]
}

export function recordView(options: RecordOptions): RecordView {
  const { consent, config, receipts, status = '', close } = options
  const { lang, record: texts } = config.texts
  const { columns } = texts
  const marks = marksIn(config, consent)
  const isEmpty = marks.length === 0
  return {
    layer: 'record',
    lang,
    title: texts.title,
    none: isEmpty ? texts.none : null,
    columns: [columns.what, columns.choice, columns.when, columns.where],
    marks,
    version: isEmpty ? '' : fill(texts.version, versionOf(consent)),
    number: numberOf(receipts, texts),
    answers: answersOf(options),
    note: texts.eraseNote,
    contact: fill(texts.contact, { ...config.operator }),
    download: {
      text: texts.download,
      name: 'consent-record.json',
      content: ownCopy(consent, receipts),
    },
    status,
    words: [texts.title, texts.eraseNote, texts.withdraw, texts.erase],
    actions: [
      {
        id: 'withdraw',
        text: texts.withdraw,
        press(_by, drawn) {
          consent.withdraw(undefined, byPress(options, 'withdraw', drawn))
          close()
        },
      },
      {
        id: 'erase',
        text: texts.erase,
        press(_by, drawn) {
          // What couldn't be deleted is told to the visitor by a dialog of its own.
          consent.erase(byPress(options, 'erase', drawn)).catch(consent.report)
          close()
        },
      },
      { id: 'close', text: texts.close, press: close },
    ],
  }
}

function byPress(
  { consent, config, say }: RecordOptions,
  button: 'withdraw' | 'erase',
  drawn: Drawn,
): DecideOptions {
  const { lang } = config.texts
  const asking: Asking = { consent, layer: 'record', lang, words: [], pressAgain: '', say }
  return { source: 'preferences', shown: proofOf(asking, button, withoutFormer(drawn)) }
}

/** Former answers have receipts of their own. */
function withoutFormer(drawn: Drawn): Drawn {
  if (typeof drawn === 'string') return drawn
  const words = drawn.cloneNode(true) as Element
  for (const each of words.querySelectorAll('details')) each.remove()
  return words
}

function numberOf(receipts: readonly OwnReceipt[], texts: RecordTexts): RecordView['number'] {
  const last = receipts.at(-1)
  if (!last) return null
  const { id } = last.receipt
  return { id, text: fill(texts.number, { id }), copy: texts.copy, copied: texts.copied }
}

function answersOf({ config, receipts }: RecordOptions): readonly FormerAnswer[] {
  const { lang, record: texts } = config.texts
  const time = new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeStyle: 'medium' })
  const proven = receipts.filter(({ text }) => text !== '')
  return proven.map(({ receipt, text }) => ({
    id: receipt.id,
    title: fill(texts.shown, { time: time.format(new Date(receipt.time)) }),
    lang: receipt.shown?.lang ?? lang,
    text,
    verify: texts.verify,
    async check() {
      return (await hashOf(text)) === receipt.shown?.hash ? texts.verified : texts.altered
    },
  }))
}
