/**
 * What each built file needs of the config, so that nobody downloads words that are not shown. Every
 * slice has the config's own shape, less what the file doesn't read: no second format.
 */
import type { AgeRule, Config, CoreConfig, GoogleOptions, InformationItem } from '../core/types.ts'
import type { DiagnosisConfig } from '../diagnosis.ts'
import { dayText } from '../disclosure/day.ts'
import { disclose } from '../disclosure/document.ts'
import { countRecipients, onWeb } from '../disclosure/rows.ts'
import { summaryOf } from '../disclosure/summary.ts'
import type { DisclosureViewConfig } from '../disclosure-view.tsx'
import type { EmbedsConfig } from '../embeds.ts'
import type { LaterConfig } from '../later.ts'
import type { ReceiptsConfig } from '../receipt-of.ts'
import type { SwitchesConfig } from '../switches.ts'
import { languagesOf } from '../translate.ts'
import type { AgainConfig } from '../ui/again.ts'
import type { AgeConfig } from '../ui/age.ts'
import type { AskConfig } from '../ui/ask-subject.ts'
import type { BannerConfig } from '../ui/banner.ts'
import type { PreferencesConfig } from '../ui/preferences.tsx'
import type { RecordConfig } from '../ui/record.ts'
import type { SettingsConfig } from '../ui/settings.ts'
import type { WithdrawalConfig } from '../ui/withdrawal.ts'

export function coreSlice(config: Config): CoreConfig & Pick<Config, 'assets'> {
  const { revision, wording, maxAgeDays, scriptTimeoutMs, age, assets } = config
  const { cookie, renewal, receipt, host, frames, switches, settingsButton } = config
  const { languageFrom } = config
  const services = onWeb(config.services).map(coreService)
  // Where nothing reads what Google is told, it isn't told.
  const tellsGoogle = services.some((each) => each.google)
  const google = tellsGoogle ? googleSlice(config) : undefined
  return {
    ...defined({ wording, maxAgeDays, scriptTimeoutMs, settingsButton, age, assets }),
    ...defined({ cookie, renewal, receipt, host, frames, switches, google, languageFrom }),
    languages: languagesOf(config),
    revision,
    purposes: config.purposes.map(({ id, required, since, honorsGpc, googleSignals }) => ({
      id,
      ...defined({ required, since, honorsGpc, ...(tellsGoogle && { googleSignals }) }),
    })),
    services,
  }
}

function coreService({
  id,
  purpose,
  since,
  basis,
  honorsGpc,
  off,
  signal,
  google,
}: Config['services'][number]): CoreConfig['services'][number] {
  const asked = basis === 'consent' ? undefined : basis
  return {
    id,
    purpose,
    ...defined({ since, basis: asked, honorsGpc, off, signal, google: google || undefined }),
  }
}

/** The mode is what the bases say: only whoever checks the config reads it. */
function googleSlice({ google }: Config): GoogleOptions | undefined {
  const { mode, ...told } = google ?? {}
  return Object.keys(told).length > 0 ? told : undefined
}

export function bannerSlice(config: Config): BannerConfig {
  const { operator, policy, disclosure, age, layout } = config
  const { lang, banner } = config.texts
  // These stand in the sentences, as far as they are true of this config.
  const { held, joins, afterwards, required, ...shown } = banner
  return {
    ...defined({ age, layout }),
    operator: { service: operator.service },
    policy: { href: policy.href },
    disclosure: { href: disclosure.href },
    purposes: config.purposes
      .filter(({ required }) => !required)
      .map(({ id, title, honorsGpc }) => ({ id, title, ...defined({ honorsGpc }) })),
    // One that was there from the start is never asked about alone.
    services: onWeb(config.services)
      .filter(({ since = 1 }) => since > 1)
      .map(({ id, purpose }) => ({ id, purpose })),
    ...summaryOf(config),
    ...defined({ languages: otherLanguages(config) }),
    texts: { lang, banner: shown },
  }
}

