import type { ShownLayer } from '../core/receipt.ts'
import type { Choices, Config, Consent, Shown } from '../core/types.ts'
import { countRecipients } from '../disclosure/rows.ts'
import { pageAddress } from '../ui/address.ts'
import { wordsOf } from '../ui/shadow.ts'
import { fill } from '../ui/text.ts'
import { missingIn } from './missing.ts'

/** What the visitor has before them: the element that a view is drawn in, or every word of it. */
export type Drawn = Element | string

/**
 * A press: the DOM's event. Where there is none, as on a TV set, the app says by its own object whether
 * a person pressed. What isn't trusted never grants.
 */
export interface Press {
  readonly isTrusted: boolean
}

/** One button. All of a view are drawn alike: none stands out. */
export interface Action<Id extends string = string> {
  readonly id: Id
  readonly text: string
  /** @param drawn - where the button stands, which becomes the receipt's text */
  press(by: Press, drawn: Drawn): void
}

export interface Link {
  readonly text: string
  readonly href: string
}

/** What every view has. */
export interface LayerView {
  /** Of the words, BCP 47. */
  readonly lang: string
  readonly title: string
  /** To be read out (`role="status"`), such as that a press didn't count; empty where there is nothing. */
  readonly status: string
  /**
   * All that must stand in what is drawn, each by itself, whatever is between. A grant from where one of
   * them is missing isn't kept, and is reported; a refusal always is kept.
   */
  readonly words: readonly string[]
}

/** What views are made of. */
export interface Stage {
  readonly consent: Consent
  readonly config: Config
  /** What `say` was told last, since the layer was opened. */
  readonly status?: string
  /** Draws the layer again, with this as its status. */
  say(text: string): void
  /** Takes the layer away: it was answered, or closed. */
  close(): void
}

/** A layer whose presses decide. */
export interface Asking<Layer extends string = ShownLayer> extends Pick<Stage, 'consent'> {
  readonly layer: Layer
  readonly lang: string
  readonly words: readonly string[]
  readonly pressAgain: string
  say(text: string): void
}

export interface Answer {
  /** By its name in the texts. */
  readonly button: string
  readonly choices: Choices
  readonly source: 'banner' | 'preferences'
}

/**
 * Decides. A grant counts where a person pressed, and where all stood that the view has: else what is
 * refused is refused, and what is granted isn't.
 * @returns whether the whole answer counted
 */
export function answer(asking: Asking, by: Press, drawn: Drawn, answered: Answer): boolean {
  const { consent } = asking
  const { button, choices, source } = answered
  if (Object.values(choices).includes('granted') && !isPerson(asking, by)) return false
  const shown = proofOf(asking, button, drawn)
  const isWhole = isShown(asking, shown.text)
  const kept = isWhole ? choices : denialsIn(choices)
  if (Object.keys(kept).length > 0) consent.decide(kept, { source, shown })
  return isWhole || Object.keys(kept).length === Object.keys(choices).length
}

/** Whether a person pressed; who didn't is asked to. */
export function isPerson({ pressAgain, say }: Asking<string>, { isTrusted }: Press): boolean {
  // What an app without types passes is no more than what it should be.
  if (isTrusted === true) return true
  say(pressAgain)
  return false
}

/** For the receipt. */
export function proofOf({ layer, lang }: Asking, button: string, drawn: Drawn): Shown {
  return { layer, button, lang, text: textOf(drawn) }
}

export function textOf(drawn: Drawn): string {
  return typeof drawn === 'string' ? drawn : wordsOf(drawn.ownerDocument, drawn)
}

/** Whether all stood there; what didn't is reported. */
export function isShown({ consent, layer, words }: Asking<string>, text: string): boolean {
  const missing = missingIn(words, text)
  if (missing.length > 0) consent.report(lackOf(layer, missing))
  return missing.length === 0
}

export function lackOf(layer: string, missing: readonly string[]): string {
  return `What was drawn of "${layer}" lacks: ${missing.join(' | ')}`
}

/** The list of transmissions, one action away. */
export function listLink({ disclosure, services }: Config, text: string): Link {
  return { text: fill(text, { n: countRecipients(services) }), href: pageAddress(disclosure.href) }
}

function denialsIn(choices: Choices): Choices {
  return Object.fromEntries(Object.entries(choices).filter(([, choice]) => choice === 'denied'))
}
