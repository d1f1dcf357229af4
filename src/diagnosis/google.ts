/** What is wrong with how Google's tags are told what is granted. */
import type { Finding } from '../core/types.ts'
import { answerTo } from '../signals/answer.ts'
import type { Page } from './page.ts'

/** An entry of `dataLayer`: what `gtag()` was called with, or an event. */
type Entry = Readonly<Record<string, unknown>>

export function googleFindings({ window, first, config }: Page): readonly Finding[] {
  const layer: unknown = Reflect.get(window, config.google?.dataLayer ?? 'dataLayer')
  if (!Array.isArray(layer)) return []
  const entries = layer.map((entry) => (entry ?? {}) as Entry)
  const indexOf = (action: string): number =>
    entries.findIndex((entry) => entry[0] === 'consent' && entry[1] === action)
  const [byDefault, update, tag] = [indexOf('default'), indexOf('update'), entries.findIndex(isTag)]
  if (tag < 0 || Math.max(byDefault, update) < 0) return []
  // Of what others were granted Google is told nothing that its tags wait for.
  const comesBack = config.services.some((each) => {
    const isGoogles = each.google && each.basis !== 'exempt'
    return isGoogles && answerTo(each, first.choices) === 'granted'
  })
  const late: Finding = {
    id: 'google-before-default',
    severity: 'error',
    message:
      "A Google tag ran before gtag('consent', 'default', …), by what Google takes for granted. Put consent.js before it.",
  }
  const tooLate: Finding = {
    id: 'google-before-update',
    severity: 'warning',
    message:
      "This visitor had answered before, but a Google tag ran before gtag('consent', 'update', …): its first hit is lost or denied. Update first, then config.",
  }
  return [
    ...(byDefault > tag ? [late] : []),
    ...(comesBack && (update < 0 || update > tag) ? [tooLate] : []),
  ]
}

/** Whether Google's code counts from here: a `config`, or the start of a Tag Manager. */
function isTag(entry: Entry): boolean {
  return entry[0] === 'config' || entry.event === 'gtm.js'
}
