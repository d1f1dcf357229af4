import type {
  Basis,
  Choice,
  Ground,
  InformationItem,
  OptOutEffect,
  Platform,
  Service,
  Source,
} from '../core/types.ts'

/**
 * Every word a visitor reads, as whole sentences: nothing is glued together from fragments.
 * `{name}` in a text is filled in by {@link fill}. `{送|おく}` is a word with its reading, and `{|}` a
 * place where a heading or a button may be broken: see `annotations.ts`.
 */
export interface Texts {
  /** BCP 47. */
  readonly lang: string
  /** What the language calls itself. */
  readonly name: string
  readonly banner: BannerTexts
  readonly preferences: PreferencesTexts
  readonly reasons: ReasonTexts
  readonly wording: WordingTexts
  readonly unsaved: UnsavedTexts
  readonly placeholder: PlaceholderTexts
  readonly ask: AskTexts
  readonly withdrawal: WithdrawalTexts
  readonly age: AgeTexts
  readonly record: RecordTexts
  readonly disclosure: DisclosureTexts
  readonly items: Readonly<Record<InformationItem, string>>
  /** Between the members of a list inside a sentence. */
  readonly listSeparator: string
}

export interface BannerTexts {
  readonly title: string
  /** Says that what follows, the list of purposes, needs an answer. Knows `{service}`. */
  readonly intro: string
  /** What is sent when: `all`, `some` or `none` of it is held until it is granted. */
  readonly held: Readonly<Record<'all' | 'some' | 'none', string>>
  /** Names a recipient that joins what it gets with a person. Knows `{recipient}` and `{items}`. */
  readonly joins: string
  /** Which videos can be watched whatever one chooses. Knows `{service}`. */
  readonly afterwards: string
  readonly required: string
  readonly acceptAll: string
  /** The same where GPC refuses some. Knows `{purposes}`. */
  readonly acceptOthers: string
  readonly rejectAll: string
  readonly choose: string
  /** Knows `{n}`, the number of companies. */
  readonly recipients: string
  readonly policy: string
  readonly pressAgain: string
  /** The second layer could not be loaded. */
  readonly failed: string
}

export interface PreferencesTexts {
  readonly title: string
  readonly save: string
  readonly acceptAll: string
  /** The same where GPC refuses some. Knows `{purposes}`. */
  readonly acceptOthers: string
  readonly rejectAll: string
  readonly close: string
  /** Knows `{purpose}`: the name of a purpose's switch. */
  readonly allow: string
  /** Beside every switch. */
  readonly on: string
  readonly required: string
  /** Stands before what a refusal costs. */
  readonly lost: string
  readonly services: string
  /** In place of a switch, where the operator has switched a service off. */
  readonly stopped: string
  readonly saved: string
  readonly withdrawn: string
  readonly pressAgain: string
  /** Knows `{n}`, the number of companies. */
  readonly recipients: string
}

/** Why someone who has answered is asked again, or asked less than others. */
export interface ReasonTexts {
  /** The browser sends GPC. Knows `{purposes}`. */
  readonly gpc: string
  /** Knows `{date}`. */
  readonly changed: string
  /** Knows `{n}`, the number of companies. */
  readonly added: string
  /** Knows `{days}`. */
  readonly lapsed: string
  readonly age: string
}

/** The notice that the browser keeps no answer. */
export interface UnsavedTexts {
  readonly title: string
  readonly body: string
  readonly close: string
}

/** The notice that only words have changed. */
export interface WordingTexts {
  readonly title: string
  readonly body: string
  /** A link to the list. */
  readonly show: string
  readonly close: string
}

export interface PlaceholderTexts {
  /** Knows `{service}`, `{recipient}` and `{items}`. */
  readonly body: string
  /** Instead, where the operator has switched it off. Knows `{service}`. */
  readonly stopped: string
  readonly once: string
  readonly always: string
  readonly afterwards: string
}

/** The question about one purpose or service, at the point of need. */
export interface AskTexts {
  /** Knows `{name}`, of what is asked about. */
  readonly title: string
  /** Of a service, before what it sends. Knows `{recipient}`. */
  readonly sends: string
  /** Of a purpose, before its services. */
  readonly sendsEach: string
  /** One of them. Knows `{service}` and `{recipient}`. */
  readonly service: string
  /** Stands before what a refusal costs. Knows `{name}`, of what is refused. */
  readonly lost: string
  readonly afterwards: string
  readonly allow: string
  readonly deny: string
  readonly close: string
  readonly pressAgain: string
}

/** What a withdrawal couldn't do. */
export interface WithdrawalTexts {
  readonly title: string
  /** The same after everything was stopped and erased. */
  readonly erased: string
  readonly stopped: string
  /** Stands before the names of what still runs. */
  readonly running: string
  readonly stopNow: string
  /** The same while something plays that it would cut off. */
  readonly stopNowPlaying: string
  readonly stopAfter: string
  /** Stands before the names of what can't be deleted. */
  readonly left: string
  /** Knows `{service}` and `{names}`. */
  readonly leftOf: string
  readonly alreadySent: string
  /** Knows `{legalName}` and `{email}`. */
  readonly contact: string
  readonly close: string
}

