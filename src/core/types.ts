import type { Texts } from '../ui/text.ts'
import type { OwnReceipt, Shown } from './receipt.ts'

export type { OwnReceipt, Shown } from './receipt.ts'

export type Choice = 'granted' | 'denied'

/** Where a choice was made; `import` and `host` are choices carried over from elsewhere. */
export type Source =
  | 'banner'
  | 'preferences'
  | 'placeholder'
  | 'ask'
  | 'guardian'
  | 'api'
  | 'import'
  | 'host'

/**
 * Whether the visitor may decide alone: `minor` is below the config's line, `guardian` too, but a
 * guardian has decided.
 */
export type Age = 'unknown' | 'adult' | 'minor' | 'guardian'

/** One choice and when, under which revision and where it was made. */
export interface Mark {
  readonly choice: Choice
  /** Whole days since 1970-01-01 UTC. A day, not a time: everyone who refused that day looks alike. */
  readonly day: number
  readonly revision: number
  readonly source: Source
  /** A grant that was given although the browser sent {@link https://www.w3.org/TR/gpc/ GPC}. */
  readonly gpc?: true
}

/** All marks of a visitor: what the cookie holds. */
export interface ConsentRecord {
  /** The wording the visitor has seen, {@link Config.wording}. */
  readonly wording: number
  /** What is known of the visitor's age, `u` for nothing. Kept as found. */
  readonly age: string
  /** Random, names the receipt. `null` unless something is granted: an id is itself an identifier. */
  readonly id: string | null
  /** By id of purpose or service. Ids this config doesn't know are kept. */
  readonly marks: Readonly<Record<string, Mark>>
}

/** A record, `newer` (a later version of this package wrote it) or `null` (none that we can read). */
export type StoredRecord = ConsentRecord | 'newer' | null

export interface Purpose<Id extends string = string> {
  readonly id: Id
  /** Runs without being asked, is shown and cannot be refused. */
  readonly required?: boolean
  /** The revision at which the purpose appeared or changed what it does. Default 1. */
  readonly since?: number
  /** Shares data with others across sites: refused while the browser sends GPC. */
  readonly honorsGpc?: boolean
  readonly title: string
  readonly description: string
  /** What the visitor loses by refusing. Every purpose that can be refused has one. */
  readonly lost?: string
  /** Clauses of the privacy policy that name this purpose, such as `2-1`. */
  readonly clauses: readonly string[]
  /** What it grants Google, see {@link Service.google}. One that no purpose names stays denied. */
  readonly googleSignals?: readonly GoogleSignal[]
}

/** A signal of Google's Consent Mode, less `security_storage`, which is always granted. */
export type GoogleSignal =
  | 'ad_storage'
  | 'ad_user_data'
  | 'ad_personalization'
  | 'analytics_storage'
  | 'functionality_storage'
  | 'personalization_storage'

/** What leaves the visitor's device. The Japanese words for these stand in the locale. */
export type InformationItem =
  | 'accessTime'
  | 'adClickId'
  | 'appSettings'
  | 'approxLocation'
  | 'browser'
  | 'clickEvents'
  | 'cookieId'
  | 'deviceName'
  | 'emailHash'
  | 'errorLogs'
  | 'inputText'
  | 'ip'
  | 'language'
  | 'memberIdHash'
  | 'os'
  | 'performance'
  | 'purchase'
  | 'referrer'
  | 'screen'
  | 'scroll'
  | 'searchTerms'
  | 'sessionRecording'
  | 'url'
  | 'userAgent'
  | 'viewEvents'

/**
 * How well a fact is known: `V` read in the vendor's own text or code, `V2` read elsewhere,
 * `K` background knowledge that nobody verified.
 */
export type Evidence = 'V' | 'V2' | 'K'

