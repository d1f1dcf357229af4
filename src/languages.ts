/** Which of a site's languages a page shows: a part, for configs with `translations`. */
import { find } from './plain.ts'

/** The key in `localStorage` that is there once the visitor has chosen a language: `en`. */
export const LANGUAGE = 'metalive_consent_language'

export interface LanguageChoice {
  /** BCP 47. */
  readonly current: string
  /**
   * Takes the language that fits `tag`, if there is one, and keeps it for later pages.
   * @returns whether it is another one than before
   */
  choose(tag: string): boolean
}

export interface LanguageOptions {
  readonly window: Window
  /** What there is, the config's own first. */
  readonly languages: readonly string[]
  /** Whose language counts, until the visitor has chosen one. */
  readonly from?: 'page' | 'browser' | undefined
}

export type OpenLanguages = (options: LanguageOptions) => LanguageChoice

export const languages: OpenLanguages = ({ window, languages, from = 'page' }) => {
  const { navigator, document } = window
  let current: string | undefined
  // Not before anything is to be said: to ask the storage takes a millisecond of the page's start.
  const currentNow = (): string => {
    const told = from === 'page' ? [document.documentElement.lang] : navigator.languages
    current ??= lookUp([recall(window), ...told], languages) ?? languages[0] ?? ''
    return current
  }
  return {
    get current() {
      return currentNow()
    },
    choose(tag) {
      const chosen = lookUp([tag], languages)
      if (!chosen || chosen === currentNow()) return false
      current = chosen
      keep(window, chosen)
      return true
    },
  }
}

/**
 * The first language that one of `ranges` asks for, by itself or less and less of it: `en-GB` finds
 * `en`.
 * @see https://www.rfc-editor.org/rfc/rfc4647#section-3.4
 */
export function lookUp(
  ranges: readonly string[],
  languages: readonly string[],
): string | undefined {
  for (const range of ranges) {
    for (let tag = range.toLowerCase(); tag; tag = tag.replace(LAST_SUBTAG, '')) {
      const found = find(languages, (each) => each.toLowerCase() === tag)
      if (found) return found
    }
  }
  return undefined
}

/** With the single letter before it, which says nothing alone. */
const LAST_SUBTAG = /(?:(?:-[a-z\d])?-|^)[^-]*$/

function recall(window: Window): string {
  try {
    return window.localStorage.getItem(LANGUAGE) ?? ''
  } catch {
    return ''
  }
}

/** Never throws. */
export function forgetLanguage(window: Window): void {
  try {
    window.localStorage.removeItem(LANGUAGE)
  } catch {}
}

/** A browser that keeps nothing has the page's language on the next page again. */
function keep(window: Window, tag: string): void {
  try {
    window.localStorage.setItem(LANGUAGE, tag)
  } catch {}
}
