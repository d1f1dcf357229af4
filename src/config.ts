/** Checks a config whole, at build time. The only file that imports zod. */
import leven from 'leven'
import { z } from 'zod'
import type { Config } from './core/types.ts'
import type { Texts } from './ui/text.ts'

export interface ConfigProblem {
  /** Such as `services[2].purpose`; empty for the config itself. */
  readonly path: string
  readonly message: string
  /** What was probably meant. */
  readonly suggestion?: string
}

/** Everything that is wrong with a config, in `problems` and, a line each, in `message`. */
export class ConsentConfigError extends Error {
  override readonly name = 'ConsentConfigError'
  readonly problems: readonly ConfigProblem[]

  constructor(problems: readonly ConfigProblem[]) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`
    super([`The config has ${count}:`, ...problems.map(lineOf)].join('\n'))
    this.problems = problems
  }
}

/** Ids stand in the cookie and in attributes: that is what keeps them this plain. */
const id = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be 1 to 40 of a-z, 0-9 and -, and begin with a letter')
const text = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(3000, 'must have at most 3,000 characters')
const count = z.int().min(1)
const days = z.int().min(1).max(400)
const date = z.iso.date('must be a day such as 2026-12-01')
const link = z
  .string()
  .regex(
    /^(?:https:\/\/|\/(?!\/)|#)/,
    'must begin with https://, or with / for a page of this site',
  )
const address = z.url({ protocol: /^https$/, error: 'must be a https:// address' })
const host = z
  .string()
  .regex(
    /^(?:\*\.)?(?:[a-z0-9-]+\.)+[a-z0-9-]+$/,
    'must be a host name such as a.example, or *.a.example',
  )
const pattern = z
  .string()
  .regex(/^[^\s*;=]+\*?$/, 'must be a name, or the beginning of one and a * at its end')
const evidence = z.enum(['V', 'V2', 'K'])
const kind = z.enum(['script', 'iframe', 'pixel', 'sdk'])
const platform = z.enum(['web', 'ios', 'android', 'tv'])
const basis = z.enum(['consent', 'optout', 'notice', 'exempt'])
const ground = z.enum(['display', 're-entry', 'auth', 'security', 'load', 'own-id'])
const items = z.enum([
  'accessTime',
  'adClickId',
  'appSettings',
  'approxLocation',
  'browser',
  'clickEvents',
  'cookieId',
  'deviceName',
  'emailHash',
  'errorLogs',
  'inputText',
  'ip',
  'language',
  'memberIdHash',
  'os',
  'performance',
  'purchase',
  'referrer',
  'screen',
  'scroll',
  'searchTerms',
  'sessionRecording',
  'url',
  'userAgent',
  'viewEvents',
])

const purpose = z.strictObject({
  id,
  required: z.boolean().exactOptional(),
  since: count.exactOptional(),
  title: text,
  description: text,
  lost: text.exactOptional(),
  clauses: z.array(text),
})

const callValue = z.union([
  z.string(),
  z.boolean(),
  z.record(z.string(), z.union([z.string(), z.boolean()])),
])
const call = z.tuple(
  [z.string().regex(/^[\w$]+(?:\.[\w$]+)*$/, 'must be a path such as mixpanel.opt_out_tracking')],
  callValue,
)

const service = z.strictObject({
  id,
  purpose: id,
  basis: basis.exactOptional(),
  exemption: z
    .strictObject({
      ground,
      reason: text,
    })
    .exactOptional(),
  optOutEffect: z.strictObject({ stops: z.enum(['sending', 'use']), lost: text }).exactOptional(),
  platforms: z.array(platform).min(1).exactOptional(),
  since: count.exactOptional(),
  kind,
  name: text,
  title: text.exactOptional(),
  recipient: z.strictObject({
    name: text,
    country: z.string().regex(/^[A-Z]{2}$/, 'must be a country code such as JP'),
    privacyPolicy: address,
  }),
  role: z.enum(['processor', 'third-party', 'joint']),
  joinsPerson: z.boolean().exactOptional(),
  hosts: z.array(host),
  unverifiedHosts: z.array(host).exactOptional(),
  scripts: z.array(z.string().startsWith('https://', 'must begin with https://')),
  cookies: z.array(
    z.strictObject({
      name: pattern,
      party: z.enum(['first', 'third']),
      httpOnly: z.boolean().exactOptional(),
      lifetimeDays: z.number().min(0).nullable(),
      purpose: text,
      evidence,
    }),
  ),
  storage: z.array(
    z.strictObject({
      area: z.enum(['local', 'session', 'indexedDB', 'cache']),
      key: pattern,
      evidence,
    }),
  ),
  sends: z.array(items).min(1, 'must say what is sent'),
  ourPurpose: text,
  theirPurpose: text,
  retention: text.exactOptional(),
  optOut: address.exactOptional(),
  confirmed: date.exactOptional(),
  calls: z.strictObject({ granted: call, denied: call }).exactOptional(),
  evidence: z.strictObject({
    recipient: evidence,
    country: evidence,
    hosts: evidence,
    scripts: evidence,
    cookies: evidence,
    storage: evidence,
    sends: evidence,
    theirPurpose: evidence,
    optOut: evidence,
    privacyPolicy: evidence,
  }),
})

const banner = z.strictObject({
  title: text,
  intro: text,
  held: z.strictObject({ all: text, some: text, none: text }),
  joins: text,
  afterwards: text,
  required: text,
  acceptAll: text,
  rejectAll: text,
  choose: text,
  recipients: text,
  policy: text,
  pressAgain: text,
  failed: text,
})

const preferences = z.strictObject({
  title: text,
  save: text,
  acceptAll: text,
  rejectAll: text,
  close: text,
  allow: text,
  on: text,
  required: text,
  lost: text,
  services: text,
  saved: text,
  withdrawn: text,
  pressAgain: text,
  recipients: text,
})

const disclosure = z.strictObject({
  title: text,
  subtitle: text,
  intro: text,
  withoutScripts: text,
  updated: text,
  groups: z.strictObject({ processors: text, recipients: text, exempt: text }),
  columns: z.strictObject({
    service: text,
    items: text,
    recipient: text,
    ourPurpose: text,
    theirPurpose: text,
    stop: text,
    basis: text,
  }),
  kinds: z.record(kind, text),
  platforms: z.record(platform, text),
  bases: z.record(basis, text),
  purposeOf: text,
  grounds: z.record(ground, text),
  serviceName: text,
  home: text,
  foreign: text,
  privacyPolicy: text,
  countries: text,
  joinsPerson: text,
  stopHere: text,
  stopNot: text,
  stopThere: text,
  openPreferences: text,
  optOut: z.strictObject({ sending: text, use: text, lost: text }),
  retention: z.strictObject({
    device: z.strictObject({
      cookies: text,
      session: text,
      storage: text,
      nothing: text,
      unknown: text,
    }),
    theirs: text,
  }),
  confirmed: text,
  unconfirmed: text,
  history: z.strictObject({
    title: text,
    none: text,
    added: text,
    removed: text,
    changed: text,
    fields: z.strictObject({
      basis: text,
      hosts: text,
      items: text,
      ourPurpose: text,
      purpose: text,
      recipient: text,
      theirPurpose: text,
    }),
  }),
  contact: text,
  policy: text,
  live: z.strictObject({
    allow: text,
    granted: text,
    denied: text,
    unasked: text,
    always: text,
    talked: text,
    caption: text,
    known: text,
    unknown: text,
    nobody: text,
    pressAgain: text,
  }),
})

const texts = z.strictObject({
  lang: z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]+)*$/, 'must be a language tag such as ja'),
  banner,
  preferences,
  reasons: z.strictObject({ changed: text, added: text, lapsed: text }),
  wording: z.strictObject({ title: text, body: text, show: text, close: text }),
  placeholder: z.strictObject({ body: text, once: text, always: text, afterwards: text }),
  withdrawal: z.strictObject({
    title: text,
    stopped: text,
    running: text,
    stopNow: text,
    stopNowPlaying: text,
    stopAfter: text,
    left: text,
    leftOf: text,
    alreadySent: text,
    contact: text,
    close: text,
  }),
  disclosure,
  items: z.record(items, text),
  listSeparator: z.string(),
})

const shape = z.strictObject({
  operator: z.strictObject({
    service: text,
    legalName: text,
    address: text,
    email: z.email(),
    hours: text,
  }),
  policy: z.strictObject({ href: link, revised: date }),
  disclosure: z.strictObject({
    href: link,
    updated: date,
    countries: address.exactOptional(),
  }),
  revision: count,
  wording: count.exactOptional(),
  purposes: z.array(purpose).min(1),
  services: z.array(service),
  texts,
  maxAgeDays: z.strictObject({ granted: days, denied: days }).exactOptional(),
  scriptTimeoutMs: count.exactOptional(),
  onWithdraw: z.enum(['sweep', 'reload', 'ask']).exactOptional(),
  assets: link.exactOptional(),
})

/** The shape of a config. What its parts must have in common is checked by {@link parseConfig}. */
export const schema: z.ZodType<Config, Config> = shape

// The hand-written types and the schema agree both ways: a field missing in one is an error here.
type Writable<T> = T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T
type Mutual<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never
true satisfies Mutual<Writable<Config>, z.input<typeof shape>>
true satisfies Mutual<Writable<Texts>, z.input<typeof texts>>

/**
 * Returns `input` as a config.
 * @throws ConsentConfigError with *all* problems at once: where, what, and what was probably meant
 */
export function parseConfig(input: unknown): Config {
  const result = schema.safeParse(input, { reportInput: true })
  const shapeProblems = result.success ? [] : result.error.issues.flatMap(toProblems)
  const problems = [...shapeProblems, ...commonProblems(input)]
  if (problems.length > 0 || !result.success) throw new ConsentConfigError(problems)
  return result.data
}

function lineOf({ path, message, suggestion }: ConfigProblem): string {
  const hint = suggestion ? ` Did you mean "${suggestion}"?` : ''
  return `  ${path || 'config'}: ${message}.${hint}`
}

type Issue = z.core.$ZodIssue

function toProblems(issue: Issue): ConfigProblem[] {
  if (issue.code !== 'unrecognized_keys') {
    return [problem(issue.path, issue.message, suggestValue(issue))]
  }
  const known = knownKeys(issue.path)
  return issue.keys.map((key) =>
    problem([...issue.path, key], 'is not a field of this config', nearest(key, known)),
  )
}

function problem(
  path: readonly PropertyKey[],
  message: string,
  suggestion?: string | undefined,
): ConfigProblem {
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
  const text = message.replace(/\.$/, '')
  return {
    path: steps.join('').replace(/^\./, ''),
    message: text,
    ...(suggestion && { suggestion }),
  }
}

function suggestValue(issue: Issue): string | undefined {
  if (issue.code !== 'invalid_value' || typeof issue.input !== 'string') return undefined
  return nearest(issue.input, issue.values.map(String))
}

/** The fields of the object at `path` of the schema. */
function knownKeys(path: readonly PropertyKey[]): string[] {
  let at: unknown = shape
  for (const step of path) {
    if (at instanceof z.ZodExactOptional) at = at.unwrap()
    if (at instanceof z.ZodArray) at = at.element
    else if (at instanceof z.ZodObject) at = at.shape[String(step)]
  }
  if (at instanceof z.ZodExactOptional) at = at.unwrap()
  return at instanceof z.ZodObject ? Object.keys(at.shape) : []
}

/** The likeliest of `known`, unless none is near. */
function nearest(word: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((each) => ({ each, distance: leven(word.toLowerCase(), each.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
  return best && best.distance <= Math.max(2, word.length / 3) ? best.each : undefined
}

/** What no part shows by itself. Looks at whatever can be read, so that one run finds everything. */
function commonProblems(input: unknown): ConfigProblem[] {
  const config = fieldsOf(input)
  const purposes = listOf(config.purposes)
  const services = listOf(config.services)
  return [
    ...duplicateIds([...withPaths('purposes', purposes), ...withPaths('services', services)]),
    ...services.flatMap((service, i) => unknownPurpose(service, i, purposes)),
    ...lateSince(config.revision, { purposes, services }),
    ...purposes.flatMap(silentPurpose),
    ...services.flatMap((service, i) => unfoundedBasis(service, i, purposes)),
    ...silentCountries(fieldsOf(config.disclosure), services),
    ...unevenAges(fieldsOf(config.maxAgeDays)),
  ]
}

type Fields = Readonly<Record<string, unknown>>

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}

function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : []
}

interface Placed {
  readonly path: string
  readonly id: unknown
}

function withPaths(name: string, list: readonly Fields[]): Placed[] {
  return list.map(({ id }, i) => ({ path: `${name}[${i}].id`, id }))
}

function duplicateIds(all: readonly Placed[]): ConfigProblem[] {
  return all.flatMap(({ path, id }, i) => {
    const first = all.findIndex((each) => each.id === id)
    if (id === undefined || first === i) return []
    return [
      { path, message: `"${id}" is the id of ${all[first]?.path.replace('.id', '')} already` },
    ]
  })
}

function unknownPurpose(
  { purpose }: Fields,
  index: number,
  purposes: readonly Fields[],
): ConfigProblem[] {
  const ids = purposes.map(({ id }) => String(id))
  if (typeof purpose !== 'string' || ids.includes(purpose)) return []
  const message = `there is no purpose "${purpose}"`
  return [problem(['services', index, 'purpose'], message, nearest(purpose, ids))]
}

function lateSince(
  revision: unknown,
  lists: Readonly<Record<string, readonly Fields[]>>,
): ConfigProblem[] {
  return Object.entries(lists).flatMap(([name, list]) =>
    list.flatMap(({ since }, i) =>
      Number(since) > Number(revision)
        ? [problem([name, i, 'since'], `${since} is above the config's revision ${revision}`)]
        : [],
    ),
  )
}

