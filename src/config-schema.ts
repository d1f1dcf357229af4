/** What every field of a config may hold. */
import { z } from 'zod'
import type { Config, InformationItem } from './core/types.ts'
import type { Texts } from './ui/text.ts'

/** Ids stand in the cookie and in attributes: that is what keeps them this plain. */
export const id: z.ZodString = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be 1 to 40 of a-z, 0-9 and -, and begin with a letter')
  .meta({ examples: ['video-stats'] })

/** Nothing that turns the direction of what follows, and no control characters but line and tab. */
const SEEN = /^(?:[\n\t]|[^\p{Cc}\u202a-\u202e\u2066-\u2069])*$/u
const UNSEEN = 'must not hold control characters, nor ones that turn the direction of writing'
export const text: z.ZodString = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(3000, 'must have at most 3,000 characters')
  .regex(SEEN, UNSEEN)
  .meta({ examples: ['どの動画がよく見られているかを調べるために使います。'] })
const separator = z
  .string()
  .regex(SEEN, UNSEEN)
  .meta({ examples: ['、'] })
const count = z
  .int()
  .min(1)
  .meta({ examples: [1] })
const days = z
  .int()
  .min(1)
  .max(400)
  .meta({ examples: [180] })
const years = z
  .int()
  .min(1)
  .max(25)
  .meta({ examples: [16] })
const date = z.iso.date('must be a day such as 2026-12-01').meta({ examples: ['2026-12-01'] })
/** A backslash is a slash to a browser: two of either begin another host's address. */
const link = z
  .string()
  .regex(
    /^(?:https:\/\/|\/(?![/\\])|#)[^\s\p{Cc}\u202a-\u202e\u2066-\u2069]*$/u,
    'must begin with https://, or with / for a page of this site, and hold no spaces',
  )
  .meta({ examples: ['/privacy.html'] })
const path = z
  .string()
  .regex(/^\/(?![/\\])[\x21-\x7e]*$/, 'must be an address of this site that begins with /')
  .meta({ examples: ['/consent/renew'] })
const NO_ADDRESS = 'must be a https:// address'
const address = z
  .url({ protocol: /^https$/, error: NO_ADDRESS, abort: true })
  .regex(/^https:\/\/[^\s\p{Cc}\u202a-\u202e\u2066-\u2069]+$/u, NO_ADDRESS)
  .meta({ examples: ['https://vendor.example/privacy'] })
const code = z
  .string()
  .regex(
    /^https:\/\/[^\s\p{Cc}\u202a-\u202e\u2066-\u2069]+$/u,
    'must begin with https:// and hold no spaces',
  )
  .meta({ examples: ['https://cdn.vendor.example/tag.js*'] })
export const host: z.ZodString = z
  .string()
  .regex(
    /^(?:\*\.)?(?:[a-z0-9-]+\.)+[a-z0-9-]+$/,
    'must be a host name such as a.example, or *.a.example',
  )
  .meta({ examples: ['cdn.vendor.example'] })
const domain = z
  .string()
  .regex(
    /^(?:[a-z0-9-]+\.)+[a-z0-9-]+$/,
    'must be a domain such as site.example, with no dot before it',
  )
  .meta({ examples: ['site.example'] })
export const origin: z.ZodString = z
  .string()
  .regex(
    /^https:\/\/(?:[a-z0-9-]+\.)*[a-z0-9-]+(?::(?!443$)[0-9]{1,5})?$/,
    'must be an origin such as https://www.site.example, with nothing behind it',
  )
  .meta({ examples: ['https://www.site.example'] })
const origins = z.strictObject({ origins: z.array(origin).min(1, 'must name one at least') })
const pattern = z
  .string()
  .regex(/^[^\s*;=]+\*?$/, 'must be a name, or the beginning of one and a * at its end')
  .regex(SEEN, UNSEEN)
  .meta({ examples: ['_ga_*'] })
const COUNTRIES = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
export const country: z.ZodString = z
  .string()
  // What doesn't look like one is none that could be asked for.
  .regex(/^[A-Z]{2}$/, { error: 'must be a country code such as JP', abort: true })
  .refine((code) => COUNTRIES.of(code) !== undefined, 'is the code of no country')
  .meta({ examples: ['JP'] })
const lang = z
  .string()
  .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]+)*$/, 'must be a language tag such as ja')
  .meta({ examples: ['ja'] })
