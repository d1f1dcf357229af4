import type { Consent } from '../core/types.ts'
import { entries } from '../plain.ts'

/**
 * Of what a site's build made, what is in the language that is shown. A page's own config has words of
 * its own, in whatever language, and takes the first.
 */
export function ofLanguage<Made>(
  made: Readonly<Record<string, Made>>,
  { language }: Pick<Consent, 'language'>,
): Made {
  return made[language] ?? (entries(made)[0]?.[1] as Made)
}