function silentPurpose({ required, lost }: Fields, index: number): ConfigProblem[] {
  if (required === true || lost !== undefined) return []
  return [problem(['purposes', index, 'lost'], 'must say what a visitor loses by refusing')]
}

/** What a basis stands on: its ground, what stopping means, and a purpose that allows it. */
function unfoundedBasis(
  service: Fields,
  index: number,
  purposes: readonly Fields[],
): ConfigProblem[] {
  const { basis = 'consent', purpose, exemption, optOutEffect } = service
  const required = purposes.some((each) => each.id === purpose && each.required === true)
  const found: readonly (readonly [wrong: boolean, field: string, message: string])[] = [
    [required && basis !== 'exempt', 'basis', `must be "exempt": "${purpose}" can't be refused`],
    [
      purpose === 'advertising' && basis !== 'consent' && basis !== 'optout',
      'basis',
      `advertising can't be "${basis}": it needs consent, or can be stopped ("optout")`,
    ],
    [basis === 'exempt' && !exemption, 'exemption', 'must give the ground and reason of "exempt"'],
    [basis !== 'exempt' && !!exemption, 'exemption', 'belongs to the basis "exempt" only'],
    [basis === 'optout' && !optOutEffect, 'optOutEffect', 'must say what stopping does and costs'],
    [basis !== 'optout' && !!optOutEffect, 'optOutEffect', 'belongs to the basis "optout" only'],
  ]
  return found
    .filter(([wrong]) => wrong)
    .map(([, field, message]) => problem(['services', index, field], message))
}

/** Where a recipient is in another country, visitors are shown what its law says. */
function silentCountries({ countries }: Fields, services: readonly Fields[]): ConfigProblem[] {
  const abroad = services.some(({ recipient }) => {
    const { country } = fieldsOf(recipient)
    return typeof country === 'string' && country !== 'JP'
  })
  if (!abroad || countries !== undefined) return []
  return [problem(['disclosure', 'countries'], 'must link to what the law of other countries says')]
}

/** Who refused would be asked again sooner than who agreed. */
function unevenAges({ granted, denied }: Fields): ConfigProblem[] {
  if (!(Number(denied) < Number(granted))) return []
  return [problem(['maxAgeDays', 'denied'], `${denied} is below maxAgeDays.granted ${granted}`)]
}