export interface Cookie {
  /** Exact, or a prefix that ends in `*`. */
  readonly name: string
  /** A `third` cookie lies on the recipient's own domain, where no page can delete it. */
  readonly party: 'first' | 'third'
  /** Set by a server so that no page can see or delete it. */
  readonly httpOnly?: boolean
  /** The vendor's own note that the visitor refused: it stays until the vendor's code has stopped. */
  readonly optOut?: boolean
  /** 0 until the browser closes, `null` unknown. */
  readonly lifetimeDays: number | null
  readonly purpose: string
  readonly evidence: Evidence
}

export interface StorageKey {
  readonly area: 'local' | 'session' | 'indexedDB' | 'cache'
  /** Exact, or a prefix that ends in `*`. */
  readonly key: string
  /** The vendor's own note that the visitor refused: it stays until the vendor's code has stopped. */
  readonly optOut?: boolean
  readonly evidence: Evidence
}

/** Something in the browser, by its name or the name's beginning. */
export interface Stored {
  readonly area: 'cookie' | StorageKey['area']
  readonly name: string
}

export interface Swept extends Stored {
  /** The service that declares it. */
  readonly service: string
}

export interface LeftBehind extends Swept {
  /**
   * `in-use`: a database that a page has open goes when that is left. `kept`: it was still there, or
   * there again, when it was looked for.
   */
  readonly reason: 'third-party' | 'http-only' | 'in-use' | 'kept'
}

/** What became of all that denied services declare. */
export interface SweepResult {
  readonly deleted: readonly Swept[]
  readonly left: readonly LeftBehind[]
}

/** The legal entity that receives the data. */
export interface Recipient {
  readonly name: string
  /** ISO 3166-1 alpha-2. */
  readonly country: string
  readonly privacyPolicy: string
}

/** The fields of a service that state a fact about its vendor. */
export type ServiceFact =
  | 'recipient'
  | 'country'
  | 'hosts'
  | 'scripts'
  | 'cookies'
  | 'storage'
  | 'sends'
  | 'theirPurpose'
  | 'optOut'
  | 'privacyPolicy'

/**
 * How a service may start: once granted (`consent`); once the notice was painted, until denied
 * (`optout`, `notice`: they differ in what the law wants shown); always (`exempt`).
 */
export type Basis = 'consent' | 'optout' | 'notice' | 'exempt'

/** What is truly needed to provide the service: 電気通信事業法施行規則 第22条の2の30. */
export type Ground = 'display' | 're-entry' | 'auth' | 'security' | 'load' | 'own-id'

export interface Exemption {
  readonly ground: Ground
  /** Why, as a sentence in the visitor's language. */
  readonly reason: string
}

/** What an `optout` service must say of stopping it: 電気通信事業法施行規則 第22条の2の31. */
export interface OptOutEffect {
  /** Whether nothing is sent any more, or what is sent isn't used any more. */
  readonly stops: 'sending' | 'use'
  /** How stopping limits the service, as a sentence in the visitor's language. */
  readonly lost: string
}

/** Where it sends from. Rows of the apps' SDKs stand on the same page. */
export type Platform = 'web' | 'ios' | 'android' | 'tv'

