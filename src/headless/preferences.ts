import type { Choices, Purpose, Service } from '../core/types.ts'
import { onWeb } from '../disclosure/rows.ts'
import { allSwitched, choicesOf, type Draft, draftOf, switched } from '../ui/draft.ts'
import { acceptButton, acceptText, refusedByGpc } from '../ui/gpc.ts'
import { fill } from '../ui/text.ts'
import {
  type Action,
  type Asking,
  answer,
  type LayerView,
  type Link,
  listLink,
  type Stage,
} from './stage.ts'

/** The second layer: a row a purpose, and under it its services. */
export interface PreferencesView extends LayerView {
  readonly layer: 'preferences'
  readonly rows: readonly PurposeRow[]
  readonly links: readonly Link[]
  /** Counts once one of the first three is pressed. `record` opens the visitor's own record. */
  readonly actions: readonly Action<'accept' | 'reject' | 'save'>[]
  /** Decides nothing: `close` leaves the layer, `record` opens the visitor's own record. */
  readonly ways: readonly Action<'record' | 'close'>[]
}

export interface PurposeRow {
  readonly id: string
  readonly title: string
  readonly description: string
  /** What the visitor loses by refusing, with what stands before it; `null` where nothing can be refused. */
  readonly lost: { readonly label: string; readonly text: string } | null
  readonly setting: Setting
  /** Names the list of services. */
  readonly servicesTitle: string
  readonly services: readonly ServiceRow[]
}

export interface ServiceRow {
  readonly id: string
  readonly name: string
  readonly recipient: string
  /** `null` where its purpose says it for all. */
  readonly setting: Setting | null
}

/** A switch, or words where there is nothing to choose. */
export type Setting = SwitchSetting | { readonly kind: 'fixed'; readonly text: string }

export interface SwitchSetting {
  readonly kind: 'switch'
  /** Its accessible name. */
  readonly name: string
  /** Stands beside it: what it means when it is on. */
  readonly label: string
  readonly on: boolean
  /** Changes the draft: nothing counts before a press. */
  set(on: boolean): void
}

export interface PreferencesOptions extends Stage {
  /** What the switches show; at first `draftOf(config, consent.state)`. */
  readonly draft: Draft
  /** Draws the layer again with these. */
  setDraft(draft: Draft): void
}

/** The second layer, as its switches are now. Only what is granted is on at first. */
export function preferencesView(options: PreferencesOptions): PreferencesView {
  const { consent, config, draft, status = '', close } = options
  const { preferences: texts, record, lang } = config.texts
  const refused = refusedByGpc(consent.state, config.purposes)
  const said = {
    title: texts.title,
    rows: config.purposes.map((purpose) => rowOf(purpose, options)),
    links: [listLink(config, texts.recipients)],
  }
  const labels = { accept: acceptText(refused, texts), reject: texts.rejectAll, save: texts.save }
  const words = [...wordsIn(said), ...Object.values(labels)]
  const press = pressOf(options, words)
  const all = (on: boolean): Choices =>
    choicesOf(config, allSwitched(config, draft, { state: consent.state, on }))
  return {
    layer: 'preferences',
    lang,
    ...said,
    status,
    words,
    actions: [
      { id: 'accept', text: labels.accept, press: press(acceptButton(refused), all(true)) },
      { id: 'reject', text: labels.reject, press: press('rejectAll', all(false)) },
      { id: 'save', text: labels.save, press: press('save', choicesOf(config, draft)) },
    ],
    ways: [
      { id: 'record', text: record.open, press: () => consent.show('record') },
      { id: 'close', text: texts.close, press: close },
    ],
  }
}

function pressOf(
  { consent, config, say, close, setDraft }: PreferencesOptions,
  words: readonly string[],
): (button: string, choices: Choices) => Action['press'] {
  const { lang, preferences: texts } = config.texts
  const { pressAgain } = texts
  const asking: Asking = { consent, layer: 'preferences', lang, words, pressAgain, say }
  return (button, choices) => (by, drawn) => {
    const before = consent.state
    if (!answer(asking, by, drawn, { button, choices, source: 'preferences' })) return
    // As in our own: a first answer clears the way, a later change is confirmed where it was made.
    if (before.status !== 'decided' || consent.waiting.length > 0) return close()
    const withdraws = Object.keys(before.choices).some(
      (id) => before.choices[id] === 'granted' && !consent.granted(id),
    )
    setDraft(draftOf(config, consent.state))
    say(withdraws ? texts.withdrawn : texts.saved)
  }
}

function rowOf(purpose: Purpose, options: PreferencesOptions): PurposeRow {
  const { config } = options
  const { preferences: texts } = config.texts
  const { id, title, description, required, lost } = purpose
  const services = onWeb(config.services).filter((service) => service.purpose === id)
  return {
    id,
    title,
    description,
    lost: lost ? { label: texts.lost, text: lost } : null,
    setting: required
      ? { kind: 'fixed', text: texts.required }
      : switchOf({ id, name: title }, options),
    servicesTitle: texts.services,
    services: services.map((service) => ({
      id: service.id,
      name: service.name,
      recipient: service.recipient.name,
      setting: settingOf(service, required ?? false, options),
    })),
  }
}

function settingOf(
  { id, name, basis }: Service,
  required: boolean,
  options: PreferencesOptions,
): Setting | null {
  const { stopped, required: always } = options.config.texts.preferences
  if (options.consent.state.off.includes(id)) return { kind: 'fixed', text: stopped }
  if (required) return null
  if (basis === 'exempt') return { kind: 'fixed', text: always }
  return switchOf({ id, name }, options)
}

function switchOf(
  { id, name }: { readonly id: string; readonly name: string },
  { config, draft, setDraft }: PreferencesOptions,
): SwitchSetting {
  const { allow, on } = config.texts.preferences
  return {
    kind: 'switch',
    name: fill(allow, { purpose: name }),
    label: on,
    on: draft[id] === true,
    set: (next) => setDraft(switched(config, draft, { id, on: next })),
  }
}

/** Not the switches' own: whether those are seen is for the one to say who draws them. */
function wordsIn({
  title,
  rows,
  links,
}: Pick<PreferencesView, 'title' | 'rows' | 'links'>): readonly string[] {
  return [
    title,
    ...rows.flatMap((row) => [
      row.title,
      row.description,
      ...(row.lost ? [row.lost.text] : []),
      ...row.services.flatMap(({ name, recipient }) => [name, recipient]),
    ]),
    ...links.map(({ text }) => text),
  ]
}
