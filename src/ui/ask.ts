import type {
  AskOptions,
  Choice,
  Config,
  InformationItem,
  Purpose,
  Recipient,
  Service,
  Shown,
} from '../core/types.ts'
import { filter, find, includes, join, map } from '../plain.ts'
import { pageAddress } from './address.ts'
import css from './ask.css?inline'
import { refusedByGpc } from './gpc.ts'
import { focusedIn, type Host, isOurs, openModal } from './host.ts'
import type { LayerOptions } from './mount.ts'
import { element, wordsOf } from './shadow.ts'
import { type AskTexts, fill } from './text.ts'

/** As much of the config as this takes. */
export interface AskConfig {
  readonly disclosure: Pick<Config['disclosure'], 'href'>
  /** How many companies receive something. */
  readonly recipients: number
  readonly purposes: readonly AskPurpose[]
  readonly services: readonly AskService[]
  readonly texts: {
    readonly lang: string
    readonly listSeparator: string
    readonly ask: AskTexts
    /** Name the list, and those who join what they get with a person. */
    readonly banner: { readonly recipients: string; readonly joins: string }
    readonly items: Readonly<Partial<Record<InformationItem, string>>>
  }
}

type AskPurpose = Pick<Purpose, 'id' | 'title' | 'description' | 'lost' | 'honorsGpc'>

interface AskService
  extends Pick<Service, 'id' | 'purpose' | 'basis' | 'honorsGpc' | 'joinsPerson' | 'optOutEffect'>,
    Pick<Service, 'name' | 'sends' | 'ourPurpose'> {
  readonly recipient: Pick<Recipient, 'name'>
}

export interface AskLayerOptions extends LayerOptions {
  readonly config: AskConfig
}

export interface AskLayer {
  /** Resolves once the question is over. One about the same id joins it, others wait their turn. */
  ask(id: string, options: AskOptions): Promise<void>
}

/** What is asked about, and who would receive something. */
interface Subject {
  readonly id: string
  readonly name: string
  /** What it is used for. */
  readonly use: string
  readonly lost: readonly [name: string, text: string] | undefined
  readonly service: AskService | undefined
  readonly services: readonly AskService[]
}

/** Asks about one purpose or service where it is needed. Nothing is granted before a press. */
export function createAskLayer(options: AskLayerOptions): AskLayer {
  const { config, consent, host } = options
  host.addStyle(css)
  const asking = new Map<string, Promise<void>>()
  let last = Promise.resolve()

  /** Where no answer would count nobody is asked: while nothing can be, nothing is open either. */
  const canAsk = (id: string): boolean => {
    const { choices, off, status } = consent.state
    if (includes(off, id)) return false
    return choices[id] ? choices[id] === 'denied' : status !== 'decided'
  }

  const turn = async (id: string, { why }: AskOptions, before: Promise<void>): Promise<void> => {
    await before
    try {
      const subject = subjectOf(id, config, consent.state.off)
      if (!subject) throw new Error(`ask(): "${id}" takes no answer.`)
      // The answer before may have settled it, and nobody is asked for what GPC refuses.
      if (!canAsk(id) || isRefusedByGpc(id, options)) return
      await question({ ...options, subject, why, canAsk: () => canAsk(id) })
    } finally {
      asking.delete(id)
    }
  }

  return {
    ask(id, given) {
      const known = asking.get(id)
      if (known) return known
      const asked = turn(id, given, last)
      asking.set(id, asked)
      last = asked.catch(() => {})
      return asked
    },
  }
}

function subjectOf(
  id: string,
  { purposes, services }: AskConfig,
  off: readonly string[],
): Subject | undefined {
  const service = find(services, (each) => each.id === id)
  const purpose = find(purposes, (each) => each.id === (service?.purpose ?? id))
  if (!purpose) return undefined
  const { title, lost } = purpose
  const ofPurpose = lost ? ([title, lost] as const) : undefined
  if (!service) {
    const under = filter(services, (each) => each.purpose === id && !includes(off, each.id))
    return {
      id,
      name: title,
      use: purpose.description,
      lost: ofPurpose,
      service,
      services: filter(under, ({ basis }) => basis !== 'exempt'),
    }
  }
  const { name, ourPurpose, optOutEffect } = service
  const own = optOutEffect && ([name, optOutEffect.lost] as const)
  return { id, name, use: ourPurpose, lost: own ?? ofPurpose, service, services: [service] }
}

function isRefusedByGpc(id: string, { config, consent }: AskLayerOptions): boolean {
  const service = find(config.services, (each) => each.id === id)
  const refused = refusedByGpc(consent.state, [...config.purposes, ...config.services])
  return find(refused, (each) => each.id === id || each.id === service?.purpose) !== undefined
}

interface QuestionOptions extends AskLayerOptions {
  readonly subject: Subject
  readonly why: string | undefined
  canAsk(): boolean
}

/** Resolves once it was answered and all have heard, was left, or is answered elsewhere. */
function question(options: QuestionOptions): Promise<void> {
  const { consent, host, subject, canAsk } = options
  const { document } = host
  const { id } = subject
  const before = consent.state.choices[id]
  const opener = focusedIn(document)
  const waits = (): boolean => includes(consent.waiting, id)
  let answered = false
  const dialog = dialogFor(options, (choice, shown) => {
    answered = true
    dialog.close()
    consent.decide({ [id]: choice }, { source: 'ask', shown })
    // Who is asked for their age now is taken along to that, and comes back after it.
    if (waits()) focusedIn(document)?.blur()
  })
  const isOver = (): boolean => {
    if (!canAsk()) return true
    return answered ? !waits() : consent.state.choices[id] !== before
  }
  open(dialog, host)

  return new Promise((done) => {
    let unsubscribe = (): void => {}
    const end = (): void => {
      if (!dialog.isConnected) return
      unsubscribe()
      dialog.close()
      dialog.remove()
      if (isOurs(document)) opener?.focus({ preventScroll: true })
      done()
    }
    dialog.addEventListener('close', () => {
      if (!answered) end()
    })
    unsubscribe = consent.subscribe(() => {
      if (isOver()) end()
    })
  })
}

function open(dialog: HTMLDialogElement, { root }: Host): void {
  root.append(dialog)
  try {
    openModal(dialog)
  } catch (error) {
    dialog.remove()
    throw error
  }
  // Else a button would have the focus, below all that there is to read.
  dialog.querySelector('h2')?.focus()
}

function dialogFor(
  options: QuestionOptions,
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
      if (choice === 'granted' && !isTrusted(event)) status.textContent = texts.pressAgain
      else onAnswer(choice, { layer: 'ask', button: name, lang, text: wordsOf(document, dialog) })
    })
  const close = button('ask-close', '×', () => dialog.close())
  close.className = 'close'
  close.setAttribute('aria-label', texts.close)

  const dialog = element(
    document,
    'dialog',
    { class: 'box ask', part: 'ask', lang, 'aria-labelledby': 'ask-title' },
    element(
      document,
      'div',
      { class: 'head' },
      element(document, 'h2', { id: 'ask-title', tabindex: '-1' }, title),
      close,
    ),
    element(document, 'div', { class: 'text', tabindex: '0' }, ...contentOf(options)),
    status,
    element(
      document,
      'div',
      { class: 'actions' },
      answer('granted', 'allow'),
      answer('denied', 'deny'),
    ),
  )
  return dialog
}

/** What for, who receives what, and what a refusal costs. */
function contentOf({ config, host, subject, why }: QuestionOptions): readonly Node[] {
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
