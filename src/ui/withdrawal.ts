import type { LeftBehind, Operator, Purpose, Recipient, Service } from '../core/types.ts'
import dialogCss from './dialog.css?inline'
import { openHost, openModal } from './host.ts'
import { scrolling } from './scrolling.ts'
import { element } from './shadow.ts'
import { fill, type Texts, type WithdrawalTexts } from './text.ts'
import css from './withdrawal.css?inline'

/** As much of the config as this dialog takes. */
export interface WithdrawalConfig {
  readonly operator: Pick<Operator, 'legalName' | 'email'>
  readonly purposes: readonly Pick<Purpose, 'id' | 'title'>[]
  readonly services: readonly (Pick<Service, 'id' | 'name'> & {
    readonly recipient: Pick<Recipient, 'name'>
  })[]
  readonly texts: Pick<Texts, 'lang' | 'listSeparator'> & { readonly withdrawal: WithdrawalTexts }
}

export interface WithdrawalOptions {
  readonly document: Document
  /** For `<style>` elements, where the browser can't construct sheets. */
  readonly nonce: string
  onStopNow(): void
  onStopAfter(): void
}

/** What a withdrawal couldn't do. */
export interface Aftermath {
  /** Ids of services and purposes whose code runs until the page is opened anew. */
  readonly running: readonly string[]
  readonly left: readonly LeftBehind[]
  /** Whether something plays that opening the page anew would cut off. */
  readonly isPlaying: boolean
  /** Whether the page may be opened anew. */
  readonly canStop: boolean
  /** Whether all was erased that can be. */
  readonly erased?: boolean
}

type Action = readonly [id: string, text: string, task: () => void]

/** Says what a withdrawal couldn't do, and offers to stop what still runs. */
export function openWithdrawal(
  config: WithdrawalConfig,
  { document, nonce, onStopNow, onStopAfter }: WithdrawalOptions,
): (aftermath: Aftermath) => void {
  const { lang, listSeparator, withdrawal: texts } = config.texts
  const p = (text: string): HTMLElement => element(document, 'p', {}, text)

  const nameOf = (id: string): string => {
    const service = config.services.find((each) => each.id === id)
    const purpose = config.purposes.find((each) => each.id === id)
    return service ? `${service.name}(${service.recipient.name})` : (purpose?.title ?? id)
  }

  /** In the config's order, whichever ran first. */
  const inOrder = (ids: readonly string[]): readonly string[] =>
    [...config.services, ...config.purposes].map(({ id }) => id).filter((id) => ids.includes(id))

  const list = (items: readonly string[]): HTMLElement =>
    element(document, 'ul', {}, ...items.map((item) => element(document, 'li', {}, item)))

  const leftList = (left: readonly LeftBehind[]): HTMLElement => {
    const services = [...new Set(left.map(({ service }) => service))]
    return list(
      services.map((id) => {
        const names = left.filter(({ service }) => service === id).map(({ name }) => name)
        return fill(texts.leftOf, { service: nameOf(id), names: names.join(listSeparator) })
      }),
    )
  }

  const buttonsFor = ({ running, isPlaying, canStop }: Aftermath): Action[] => {
    if (running.length === 0 || !canStop) return [['close', texts.close, () => {}]]
    return isPlaying
      ? [
          ['stop', texts.stopNowPlaying, onStopNow],
          ['stop-after', texts.stopAfter, onStopAfter],
        ]
      : [
          ['stop', texts.stopNow, onStopNow],
          ['close', texts.close, () => {}],
        ]
  }

  return (aftermath) => {
    const { running, left, erased } = aftermath
    const host = openHost(document, nonce)
    host.addStyle(dialogCss + css)
    const dialog = element(document, 'dialog', {
      class: 'box',
      part: 'withdrawal',
      lang,
      'aria-labelledby': 'title',
    })
    const title = erased ? texts.erased : texts.title
    const heading = element(document, 'h2', { id: 'title' }, title)
    const button = ([id, text, task]: Action): HTMLElement => {
      const attributes = { type: 'button', part: 'button', id: `withdrawal-${id}` }
      const created = element(document, 'button', attributes, text)
      created.addEventListener('click', () => {
        dialog.close()
        task()
      })
      return created
    }
    dialog.append(
      element(document, 'div', { class: 'head' }, heading),
      scrolling(
        document,
        'content',
        p(texts.stopped),
        ...(running.length > 0 ? [p(texts.running), list(inOrder(running).map(nameOf))] : []),
        ...(left.length > 0 ? [p(texts.left), leftList(left)] : []),
        p(texts.alreadySent),
        p(fill(texts.contact, { ...config.operator })),
      ),
      element(
        document,
        'div',
        { class: 'tail' },
        element(document, 'div', { class: 'actions' }, ...buttonsFor(aftermath).map(button)),
      ),
    )
    dialog.addEventListener('close', () => host.remove())
    host.root.append(dialog)
    openModal(dialog)
  }
}