export interface Service<Id extends string = string, PurposeId extends string = string> {
  readonly id: Id
  readonly purpose: PurposeId
  /** Default `consent`. A service of a required purpose is `exempt`. */
  readonly basis?: Basis
  /** Shares data with others across sites, unlike its purpose: see {@link Purpose.honorsGpc}. */
  readonly honorsGpc?: boolean
  /** Of an `exempt` service. */
  readonly exemption?: Exemption
  /** Of an `optout` service. */
  readonly optOutEffect?: OptOutEffect
  /** Switched off by the operator, for everyone: held and denied, whatever was answered and whatever the basis. */
  readonly off?: boolean
  /** Default the web alone. One that no page has stands in the list, and nowhere else. */
  readonly platforms?: readonly Platform[]
  /** The revision at which the service appeared or changed what it does. Default 1. */
  readonly since?: number
  /** How it gets into a page. An `iframe` shows something, and has a placeholder while it is held. */
  readonly kind: 'script' | 'iframe' | 'pixel' | 'sdk'
  readonly name: string
  /** What an `iframe` shows, in the visitor's words, such as 「YouTubeの動画」. Default: its name. */
  readonly title?: string
  readonly recipient: Recipient
  /** `processor` works for the operator only (委託先), the others also for themselves (提供先). */
  readonly role: 'processor' | 'third-party' | 'joint'
  /** The recipient joins it with what it knows of a person: 個人情報保護法 第31条. */
  readonly joinsPerson?: boolean
  /** `a.b` is that host alone, `*.a.b` every name below it. */
  readonly hosts: readonly string[]
  /** Those of {@link hosts} that the evidence doesn't reach. */
  readonly unverifiedHosts?: readonly string[]
  /** Addresses of its code; `*` stands for any text. */
  readonly scripts: readonly string[]
  readonly cookies: readonly Cookie[]
  readonly storage: readonly StorageKey[]
  readonly sends: readonly InformationItem[]
  readonly ourPurpose: string
  readonly theirPurpose: string
  /** How long the recipient keeps what it receives, as a sentence in the visitor's language. */
  readonly retention?: string
  /** The vendor's own page for refusing. */
  readonly optOut?: string
  /** The day, `YYYY-MM-DD`, on which the site confirmed all of this with the vendor. */
  readonly confirmed?: string
  /** What its own code is told of the visitor's answers. */
  readonly signal?: Signal
  /** Its code reads Google's Consent Mode: see {@link Config.google}. */
  readonly google?: boolean
  readonly evidence: Readonly<Record<ServiceFact, Evidence>>
}

/** What a vendor's own code is told, such as `fbq('consent', 'grant')`. */
export interface Signal {
  /** The vendor's name on `window`, such as `fbq`. */
  readonly queue: string
  readonly form: SignalForm
  /** Told before the service first runs in a page: that nobody has agreed. */
  readonly default?: SignalValues
  /** Told once the visitor agrees, and again whenever they do. */
  readonly grant: SignalValues
  /** Told when the service may not run any more, where it has run. */
  readonly revoke: SignalValues
}

/**
 * How it is told, and where the default goes before the vendor's code is there. `function` is called;
 * before, as its snippet does, calls are kept in its `q`. `snippet` is called as well, but only its
 * snippet may make it: right after, the default is put first in its `queue`. `push` is an array that
 * takes one value after another, `list` one that takes each call as a list; `list` and `method` have
 * a method by the first value's name. A `method` isn't told before it is there.
 */
export type SignalForm = 'function' | 'snippet' | 'push' | 'list' | 'method'
export type SignalValues = readonly [name: string, ...values: readonly SignalValue[]]
export type SignalValue = string | boolean | Readonly<Record<string, string | boolean>>

/** What Google's Consent Mode is told besides the signals, all of which begin as denied. */
export interface GoogleOptions {
  /**
   * What the site means to do, held against the bases of its services: in `basic` mode all that read
   * the signals are held until granted; in `advanced` mode one runs by notice, and sends without
   * cookies until it is. Default: by their bases.
   */
  readonly mode?: 'basic' | 'advanced'
  /** How long Google's tags wait for the answer of this visit, in milliseconds. */
  readonly waitForUpdateMs?: number
  /** Where that differs. Denied there as well: what is left out Google takes for granted. */
  readonly regions?: readonly GoogleRegion[]
  /** No click ids while `ad_storage` is denied, and another host without cookies. */
  readonly adsDataRedaction?: boolean
  /** Click ids travel in the site's own links instead of cookies. */
  readonly urlPassthrough?: boolean
  /** The name of its queue on `window`. Default `dataLayer`. */
  readonly dataLayer?: string
}

export interface GoogleRegion {
  /** ISO 3166-2, such as `JP` or `US-CA`. */
  readonly region: readonly string[]
  readonly waitForUpdateMs: number
}

