/**
 * The consent record as cookie text, and back.
 *
 *     1~1~u~k3v9x2ab~20780.1.banner:analytics.g:advertising.d~1fy6677
 *     │ │ │ │        │     │ │      │                        └ checksum of all before it
 *     │ │ │ │        │     │ │      └ marks: id, g(ranted) or d(enied)
 *     │ │ │ │        │     │ └ source, and `.gpc` for grants in spite of that signal
 *     │ │ │ │        │     └ revision of the config
 *     │ │ │ │        └ day, since 1970-01-01 UTC; one group for each day, revision and source
 *     │ │ │ └ record id, random, names the receipt; `-` where nothing is granted
 *     │ │ └ age: u(nknown), a(dult), m(inor), g(uardian), with the day on which the line is reached
 *     │ └ wording seen
 *     └ version of this format
 *
 * The checksum comes last in every version, so a cut record never reads as a shorter one. Every
 * character may stand in a cookie unescaped (RFC 6265, section 4.1.1), so the value can be read in
 * devtools and by any server.
 */
import { bare, entries, filter, includes, join } from '../plain.ts'
import type { ConsentRecord, Mark, Source, StoredRecord } from './types.ts'

/** The longest value that is written or read, in characters, each one byte. */
export const MAX_LENGTH = 1024

/** What every later version starts with. */
const NEWER = /^([2-9]|[1-9]\d{1,3})~/
const RECORD =
  /^1~(\d{1,9})~([a-z][a-z0-9.]{0,15})~(-|[a-z0-9]{6,16})((?:~\d{1,6}\.\d{1,9}\.[a-z]{3,11}(?:\.gpc)?(?::[a-z][a-z0-9-]{0,39}\.[gd])+)*)$/

/** The text may be longer than {@link MAX_LENGTH}; the caller decides what to leave out. */
export function encodeRecord({ wording, age, id, marks }: ConsentRecord): string {
  const groups = new Map<string, string>()
  for (const [name, { choice, day, revision, source, gpc }] of entries(marks)) {
    const group = `${day}.${revision}.${source}${gpc ? '.gpc' : ''}`
    groups.set(group, `${groups.get(group) ?? group}:${name}.${choice[0]}`)
  }
  const text = join([1, wording, age, id ?? '-', ...groups.values()], '~')
  return `${text}~${checksum(text)}`
}

/** Text that no version of this package wrote, or that was damaged, reads as `null`. Never throws. */
export function decodeRecord(text: string): StoredRecord {
  const end = text.lastIndexOf('~')
  const body = text.slice(0, end)
  if (text.length > MAX_LENGTH || checksum(body) !== text.slice(end + 1)) return null
  if (NEWER.test(body)) return 'newer'

  const [, wording, age, id, groups] = RECORD.exec(body) ?? []
  if (!age || !id || groups === undefined) return null
  const marks = decodeMarks(groups)
  return marks && { wording: Number(wording), age, id: id === '-' ? null : id, marks }
}

function decodeMarks(groups: string): Record<string, Mark> | null {
  const marks = bare<Mark>()
  for (const group of groups.slice(1).split('~')) {
    const [when = '', ...pairs] = group.split(':')
    const [day, revision, source, gpc] = when.split('.')
    for (const pair of pairs) {
      const [name = '', letter] = pair.split('.')
      if (marks[name]) return null
      marks[name] = {
        choice: letter === 'g' ? 'granted' : 'denied',
        day: Number(day),
        revision: Number(revision),
        // A later version may know more sources; which one it was opens nothing.
        source: source as Source,
        ...(gpc && { gpc: true }),
      }
    }
  }
  return marks
}

/** FNV-1a, 32 bits, in base 36: it finds damage, it doesn't keep anyone out. */
function checksum(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  }
  return (hash >>> 0).toString(36)
}

/**
 * One record out of several that a browser holds under one name: each counts where it is stricter. One
 * that can't be read is ignored beside one that can.
 */
export function mergeRecords(records: readonly StoredRecord[]): StoredRecord {
  if (includes(records, 'newer')) return 'newer'
  let merged: ConsentRecord | null = null
  for (const record of filter(records, Boolean) as ConsentRecord[]) {
    merged = merged ? stricterOf(merged, record) : record
  }
  return merged
}

/** Denied is what either denies; granted what both grant, and since the earlier of the two days. */
function stricterOf(one: ConsentRecord, other: ConsentRecord): ConsentRecord {
  const marks = bare<Mark>()
  for (const [name, mark] of [...entries(one.marks), ...entries(other.marks)]) {
    const isGranted = (each: Mark | undefined): boolean =>
      each?.choice === 'granted' && mark.day <= each.day
    const byBoth = isGranted(one.marks[name]) && isGranted(other.marks[name])
    if (mark.choice === 'denied' || byBoth) marks[name] = mark
  }
  const age = strictness(one.age) < strictness(other.age) ? other.age : one.age
  return { ...one, age, marks }
}

/** Below the line, longer is stricter, and without a day is for ever. */
function strictness(age: string): number {
  const [letter, day = 999_999] = age.split('.')
  if (letter === 'm') return Number(day) * 2 + 3
  if (letter === 'g') return Number(day) * 2 + 2
  return letter === 'u' ? 1 : 0
}
