/**
 * Google's Consent Mode. What reads it sees, in this order: the default, all denied, before any tag;
 * an update where there is an answer; then its own `config`; and an update for each further answer.
 *
 * @see https://developers.google.com/tag-platform/security/guides/consent
 */
import type { Choice, Choices, CorePurpose, GoogleSignal } from '../core/types.ts'
import { filter, includes, join, map, some } from '../plain.ts'
import { answerTo } from './answer.ts'
import type { OpenSignals } from './engine.ts'

const SIGNALS: readonly GoogleSignal[] = [
  'ad_storage',
  'ad_user_data',
  'ad_personalization',
  'analytics_storage',
  'functionality_storage',
  'personalization_storage',
]

/** Tells Google's tags, and as the event `metalive_consent` whatever a container triggers by it. */
export const google: OpenSignals = (
  window,
  { purposes, services, google: options = {} },
  report,
) => {
  const optional = filter(purposes, ({ required }) => !required)
  const asked = map(optional, ({ id }) => id)
  const ids = [
    ...asked,
    ...map(
      filter(services, ({ purpose, basis }) => includes(asked, purpose) && basis !== 'exempt'),
      ({ id }) => id,
    ),
  ]
  let before: Choices = {}
  let last = ''

  const push = (item: object): void => {
    const page = window as unknown as Record<string, unknown[] | undefined>
    const name = options.dataLayer ?? 'dataLayer'
    try {
      if (typeof page[name]?.push !== 'function') page[name] = []
      page[name]?.push(item)
    } catch (error) {
      report(error)
    }
  }

  function gtag(..._command: readonly unknown[]): void {
    // biome-ignore lint/complexity/noArguments: a list would be taken for data, not for a command.
    push(arguments)
  }

  /** Of the Google services of a purpose, or if it has none of itself. */
  const answersOf = ({ id }: CorePurpose, choices: Choices): (Choice | undefined)[] => {
    const readers = filter(services, ({ google, purpose }) => google && purpose === id)
    if (readers.length === 0) return [choices[id]]
    // One that runs by notice would take another's grant for its own.
    return map(readers, (each) => {
      const unasked = each.basis !== 'exempt' && choices[each.id] ? 'denied' : undefined
      return answerTo(each, choices) ?? unasked
    })
  }

  /** Who reads a signal can't tell for which of them it is granted: one denial denies it. */
  const isGranted = (signal: GoogleSignal, choices: Choices): boolean => {
    let granted = false
    for (const purpose of purposes) {
      if (!includes(purpose.googleSignals ?? [], signal)) continue
      const answers = answersOf(purpose, choices)
      if (includes(answers, 'denied')) return false
      granted ||= includes(answers, 'granted')
    }
    return granted
  }

  for (const { region, waitForUpdateMs } of [
    ...(options.regions ?? []),
    { region: undefined, waitForUpdateMs: options.waitForUpdateMs },
  ]) {
    gtag('consent', 'default', {
      ...valuesOf([]),
      ...(region && { region }),
      ...(waitForUpdateMs && { wait_for_update: waitForUpdateMs }),
    })
  }
  if (options.adsDataRedaction) gtag('set', 'ads_data_redaction', true)
  if (options.urlPassthrough) gtag('set', 'url_passthrough', true)

  return {
    follow(choices) {
      const granted = filter(SIGNALS, (signal) => isGranted(signal, choices))
      const told = join([...(some(asked, (id) => choices[id]) ? ['answered'] : []), ...granted])
      if (told !== last) gtag('consent', 'update', valuesOf(granted))
      last = told

      const changed = filter(ids, (id) => choices[id] !== before[id])
      before = choices
      if (changed.length === 0) return
      const all: Record<string, Choice | 'unasked'> = {}
      for (const id of ids) all[id] = choices[id] ?? 'unasked'
      // As text: a container merges lists into those that it was given before.
      const metalive_consent = { choices: all, changed: join(changed, ',') }
      push({ event: 'metalive_consent', metalive_consent })
    },
  }
}

/** All seven, always. */
function valuesOf(granted: readonly GoogleSignal[]): Readonly<Record<string, Choice>> {
  const values: Record<string, Choice> = { security_storage: 'granted' }
  for (const signal of SIGNALS) values[signal] = includes(granted, signal) ? 'granted' : 'denied'
  return values
}