const email = z.email('must be an e-mail address').meta({ examples: ['privacy@site.example'] })
const evidence = z.enum(['V', 'V2', 'K'])
const kind = z.enum(['script', 'iframe', 'pixel', 'sdk'])
const platform = z.enum(['web', 'ios', 'android', 'tv'])
const basis = z.enum(['consent', 'optout', 'notice', 'exempt'])
const source = z.enum([
  'banner',
  'preferences',
  'placeholder',
  'ask',
  'guardian',
  'api',
  'import',
  'host',
])
const ground = z.enum(['display', 're-entry', 'auth', 'security', 'load', 'own-id'])
const items: z.ZodEnum<{ [Item in InformationItem]: Item }> = z.enum([
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

const googleSignal = z.enum([
  'ad_storage',
  'ad_user_data',
  'ad_personalization',
  'analytics_storage',
  'functionality_storage',
  'personalization_storage',
])

const purpose = z.strictObject({
  id,
  required: z.boolean().exactOptional(),
  honorsGpc: z.boolean().exactOptional(),
  since: count.exactOptional(),
  title: text,
  description: text,
  lost: text.exactOptional(),
  clauses: z.array(text),
  googleSignals: z.array(googleSignal).exactOptional(),
})

const signalValue = z
  .union([z.string(), z.boolean(), z.record(z.string(), z.union([z.string(), z.boolean()]))])
  .meta({ examples: ['granted'] })
const name = z
  .string()
  .regex(/^[A-Za-z_$][\w$]*$/, 'must be a name such as opt_out_tracking')
  .meta({ examples: ['opt_out_tracking'] })
const signalValues = z.tuple([name], signalValue)
const signal = z.strictObject({
  queue: name,
  form: z.enum(['function', 'snippet', 'push', 'list', 'method']),
  default: signalValues.exactOptional(),
  grant: signalValues,
  revoke: signalValues,
})
const milliseconds = z
  .int()
  .min(1)
  .max(10_000)
  .meta({ examples: [500] })
const region = z
  .string()
  .regex(/^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/, 'must be a region such as JP or US-CA')
  .meta({ examples: ['US-CA'] })
const google = z.strictObject({
  mode: z.enum(['basic', 'advanced']).exactOptional(),
  waitForUpdateMs: milliseconds.exactOptional(),
  regions: z
    .array(z.strictObject({ region: z.array(region).min(1), waitForUpdateMs: milliseconds }))
    .exactOptional(),
  adsDataRedaction: z.boolean().exactOptional(),
  urlPassthrough: z.boolean().exactOptional(),
  dataLayer: name.exactOptional(),
})

const service = z.strictObject({
  id,
  purpose: id,
  basis: basis.exactOptional(),
  off: z.boolean().exactOptional(),
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
    country,
    privacyPolicy: address,
  }),
  role: z.enum(['processor', 'third-party', 'joint']),
  honorsGpc: z.boolean().exactOptional(),
  joinsPerson: z.boolean().exactOptional(),
  hosts: z.array(host),
  unverifiedHosts: z.array(host).exactOptional(),
  scripts: z.array(code),
  cookies: z.array(
    z.strictObject({
      name: pattern,
      party: z.enum(['first', 'third']),
      httpOnly: z.boolean().exactOptional(),
      optOut: z.boolean().exactOptional(),
      lifetimeDays: z.number().min(0).nullable(),
      purpose: text,
      evidence,
    }),
  ),
  storage: z.array(
    z.strictObject({
      area: z.enum(['local', 'session', 'indexedDB', 'cache']),
      key: pattern,
      optOut: z.boolean().exactOptional(),
      evidence,
    }),
  ),
  sends: z.array(items).min(1, 'must say what is sent'),
  ourPurpose: text,
  theirPurpose: text,
  retention: text.exactOptional(),
  optOut: address.exactOptional(),
  confirmed: date.exactOptional(),
  signal: signal.exactOptional(),
  google: z.boolean().exactOptional(),
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
  acceptOthers: text,
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
  acceptOthers: text,
  rejectAll: text,
  close: text,
  allow: text,
  on: text,
  required: text,
  lost: text,
  services: text,
  stopped: text,
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
  stopInApp: text,
  stopNot: text,
  stopThere: text,
  stopped: text,
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
  own: z.strictObject({
    title: text,
    intro: text,
    record: text,
    renewed: text,
    receipts: text,
    outbox: text,
    off: text,
    language: text,
    days: text,
    untilErased: text,
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
      platforms: text,
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
  lang,
  name: text,
  banner,
  preferences,
  reasons: z.strictObject({ gpc: text, changed: text, added: text, lapsed: text, age: text }),
  unsaved: z.strictObject({ title: text, body: text, close: text }),
  wording: z.strictObject({ title: text, body: text, show: text, close: text }),
  placeholder: z.strictObject({
    body: text,
    stopped: text,
    once: text,
    always: text,
    afterwards: text,
  }),
  ask: z.strictObject({
    title: text,
    sends: text,
    sendsEach: text,
    service: text,
    lost: text,
    afterwards: text,
    allow: text,
    deny: text,
    close: text,
    pressAgain: text,
  }),
  withdrawal: z.strictObject({
    title: text,
    erased: text,
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
  age: z.strictObject({
    title: text,
    body: text,
    adult: text,
    minor: text,
    unsaid: text,
    guardianTitle: text,
    guardianBody: text,
    guardianList: text,
    declaration: text,
    agree: text,
    goOn: text,
    again: text,
    pressAgain: text,
  }),
  record: z.strictObject({
    title: text,
    open: text,
    none: text,
    number: text,
    copy: text,
    copied: text,
    columns: z.strictObject({ what: text, choice: text, when: text, where: text }),
    choices: z.strictObject({ granted: text, denied: text }),
    sources: z.record(source, text),
    version: text,
    shown: text,
    verify: text,
    verified: text,
    altered: text,
    download: text,
    withdraw: text,
    erase: text,
    eraseNote: text,
    contact: text,
    close: text,
  }),
  disclosure,
  items: z.record(items, text),
  listSeparator: separator,
})

const translation = z.strictObject({
  texts,
  purposes: z.record(
    id,
    z.strictObject({ title: text, description: text, lost: text.exactOptional() }),
  ),
  services: z
    .record(
      id,
      z
        .strictObject({
          name: text.exactOptional(),
          title: text.exactOptional(),
          ourPurpose: text.exactOptional(),
          theirPurpose: text.exactOptional(),
          retention: text.exactOptional(),
          exemption: z.strictObject({ reason: text }).exactOptional(),
          optOutEffect: z.strictObject({ lost: text }).exactOptional(),
        })
        .optional(),
    )
    .exactOptional(),
  operator: z.strictObject({ hours: text.exactOptional() }).exactOptional(),
})

const shape = z.strictObject({
  operator: z.strictObject({
    service: text,
    legalName: text,
    address: text,
    email,
    hours: text,
  }),
  policy: z.strictObject({ href: link, revised: date, guardianBelow: years.exactOptional() }),
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
  translations: z.array(translation).exactOptional(),
  languageFrom: z.enum(['page', 'browser']).exactOptional(),
  maxAgeDays: z.strictObject({ granted: days, denied: days }).exactOptional(),
  scriptTimeoutMs: count.exactOptional(),
  onWithdraw: z.enum(['sweep', 'reload', 'ask']).exactOptional(),
  settingsButton: z.boolean().exactOptional(),
  layout: z.enum(['card', 'bar']).exactOptional(),
  age: z.strictObject({ line: years, ask: z.enum(['grant', 'first', 'never']) }).exactOptional(),
  cookie: z.strictObject({ domain }).exactOptional(),
  renewal: z.strictObject({ url: path }).exactOptional(),
  receipt: z.strictObject({ url: path }).exactOptional(),
  google: google.exactOptional(),
  host: origins.exactOptional(),
  frames: origins.exactOptional(),
  switches: z.strictObject({ url: path }).exactOptional(),
  assets: link.exactOptional(),
})

/** The shape of a config. What its parts must have in common is checked by `parseConfig`. */
export const schema: z.ZodType<Config, Config> = shape

// The hand-written types and the schema agree both ways: a field missing in one is an error here.
type Writable<T> = T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T
type Mutual<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never
true satisfies Mutual<Writable<Config>, z.input<typeof shape>>
true satisfies Mutual<Writable<Texts>, z.input<typeof texts>>
