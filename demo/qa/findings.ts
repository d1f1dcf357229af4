import Cookies from 'js-cookie'
import { decodeRecord } from '../../src/core/record.ts'
import type { ConsentState, StoredRecord } from '../../src/core/types.ts'

/** A request that the tracker's host has seen. */
export interface SentRequest {
  readonly host: string
  /** Milliseconds since 1970-01-01 UTC. */
  readonly time: number
  readonly method: string
  readonly path: string
}

export interface Tag {
  readonly id: string
  readonly element: string
  readonly held: boolean
}

/** What is so in this browser now. */
export interface Findings {
  readonly state: ConsentState
  /** The cookie's text; empty where there is none. */
  readonly text: string
  readonly record: StoredRecord
  readonly tags: readonly Tag[]
  readonly stored: readonly StoredItem[]
  /** Newest first. */
  readonly sent: readonly SentRequest[]
}

export interface StoredItem {
  readonly area: 'Cookie' | 'localStorage' | 'sessionStorage'
  readonly name: string
  readonly value: string
}

/** The first is believed where there is one; on http QA's links leave both. */
const RECORDS = ['__Host-metalive_consent', 'metalive_consent']
const MARKED = '[data-consent-service],[data-consent-purpose]'

export function look(
  { document, localStorage, sessionStorage }: Window,
  state: ConsentState,
  sent: readonly SentRequest[],
): Findings {
  const cookies = itemsOf('Cookie', Cookies.get())
  const [record] = RECORDS.flatMap((name) => cookies.find((each) => each.name === name) ?? [])
  const text = record?.value ?? ''
  return {
    state,
    text,
    record: decodeRecord(text),
    tags: [...document.querySelectorAll(MARKED)].map(tagOf),
    stored: [
      ...cookies,
      ...itemsOf('localStorage', localStorage),
      ...itemsOf('sessionStorage', sessionStorage),
    ],
    sent: [...sent].reverse(),
  }
}

/** Deletes what this page may delete: the record, and what tags have left. */
export function clearBrowser({ localStorage, sessionStorage }: Window): void {
  for (const name of Object.keys(Cookies.get())) Cookies.remove(name, { secure: true })
  localStorage.clear()
  sessionStorage.clear()
}

function itemsOf(area: StoredItem['area'], storage: object): readonly StoredItem[] {
  return Object.entries(storage).map(([name, value]) => ({ area, name, value: String(value) }))
}

function tagOf(element: Element): Tag {
  const isScript = element.localName === 'script'
  const source = element.getAttribute('src') ?? element.getAttribute('data-consent-src') ?? ''
  const name = source.split('/').at(-1) || 'インライン'
  return {
    id: element.getAttribute('data-consent-service') ?? '',
    element: `${element.localName} ${name}`,
    held: isScript ? element.getAttribute('type') === 'text/plain' : !element.hasAttribute('src'),
  }
}