export interface Operator {
  /** What visitors call the service, such as `METALIVE`. */
  readonly service: string
  readonly legalName: string
  readonly address: string
  readonly email: string
  /** When questions are answered, as a sentence in the visitor's language. */
  readonly hours: string
}

export interface Config<PurposeId extends string = string, ServiceId extends string = string> {
  readonly operator: Operator
  readonly policy: {
    readonly href: string
    /** The day of its last revision, `YYYY-MM-DD`. */
    readonly revised: string
    /** Below how many years it wants a guardian: {@link AgeRule.line} should be no lower. */
    readonly guardianBelow?: number
  }
  readonly disclosure: {
    /** The page that lists every transmission. */
    readonly href: string
    /** The day of the list's last change, `YYYY-MM-DD`. */
    readonly updated: string
    /** What the law of other countries says, where a recipient is in one: 個人情報保護法 第28条. */
    readonly countries?: string
  }
  /** Raised when a purpose or service changes in substance; the changed one names it in `since`. */
  readonly revision: number
  /** Raised when only words changed. Default 1. */
  readonly wording?: number
  readonly purposes: readonly Purpose<PurposeId>[]
  readonly services: readonly Service<ServiceId, NoInfer<PurposeId>>[]
  readonly texts: Texts
  /** The same in other languages. A page's, or the visitor's, is fetched when it is shown. */
  readonly translations?: readonly Translation<NoInfer<PurposeId>, NoInfer<ServiceId>>[]
  /**
   * Whose language is shown, of those there are: the page's (`<html lang>`), or the browser's. What the
   * visitor chooses in the banner counts before both. Default `page`.
   */
  readonly languageFrom?: 'page' | 'browser'
  /** Whole days after which a grant lapses (180) and a denial may be asked about again (365). */
  readonly maxAgeDays?: MaxAgeDays
  /** How long a tag's file may keep the tags after it waiting, in milliseconds. Default 10,000. */
  readonly scriptTimeoutMs?: number
  /**
   * What happens to code that still runs after a withdrawal: the visitor is told (`sweep`), the page
   * is opened anew unless something plays (`reload`), the visitor chooses when (`ask`). Default `ask`.
   */
  readonly onWithdraw?: OnWithdraw
  /**
   * Whether pages without a `data-consent-open` link show a button that opens the preferences, once
   * the visitor has answered. Default true.
   */
  readonly settingsButton?: boolean
  /** Of the first layer, on screens of 720 pixels and more; on narrower ones it is a sheet. Default `card`. */
  readonly layout?: Layout
  /** For sites that ask how old visitors are: below the line a guardian consents for them. */
  readonly age?: AgeRule
  /** For a record that several hosts share. Any host of the domain can then plant one. */
  readonly cookie?: CookieScope
  /** Has the site's server set the cookie again, once a day at most: Safari keeps those for longer. */
  readonly renewal?: {
    /** An address of this site that answers as `renew` in `@metalive/consent/server` does. */
    readonly url: string
  }
  /** Sends a receipt of each decision to the site's own server. */
  readonly receipt?: {
    /** An address of this site that answers as `takeReceipt` in `@metalive/consent/server` does. */
    readonly url: string
  }
  /** For services with {@link Service.google}. */
  readonly google?: GoogleOptions
  /**
   * Of a page that is embedded, such as a player: the pages around it that say what is granted. It then
   * asks nobody and keeps nothing. What such a page grants, it grants to one who is old enough there: list
   * only those that ask for the same age. Opened by itself, the page decides as any other.
   */
  readonly host?: Origins
  /** Of a page with frames: those that are told what is granted here. */
  readonly frames?: Origins
  /** Has services switched off without a release: asked on every page once it has loaded. */
  readonly switches?: {
    /** An address of this site that answers `{ "off": ["ga4"] }`, cached for as long as its headers say. */
    readonly url: string
  }
  /** Where the lazily loaded files lie, when not beside `consent.js`. Ends in `/`. */
  readonly assets?: string
}

