import type { InformationItem } from '../core/types.ts'

/**
 * Every word a visitor reads, as whole sentences: nothing is glued together from fragments.
 * `{name}` in a text is filled in by {@link fill}.
 */
export interface Texts {
  /** BCP 47. */
  readonly lang: string
  readonly banner: BannerTexts
  readonly preferences: PreferencesTexts
  readonly placeholder: PlaceholderTexts
  readonly withdrawal: WithdrawalTexts
  readonly items: Readonly<Record<InformationItem, string>>
  /** Between the members of a list inside a sentence. */
  readonly listSeparator: string
}

export interface BannerTexts {
  readonly title: string
  /** Says that what follows, the list of purposes, needs an answer. Knows `{service}`. */
  readonly intro: string
  readonly afterwards: string
  readonly required: string
  readonly acceptAll: string
  readonly rejectAll: string
  readonly choose: string
  /** Knows `{n}`, the number of companies. */
  readonly recipients: string
  readonly policy: string
  readonly pressAgain: string
  /** The second layer could not be loaded. */
  readonly failed: string
}

export interface PreferencesTexts {
  readonly title: string
  readonly save: string
  readonly acceptAll: string
  readonly rejectAll: string
  readonly close: string
  /** Knows `{purpose}`: the name of a purpose's switch. */
  readonly allow: string
  /** Beside every switch. */
  readonly on: string
  readonly required: string
  /** Stands before what a refusal costs. */
  readonly lost: string
  readonly services: string
  readonly saved: string
  readonly withdrawn: string
  readonly pressAgain: string
}

export interface PlaceholderTexts {
  /** Knows `{service}`, `{recipient}` and `{items}`. */
  readonly body: string
  readonly once: string
  readonly always: string
  readonly afterwards: string
}

/** What a withdrawal couldn't do. */
export interface WithdrawalTexts {
  readonly title: string
  readonly stopped: string
  /** Stands before the names of what still runs. */
  readonly running: string
  readonly stopNow: string
  /** The same while something plays that it would cut off. */
  readonly stopNowPlaying: string
  readonly stopAfter: string
  /** Stands before the names of what can't be deleted. */
  readonly left: string
  /** Knows `{service}` and `{names}`. */
  readonly leftOf: string
  readonly alreadySent: string
  /** Knows `{legalName}` and `{email}`. */
  readonly contact: string
  readonly close: string
}

/** Puts `values` in place of the `{names}` in `text`; a name without a value stays as it is. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (name, key: string) => String(values[key] ?? name))
}
