/** A question at the point of need, as it is drawn. */
import type { Choice, Shown } from '../core/types.ts'
import { filter, join, map } from '../plain.ts'
import { pageAddress } from './address.ts'
import { plainText } from './annotations.ts'
import type { AskConfig, AskService, Subject } from './ask-subject.ts'
import type { LayerOptions } from './layers.ts'
import { scrolling } from './scrolling.ts'
import { drawn, element, wordsOf } from './shadow.ts'
import { fill } from './text.ts'

export interface AskDialogOptions extends Pick<LayerOptions, 'host' | 'isTrusted'> {
  readonly config: AskConfig
  readonly subject: Subject
  /** What the page says it is needed for. */
  readonly why: string | undefined
}

/** Tells of an answer, and decides nothing. */
export function askDialog(
  options: AskDialogOptions,
  onAnswer: (choice: Choice, shown: Shown) => void,
): HTMLDialogElement {
  const { config, host, isTrusted, subject } = options
  const { document } = host
  const { lang, ask: texts } = config.texts
  const title = fill(texts.title, { name: subject.name })
  const status = element(document, 'p', { role: 'status' })

  const button = (id: string, text: string, task: (event: Event) => void): HTMLElement => {
    const created = element(document, 'button', { type: 'button', part: 'button', id }, text)
    created.addEventListener('click', task)
    return created
  }
  /** Both alike: only their words and their ids, which no page's style reaches, differ. */
  const answer = (choice: Choice, name: 'allow' | 'deny'): HTMLElement =>
    button(`ask-${name}`, texts[name], (event) => {
      if (choice === 'granted' && !isTrusted(event)) {
        status.replaceChildren(...drawn(document, texts.pressAgain))
      } else onAnswer(choice, { layer: 'ask', button: name, lang, text: wordsOf(document, dialog) })
    })
  const close = button('ask-close', '×', () => dialog.close())
  close.className = 'close'
  close.setAttribute('aria-label', plainText(texts.close))

  const dialog = element(
    document,
    'dialog',
    { class: 'box ask', part: 'ask', lang, 'aria-labelledby': 'ask-title' },
    element(
      document,
      'div',
      { class: 'head' },
      element(document, 'h2', { id: 'ask-title' }, title),
      close,
    ),
    scrolling(document, 'content', ...contentOf(options)),
    element(
      document,
      'div',
      { class: 'tail' },
      status,
      element(
        document,
        'div',
        { class: 'actions' },
        answer('granted', 'allow'),
        answer('denied', 'deny'),
      ),
    ),
  )
  return dialog
}

/** What for, who receives what, and what a refusal costs. */
function contentOf({ config, host, subject, why }: AskDialogOptions): readonly Node[] {
  const { document } = host
  const { ask: texts, banner, listSeparator } = config.texts
  const { services, service, lost, use } = subject
  const p = (text: string): HTMLElement => element(document, 'p', {}, text)
  const itemsOf = ({ sends }: AskService): string[] =>
    map(sends, (item) => config.texts.items[item] ?? item)
  const list = (items: readonly string[]): HTMLElement =>
    element(document, 'ul', {}, ...map(items, (item) => element(document, 'li', {}, item)))
  const named = (each: AskService): Readonly<Record<string, string>> => ({
    service: each.name,
    recipient: each.recipient.name,
    items: join(itemsOf(each), listSeparator),
  })
  const folded = (each: AskService): HTMLElement =>
    element(
      document,
      'details',
      {},
      element(document, 'summary', {}, fill(texts.service, named(each))),
      list(itemsOf(each)),
    )
  const sent = service
    ? [p(fill(texts.sends, named(service))), list(itemsOf(service))]
    : [p(texts.sendsEach), ...map(services, folded)]
  const joining = filter(services, ({ joinsPerson }) => joinsPerson)
  const link = element(
    document,
    'a',
    { href: pageAddress(config.disclosure.href) },
    fill(banner.recipients, { n: config.recipients }),
  )
  return [
    ...(why ? [p(why)] : []),
    p(use),
    ...(services.length > 0 ? sent : []),
    ...map(joining, (each) => p(fill(banner.joins, named(each)))),
    ...(lost ? [p(fill(texts.lost, { name: lost[0] })), p(lost[1])] : []),
    p(texts.afterwards),
    element(document, 'p', {}, link),
  ]
}