/** What the banner offers besides its own language, as each calls itself. */
function otherLanguages({ translations }: Config): BannerConfig['languages'] {
  return translations?.map(({ texts: { lang, name } }) => ({ lang, name }))
}

export function preferencesSlice(config: Config): PreferencesConfig {
  const { purposes, services, disclosure, texts } = config
  return {
    disclosure: { href: disclosure.href },
    recipients: countRecipients(services),
    purposes: purposes.map(({ clauses, googleSignals, ...purpose }) => purpose),
    services: onWeb(services).map(({ id, purpose, basis, honorsGpc, name, recipient }) => ({
      id,
      purpose,
      ...defined({ basis, honorsGpc }),
      name,
      recipient: { name: recipient.name },
    })),
    texts: {
      lang: texts.lang,
      preferences: texts.preferences,
      record: { open: texts.record.open },
    },
  }
}

export function ageSlice(config: Config, age: AgeRule): AgeConfig {
  const { purposes, services, disclosure, texts } = config
  return {
    age,
    disclosure: { href: disclosure.href },
    recipients: countRecipients(services),
    purposes: purposes.filter(({ required }) => !required).map(({ id, title }) => ({ id, title })),
    services: onWeb(services).map(({ id, name }) => ({ id, name })),
    texts: {
      lang: texts.lang,
      age: texts.age,
      banner: { recipients: texts.banner.recipients },
    },
  }
}

export function askSlice({ purposes, services, disclosure, texts }: Config): AskConfig {
  const { lang, listSeparator, ask, banner } = texts
  const optional = purposes.filter(({ required }) => !required)
  // Nobody is asked about what runs always.
  const asked = onWeb(services).filter(
    ({ basis, purpose }) => basis !== 'exempt' && optional.some(({ id }) => id === purpose),
  )
  return {
    disclosure: { href: disclosure.href },
    recipients: countRecipients(services),
    purposes: optional.map(({ id, title, description, lost, honorsGpc }) => {
      return { id, title, description, ...defined({ lost, honorsGpc }) }
    }),
    services: asked.map(({ id, purpose, name, recipient, sends, ourPurpose, ...service }) => {
      const { honorsGpc, joinsPerson, optOutEffect } = service
      return {
        ...{ id, purpose, name, sends, ourPurpose, recipient: { name: recipient.name } },
        ...defined({ honorsGpc, joinsPerson, optOutEffect }),
      }
    }),
    texts: {
      ...{ lang, listSeparator, ask },
      banner: { recipients: banner.recipients, joins: banner.joins },
      items: itemTexts(asked, texts.items),
    },
  }
}

export function recordSlice({ operator, purposes, services, texts }: Config): RecordConfig {
  const { legalName, address, email, hours } = operator
  return {
    operator: { legalName, address, email, hours },
    purposes: purposes.filter(({ required }) => !required).map(({ id, title }) => ({ id, title })),
    services: onWeb(services).map(({ id, name }) => ({ id, name })),
    texts: { lang: texts.lang, record: texts.record },
  }
}

export function receiptsSlice({ receipt, operator, policy, services }: Config): ReceiptsConfig {
  return {
    ...defined({ receipt }),
    operator: { legalName: operator.legalName },
    policy: { href: policy.href, revised: policy.revised },
    services: onWeb(services)
      .filter(({ joinsPerson }) => joinsPerson)
      .map(({ id, sends, recipient }) => {
        return { id, sends, joinsPerson: true, recipient: { name: recipient.name } }
      }),
  }
}

export function diagnosisSlice(config: Config): DiagnosisConfig {
  const { purposes, services, google, cookie, host, frames, assets } = config
  const dataLayer = google?.dataLayer
  return {
    ...defined({ cookie, host, frames, assets, google: dataLayer ? { dataLayer } : undefined }),
    purposes: purposes.map(({ id }) => ({ id })),
    services: onWeb(services).map(({ id, purpose, basis, google, hosts, scripts }) => {
      return { id, purpose, ...defined({ basis, google: google || undefined }), hosts, scripts }
    }),
  }
}

