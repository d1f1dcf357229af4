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
import { bare, entries, filter, find, includes, join } from '../plain.ts'
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
 * One record out of several that a browser holds under one name: a choice denied in any of them is
 * denied, and of several ages the one counts that may grant least. A record that can't be read is
 * ignored beside one that can.
 */
export function mergeRecords(records: readonly StoredRecord[]): StoredRecord {
  if (includes(records, 'newer')) return 'newer'
  const readable = filter(records, Boolean) as ConsentRecord[]
  const [first, ...others] = readable
  if (!first) return null
  const marks = bare(first.marks)
  for (const other of others) {
    for (const [name, mark] of entries(other.marks)) {
      if (mark.choice === 'denied' || !marks[name]) marks[name] = mark
    }
  }
  return { ...first, age: strictestAge(first, readable), marks }
}

function strictestAge({ age }: ConsentRecord, all: readonly ConsentRecord[]): string {
  for (const letter of 'mgu') {
    const found = find(all, (record) => record.age[0] === letter)
    if (found) return found.age
  }
  return age
}
