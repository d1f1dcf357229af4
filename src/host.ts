import type { Choices, ConsentRecord, CoreConfig, Mark, StoredRecord } from './core/types.ts'
import type { RecordStore } from './core/world.ts'
import { ask, choicesIn } from './host-message.ts'
import { bare, entries, filter, find, includes } from './plain.ts'

/**
 * Keeps the record of a page in a frame, in memory; none where nothing is around the page.
 *
 * @param changed - called whenever the record is another
 */
export type OpenHost = (
  window: Window,
  config: CoreConfig,
  changed: () => void,
) => RecordStore | undefined

/** How long the host may take to answer, in milliseconds. */
const PATIENCE_MS = 1000

/**
 * The record as the page around this one tells it. Until then nothing is granted; where nobody who may
 * answers in time, all is denied for good. Neither is anything asked. Of what the host doesn't name
 * nobody was told there: it is denied. What is refused in the frame itself stands, whatever comes later;
 * what is granted there, until the host says otherwise.
 */
export const host: OpenHost = (window, config, changed) => {
  const { parent } = window
  if (!config.host || parent === window) return undefined
  const { origins } = config.host
  // Like one that we can't read but must respect: neither grants nor asks anything.
  let record: StoredRecord = 'newer'
  let version = 0

  const keep = (next: ConsentRecord): void => {
    record = next
    version += 1
  }
  const hear = (choices: Choices): void => {
    const known = record === 'newer' ? null : record
    const marks = { ...hostMarks(config, choices), ...ownRefusals(config, known?.marks) }
    keep({ wording: config.wording ?? 1, age: known?.age ?? 'u', id: null, marks: bare(marks) })
    changed()
  }
  const listen = ({ source, origin, data }: MessageEvent): void => {
    const choices = source === parent && includes(origins, origin) && choicesIn(data)
    if (!choices) return
    clearTimeout(silence)
    hear(choices)
  }
  const silence = setTimeout(() => {
    window.removeEventListener('message', listen)
    hear({})
  }, PATIENCE_MS)

  window.addEventListener('message', listen)
  // To whom it may be: it says nothing of the visitor.
  parent.postMessage(ask, '*')
  return {
    read: () => record,
    stamp: () => String(version),
    write(_text, next) {
      keep(next)
      return 'kept'
    },
  }
}

/** Marks of today: the host goes by its own days. */
function hostMarks(config: CoreConfig, choices: Choices): Record<string, Mark> {
  const marks = bare<Mark>()
  const day = Math.floor(Date.now() / 86_400_000)
  const said = entries(choices)
  for (const { id } of [...config.purposes, ...config.services]) {
    const choice = find(said, ([name]) => name === id)?.[1] ?? 'denied'
    marks[id] = { choice, day, revision: config.revision, source: 'host' }
  }
  return marks
}

/** What was refused in the frame itself; a purpose with all of its services. */
function ownRefusals(
  { services }: CoreConfig,
  known: ConsentRecord['marks'] = {},
): Record<string, Mark> {
  const marks = bare<Mark>()
  for (const [id, mark] of entries(known)) {
    if (mark.choice === 'granted' || mark.source === 'host') continue
    marks[id] = mark
    for (const service of filter(services, ({ purpose }) => purpose === id)) {
      marks[service.id] = mark
    }
  }
  return marks
}
