import { pageAddress } from '../ui/address.ts'
import type { Action, LayerView, Link, Stage } from './stage.ts'

/** Tells that only words have changed, or that no answer is kept. Asks nothing. */
export interface NoticeView extends LayerView {
  readonly layer: 'wording' | 'unsaved'
  readonly body: string
  readonly links: readonly Link[]
  readonly actions: readonly Action<'close'>[]
}

export function noticeView(
  { config, status = '', close }: Stage,
  layer: NoticeView['layer'],
): NoticeView {
  const { title, body, show, close: label } = { show: '', ...config.texts[layer] }
  return {
    layer,
    lang: config.texts.lang,
    title,
    body,
    links: show ? [{ text: show, href: pageAddress(config.disclosure.href) }] : [],
    status,
    words: [title, body, label],
    actions: [{ id: 'close', text: label, press: close }],
  }
}