/** A config's words in one more language: one file each. */
export interface Translation<PurposeId extends string = string, ServiceId extends string = string> {
  readonly texts: Texts
  readonly purposes: Readonly<Record<PurposeId, Pick<Purpose, 'title' | 'description' | 'lost'>>>
  /** Of what has none the config's own words stand. */
  readonly services?: Readonly<Partial<Record<ServiceId, ServiceWords>>>
  readonly operator?: Partial<Pick<Operator, 'hours'>>
}

/** What visitors read of a service. */
export type ServiceWords = Partial<
  Pick<Service, 'name' | 'title' | 'ourPurpose' | 'theirPurpose' | 'retention'>
> & {
  readonly exemption?: Pick<Exemption, 'reason'>
  readonly optOutEffect?: Pick<OptOutEffect, 'lost'>
}

export interface Origins {
  /** Such as `https://www.site.example`. */
  readonly origins: readonly string[]
}

export interface AgeRule {
  /** In years: who is younger can't consent alone. */
  readonly line: number
  /** Before the first grant, before anything is asked, or never: the site tells by `setAge`. */
  readonly ask: 'grant' | 'first' | 'never'
}

/** A card stands above the page's lower edge, a bar lies on it from side to side. */
export type Layout = 'card' | 'bar'

export type OnWithdraw = 'sweep' | 'reload' | 'ask'

export interface CookieScope {
  /** Whose hosts share it, such as `example.co.jp`. A host outside has a record of its own. */
  readonly domain: string
}

export interface MaxAgeDays {
  readonly granted: number
  readonly denied: number
}

/** As much of a {@link Config} as deciding takes. Every `Config` is one. */
export interface CoreConfig<PurposeId extends string = string, ServiceId extends string = string> {
  readonly revision: number
  readonly wording?: number
  readonly purposes: readonly CorePurpose<PurposeId>[]
  readonly services: readonly CoreService<ServiceId, NoInfer<PurposeId>>[]
  readonly maxAgeDays?: MaxAgeDays
  readonly scriptTimeoutMs?: number
  readonly settingsButton?: boolean
  readonly age?: AgeRule
  readonly cookie?: CookieScope
  readonly renewal?: Config['renewal']
  readonly receipt?: Config['receipt']
  readonly google?: GoogleOptions
  readonly host?: Origins
  readonly frames?: Origins
  readonly switches?: Config['switches']
  /** BCP 47, the config's own first. A {@link Config} says it by its texts. */
  readonly languages?: readonly string[]
  readonly languageFrom?: Config['languageFrom']
}

export type CorePurpose<Id extends string = string> = Pick<
  Purpose<Id>,
  'id' | 'required' | 'since' | 'honorsGpc' | 'googleSignals'
>
export type CoreService<Id extends string = string, PurposeId extends string = string> = Pick<
  Service<Id, PurposeId>,
  'id' | 'purpose' | 'since' | 'basis' | 'honorsGpc' | 'off' | 'signal' | 'google'
>

/** `undecided`: no marks. `partial`: something that needs an answer has none. */
export type Status = 'undecided' | 'partial' | 'decided'

/**
 * Why an answer from before isn't enough: a purpose has changed, a service came or changed, the
 * answer is too old, nobody knows whether the visitor was old enough to give it.
 */
export type AskReason = 'changed' | 'added' | 'lapsed' | 'age'

export interface ConsentState<Id extends string = string> {
  readonly status: Status
  /**
   * Every purpose and service; one without an entry is unasked, and held like a denied one. A service
   * may be granted without an answer, by its {@link Basis}.
   */
  readonly choices: Readonly<Partial<Record<Id, Choice>>>
  /** What needs an answer, in the config's order. A lapsed denial stands here and stays denied. */
  readonly asks: readonly Id[]
  /** Empty for one who has answered nothing yet. */
  readonly reasons: readonly AskReason[]
  /** The browser sends GPC, and something here is refused by it. */
  readonly gpc: boolean
  /** Nothing needs an answer, but the wording has changed since the visitor saw it. */
  readonly reworded: boolean
  /** Services that the operator has switched off: denied, and not to be granted. */
  readonly off: readonly Id[]
  readonly age: Age
}

