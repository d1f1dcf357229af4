/** A config in another of its languages. */
import type { Config, Translation } from './core/types.ts'

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
    services: config.services.map((service) => ({ ...service, ...services[service.id] })),
    translations: others.filter((each) => each !== translation),
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