/** How old the visitor is, and a guardian's step for those below the line. */
export interface AgeTexts {
  readonly title: string
  /** Why that is asked. Knows `{below}`, a year less than the line. */
  readonly body: string
  /** Knows `{line}`. */
  readonly adult: string
  /** Knows `{below}`. */
  readonly minor: string
  readonly unsaid: string
  readonly guardianTitle: string
  /** Knows `{below}`. */
  readonly guardianBody: string
  /** Stands before what is to be granted. */
  readonly guardianList: string
  /** A guardian's own words: pressing the button below says them. */
  readonly declaration: string
  readonly agree: string
  readonly goOn: string
  /** For one who pressed the wrong button. */
  readonly again: string
  readonly pressAgain: string
}

/** The visitor's own record. */
export interface RecordTexts {
  readonly title: string
  /** On the second layer: opens it. */
  readonly open: string
  readonly none: string
  /** Knows `{id}`. */
  readonly number: string
  readonly copy: string
  readonly copied: string
  readonly columns: Readonly<Record<'what' | 'choice' | 'when' | 'where', string>>
  readonly choices: Readonly<Record<Choice, string>>
  readonly sources: Readonly<Record<Source, string>>
  /** Under which text. Knows `{revision}` and `{wording}`. */
  readonly version: string
  /** The words of one answer. Knows `{time}`. */
  readonly shown: string
  readonly verify: string
  readonly verified: string
  readonly altered: string
  readonly download: string
  readonly withdraw: string
  readonly erase: string
  /** What that does. */
  readonly eraseNote: string
  /** Knows `{legalName}`, `{address}`, `{email}`, `{hours}`. */
  readonly contact: string
  readonly close: string
}

/** The list of all transmissions: 電気通信事業法 第27条の12. */
export interface DisclosureTexts {
  readonly title: string
  readonly subtitle: string
  /** Knows `{service}`. */
  readonly intro: string
  /** How it can be that a page without scripts sends nothing of this. */
  readonly withoutScripts: string
  /** Knows `{date}`. */
  readonly updated: string
  readonly groups: {
    /** Those who work for the operator only. */
    readonly processors: string
    readonly recipients: string
    readonly exempt: string
  }
  readonly columns: Readonly<Record<DisclosureColumn, string>>
  readonly kinds: Readonly<Record<Service['kind'], string>>
  readonly platforms: Readonly<Record<Platform, string>>
  readonly bases: Readonly<Record<Basis, string>>
  /** Knows `{purpose}`. */
  readonly purposeOf: string
  readonly grounds: Readonly<Record<Ground, string>>
  /** Knows `{service}`. */
  readonly serviceName: string
  /** Where the recipient is: here, or in another country. Each knows `{country}`. */
  readonly home: string
  readonly foreign: string
  readonly privacyPolicy: string
  /** A link to what the law of other countries says. */
  readonly countries: string
  readonly joinsPerson: string
  /** How to stop what can be stopped here, what can't, and where the recipient lets it be stopped. */
  readonly stopHere: string
  readonly stopInApp: string
  readonly stopNot: string
  readonly stopThere: string
  /** Instead, where the operator has stopped it for everyone. */
  readonly stopped: string
  readonly openPreferences: string
  /** `lost` knows `{lost}`. */
  readonly optOut: Readonly<Record<OptOutEffect['stops'] | 'lost', string>>
  readonly retention: {
    /** On the device; `cookies` knows `{days}`. */
    readonly device: Readonly<
      Record<'cookies' | 'session' | 'storage' | 'nothing' | 'unknown', string>
    >
    /** At the recipient's, where nobody has said how long. */
    readonly theirs: string
  }
  /** What the site's own consent script keeps on the device. */
  readonly own: {
    readonly title: string
    readonly intro: string
    readonly record: string
    readonly renewed: string
    readonly receipts: string
    readonly outbox: string
    readonly off: string
    readonly language: string
    /** How long. Knows `{days}`. */
    readonly days: string
    readonly untilErased: string
  }
  /** Knows `{date}`. */
  readonly confirmed: string
  readonly unconfirmed: string
  readonly history: {
    readonly title: string
    readonly none: string
    /** Each knows `{names}`; `changed` also `{fields}`. */
    readonly added: string
    readonly removed: string
    readonly changed: string
    readonly fields: Readonly<Record<ChangedField, string>>
  }
  /** Knows `{legalName}`, `{address}`, `{email}`, `{hours}`. */
  readonly contact: string
  /** A link to the site's own policy. */
  readonly policy: string
  readonly live: {
    /** Name of a row's switch. Knows `{service}`. */
    readonly allow: string
    readonly granted: string
    readonly denied: string
    readonly unasked: string
    readonly always: string
    /** Knows `{n}`, recipients of the list, and `{others}`, hosts that it doesn't name. */
    readonly talked: string
    readonly caption: string
    readonly known: string
    readonly unknown: string
    readonly nobody: string
    readonly pressAgain: string
  }
}

export type DisclosureColumn =
  | 'service'
  | 'items'
  | 'recipient'
  | 'ourPurpose'
  | 'theirPurpose'
  | 'stop'
  | 'basis'

/** Fields whose change the list's history names. */
export type ChangedField =
  | 'basis'
  | 'hosts'
  | 'items'
  | 'ourPurpose'
  | 'platforms'
  | 'purpose'
  | 'recipient'
  | 'theirPurpose'

/** Puts `values` in place of the `{names}` in `text`; a name without a value stays as it is. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (name, key: string) => String(values[key] ?? name))
}