export type Choices<Id extends string = string> = Readonly<Partial<Record<Id, Choice>>>

/** By id, the choices that became another. One that was or is unasked is `undefined` there. */
export type Change<Id extends string = string> = Readonly<
  Partial<Record<Id, { readonly from: Choice | undefined; readonly to: Choice | undefined }>>
>

/** `detail` of the event `metalive-consent:change` on `window`. */
export interface ChangeDetail<Id extends string = string> {
  readonly state: ConsentState<Id>
  readonly change: Change<Id>
}

/**
 * First layer, second layer, the notices that only words have changed, or that nothing is kept, the
 * question of age with a guardian's step, and the visitor's own record.
 */
export type Layer = 'banner' | 'preferences' | 'wording' | 'unsaved' | 'age' | 'record'

export interface DecideOptions {
  /** Default `api`: the site's own code. */
  readonly source?: Source
  /** What the visitor was shown, for the receipt. */
  readonly shown?: Shown
}

export interface AskOptions {
  /** What it is needed for now, as the site's own sentence. Shown as text, above what the config says. */
  readonly why?: string
}

export interface AgeOptions {
  /** The day on which the visitor reaches the line, `YYYY-MM-DD`. Never a day of birth. */
  readonly until?: string
  /** What a guardian was shown, for the receipt. */
  readonly shown?: Shown
}

/** Something that is wrong with a page. */
export interface Finding {
  /**
   * - `google-before-default`: a Google tag ran before it was told what is denied by default
   * - `google-before-update`: one ran before it was told what a visitor who comes back has granted
   * - `unmarked`: a script, frame or image of a service that nothing holds
   * - `not-held`: one that is marked, and runs all the same
   * - `unknown-id`: a mark that the config has no purpose or service for
   * - `never-loaded`: something marked is granted, and wasn't loaded
   * - `two-copies`: this package is in the page twice
   * - `unlisted-host`: the page talks to a host of which the list says nothing
   */
  readonly id:
    | 'google-before-default'
    | 'google-before-update'
    | 'unmarked'
    | 'not-held'
    | 'unknown-id'
    | 'never-loaded'
    | 'two-copies'
    | 'unlisted-host'
  /** An `error` lets something run that should not, or leaves nobody knowing what runs. */
  readonly severity: 'error' | 'warning'
  /** What is wrong and what to do, in plain English. */
  readonly message: string
  readonly element?: Element
}