export function switchesSlice({ switches, services }: Config): SwitchesConfig {
  return {
    ...defined({ switches }),
    services: onWeb(services).map(({ id, purpose, basis }) => {
      return { id, purpose, ...defined({ basis }) }
    }),
  }
}

export function againSlice(config: Config): AgainConfig {
  const { purposes, services, disclosure, maxAgeDays, texts } = config
  const { lang, reasons, wording, unsaved } = texts
  return {
    disclosure: { href: disclosure.href },
    updated: dayText(disclosure.updated, lang),
    ...defined({ maxAgeDays }),
    purposes: purposes
      .filter(({ honorsGpc }) => honorsGpc)
      .map(({ id, title }) => ({ id, title, honorsGpc: true })),
    // Only one that came or changed is asked about alone, and counted.
    services: onWeb(services)
      .filter(({ since = 1 }) => since > 1)
      .map(({ id, recipient }) => ({ id, recipient: { name: recipient.name } })),
    texts: { lang, reasons, wording, unsaved },
  }
}

export function laterSlice({ services, onWithdraw }: Config): LaterConfig {
  return {
    ...defined({ onWithdraw }),
    services: services.map(({ id, cookies, storage }) => ({
      id,
      cookies: cookies.map(({ name, party, httpOnly, optOut }) => ({
        name,
        party,
        ...defined({ httpOnly, optOut }),
      })),
      storage: storage.map(({ area, key, optOut }) => ({ area, key, ...defined({ optOut }) })),
    })),
  }
}

export function withdrawalSlice({ operator, purposes, services, texts }: Config): WithdrawalConfig {
  const { lang, listSeparator, withdrawal } = texts
  return {
    operator: { legalName: operator.legalName, email: operator.email },
    purposes: purposes.filter(({ required }) => !required).map(({ id, title }) => ({ id, title })),
    services: services.map(({ id, name, recipient }) => ({
      id,
      name,
      recipient: { name: recipient.name },
    })),
    texts: { lang, listSeparator, withdrawal },
  }
}

export function settingsSlice({ purposes, texts }: Config): SettingsConfig {
  return {
    purposes: purposes.filter(({ required }) => !required).map(({ id }) => ({ id })),
    texts: { lang: texts.lang, preferences: { title: texts.preferences.title } },
  }
}

export function disclosureSlice(config: Config): DisclosureViewConfig {
  const document = disclose(config)
  const { lang, disclosure } = config.texts
  // What is kept in the browser stands in the published list.
  const rows = document.rows.map((row) => ({ ...row, cookies: [] }))
  return { document: { ...document, rows }, texts: { lang, disclosure } }
}

export function embedsSlice({ services, texts }: Config): EmbedsConfig {
  // Only what is seen has a placeholder.
  const shown = services
    .filter(({ kind }) => kind === 'iframe')
    .map(({ id, name, title, recipient, sends }) => ({
      id,
      name,
      ...defined({ title }),
      recipient: { name: recipient.name },
      sends,
    }))
  const { lang, placeholder, listSeparator } = texts
  return {
    services: shown,
    texts: { lang, placeholder, listSeparator, items: itemTexts(shown, texts.items) },
  }
}

function itemTexts(
  services: readonly { readonly sends: readonly InformationItem[] }[],
  texts: Readonly<Record<InformationItem, string>>,
): Partial<Record<InformationItem, string>> {
  const used = new Set(services.flatMap(({ sends }) => sends))
  return Object.fromEntries([...used].map((item) => [item, texts[item]]))
}

type Defined<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> }

/** Leaves out what has no value. */
function defined<T extends object>(fields: T): Defined<T> {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(present) as Defined<T>
}
