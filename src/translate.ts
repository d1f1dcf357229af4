/** A config in another of its languages. */
import type { Config, Service, ServiceWords, Translation } from './core/types.ts'

/** Every language that the config has words in, its own first: BCP 47. */
export function languagesOf(config: Config): readonly string[] {
  const { texts, translations = [] } = config
  return [texts.lang, ...translations.map((each) => each.texts.lang)]
}

/** The config in `language`, and its own words among the translations. */
export function translate(config: Config, language: string): Config {
  const translation = config.translations?.find(({ texts }) => texts.lang === language)
  if (!translation) return config
  const { texts, purposes, services = {}, operator } = translation
  const others = [wordsOf(config), ...(config.translations ?? [])]
  return {
    ...config,
    texts,
    operator: { ...config.operator, ...operator },
    purposes: config.purposes.map((purpose) => ({ ...purpose, ...purposes[purpose.id] })),
    services: config.services.map((service) => inWords(service, services[service.id])),
    translations: others.filter((each) => each !== translation),
  }
}

/** What law and gate go by stays, whatever it is called. */
function inWords(service: Service, words: ServiceWords = {}): Service {
  const { exemption: reason, optOutEffect: effect, ...others } = words
  const { exemption, optOutEffect } = service
  return {
    ...service,
    ...others,
    ...(exemption && { exemption: { ...exemption, ...reason } }),
    ...(optOutEffect && { optOutEffect: { ...optOutEffect, ...effect } }),
  }
}

function wordsOf({ texts, purposes, services, operator }: Config): Translation {
  const purpose = ({ id, title, description, lost }: Config['purposes'][number]) =>
    [id, { title, description, ...(lost && { lost }) }] as const
  return {
    texts,
    purposes: Object.fromEntries(purposes.map(purpose)),
    services: Object.fromEntries(services.map((service) => [service.id, service])),
    operator: { hours: operator.hours },
  }
}