export interface Consent<Id extends string = string> {
  readonly state: ConsentState<Id>
  /** What the cookie holds, `null` without a record that we can read. */
  readonly record: ConsentRecord | null
  granted(id: Id): boolean
  /** Resolves once `id` is granted, perhaps never; does not reject. */
  when(id: Id): Promise<void>
  /**
   * Calls `listener` with the state now and after every change, and with what is another since it
   * last heard: at first, all that has a choice. One that throws stops no other; its error goes to
   * {@link onError}. The event `metalive-consent:change` on `window` follows, with both in `detail`.
   * @returns what ends it
   */
  subscribe(listener: (state: ConsentState<Id>, change: Change<Id>) => void): () => void
  /**
   * Writes a mark for each id given, and for no other. A purpose drops the marks of its services
   * unless they are given too. Unknown ids are reported and left out. Never throws.
   * The cookie and `state` are new when it returns; subscribers follow in a later task. Only grants of
   * one who can't give them alone wait: for the age, or for a guardian.
   */
  decide(choices: Choices<Id>, options?: DecideOptions): void
  /**
   * Asks about one purpose or service at the point of need, in a small dialog, unless it is granted.
   * The answer is a mark for `id`, and for no other. Resolves with what holds then, once those who
   * follow the state have heard, and with what held before if nobody answers or nobody can be asked.
   * Two asks about one id are one; those about others wait for each other. Never rejects.
   */
  ask(id: Id, options?: AskOptions): Promise<Choice>
  /**
   * Notes whether the visitor may decide alone: the site knows it, or they said so. A number is in
   * years, and held against the config's line. `guardian` is a guardian's consent to what
   * {@link waiting} names. Grants nothing else by itself; a minor's grants end.
   */
  setAge(age: Age | number, options?: AgeOptions): void
  /** What the visitor wants to grant, until their age is known or a guardian has agreed. */
  readonly waiting: readonly Id[]
  /** Nobody wants any more what {@link waiting} names. */
  decline(): void
  /** Notes that the visitor was shown the wording there is; it answers nothing. */
  acknowledge(): void
  /** Denies one purpose or service, or every purpose. */
  withdraw(id?: Id, options?: DecideOptions): void
  /**
   * Runs `start` once per grant of `id`, now or later. The function it returns runs on withdrawal.
   * @returns what ends it, running the clean-up first if the service runs
   */
  gate(id: Id, start: () => void | (() => void)): () => void
  /** The receipts that this browser keeps, oldest first. */
  receipts(): Promise<readonly OwnReceipt[]>
  /**
   * Withdraws all, and deletes what every service that can be refused declares, and the receipts.
   * The visitor is told what can't be deleted.
   */
  erase(options?: DecideOptions): Promise<SweepResult>
  /**
   * Looks at the page, once it has loaded, and says what is wrong with how it is set up: for those who
   * build it, hence in English. Empty where nothing is. Rejects where its file can't be had.
   */
  diagnose(): Promise<readonly Finding[]>
  /** What visitors are shown, BCP 47. */
  readonly language: string
  /**
   * Shows everything in the language that fits `tag`, and remembers it as the visitor's. One that the
   * site hasn't changes nothing. The event `metalive-consent:language` on `window` follows.
   */
  setLanguage(tag: string): void
  /** Opens a layer. Without `ui`, or when its file can't be loaded, reports through `onError`. */
  show(layer: Layer): void
  /** Holds and releases marked elements in an open shadow root, too. */
  observe(root: ShadowRoot): void
  /** Tells of an error as this package tells of its own: each message once. For a UI of your own. */
  report(error: unknown): void
  /**
   * Hands errors to `listener`, those from before too, instead of to the console.
   * @returns what ends it
   */
  onError(listener: (error: Error) => void): () => void
  /** Grants nothing any more: clean-ups run, embeds are held. Ends all watching, removes the UI. */
  destroy(): void
}

/** What `@metalive/consent/ui` exports, and what a UI of your own has to. */
export interface UiModule {
  mount(consent: Consent, config: Config, options: UiOptions): Ui
}

export interface UiOptions {
  /** The page's nonce, for `<style>` elements where the browser can't construct sheets. */
  readonly nonce: string
}

export interface Ui {
  /**
   * Resolves once the layer was painted: services that need no more than a notice run from then on.
   * Rejects when it can't be shown.
   *
   * @param takesFocus - of one who was in the same layer in another language
   */
  show(layer: Layer, takesFocus?: boolean): Promise<void>
  /** Which one is open: it is opened again in another language. */
  layer?(): Layer | undefined
  /**
   * Asks about one purpose or service. Resolves once that is over: answered, a grant with all that it
   * waits for, or left. Rejects when it can't be shown. Without it {@link Consent.ask} asks nobody.
   *
   * @returns `true` when it was cut off by {@link destroy}: the next UI is asked to
   */
  ask?(id: string, options: AskOptions): Promise<unknown>
  /** Resolves once a layer that nobody asked for may open; without it, that is always. */
  free?(): Promise<void>
  destroy(): void
}
