/** What the parts of a config must have in common: no schema can say it. */
import leven from 'leven'

export interface Mistake {
  readonly steps: readonly PropertyKey[]
  readonly message: string
  /** What would do, where it isn't what the schema says of this place. */
  readonly suggestion?: string | undefined
}

/** What no part shows by itself. Looks at whatever can be read, so that one run finds everything. */
export function commonMistakes(input: unknown): Mistake[] {
  const config = fieldsOf(input)
  const purposes = listOf(config.purposes)
  const services = listOf(config.services)
  return [
    ...duplicateIds([...withSteps('purposes', purposes), ...withSteps('services', services)]),
    ...services.flatMap((service, i) => unknownPurpose(service, i, purposes)),
    ...lateSince(config.revision, { purposes, services }),
    ...purposes.flatMap(silentPurpose),
    ...purposes.flatMap(requiredAdvertising),
    ...services.flatMap((service, i) => unfoundedBasis(service, i, purposes)),
    ...unfoundedMode(fieldsOf(config.google), services),
    ...purposes.flatMap((purpose, i) => silentGoogle(purpose, i, services)),
    ...silentCountries(fieldsOf(config.disclosure), services),
    ...unevenAges(fieldsOf(config.maxAgeDays)),
    ...listOf(config.translations).flatMap((each, i) =>
      halfTranslated(each, i, { purposes, services }),
    ),
    ...sameLanguages([config, ...listOf(config.translations)]),
  ]
}

type Fields = Readonly<Record<string, unknown>>

export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}

function listOf(value: unknown): Fields[] {
  // A list may have holes.
  return Array.isArray(value) ? Array.from(value, fieldsOf) : []
}

interface Placed {
  readonly steps: readonly PropertyKey[]
  readonly id: unknown
}

function withSteps(name: string, list: readonly Fields[]): Placed[] {
  return list.map(({ id }, i) => ({ steps: [name, i], id }))
}

function duplicateIds(all: readonly Placed[]): Mistake[] {
  return all.flatMap(({ steps, id }, i) => {
    const first = all.find((each) => each.id === id)
    if (typeof id !== 'string' || first === all[i]) return []
    const message = `is the id of ${pathOf(first?.steps ?? [])} already`
    return [{ steps: [...steps, 'id'], message, suggestion: `${id}-2` }]
  })
}

function unknownPurpose(
  { purpose }: Fields,
  index: number,
  purposes: readonly Fields[],
): Mistake[] {
  const ids = purposes.flatMap(({ id }) => (typeof id === 'string' ? [id] : []))
  // Where there are none, that is the problem.
  if (typeof purpose !== 'string' || ids.length === 0 || ids.includes(purpose)) return []
  const suggestion = nearest(purpose, ids) ?? ids.join(', ')
  return [
    { steps: ['services', index, 'purpose'], message: 'there is no such purpose', suggestion },
  ]
}

function lateSince(
  revision: unknown,
  lists: Readonly<Record<string, readonly Fields[]>>,
): Mistake[] {
  return Object.entries(lists).flatMap(([name, list]) =>
    list.flatMap(({ since }, i) => {
      if (!isAbove(since, revision)) return []
      const message = `is above the config's revision ${revision}`
      const suggestion = `${revision}, or raise the revision to ${since}`
      return [{ steps: [name, i, 'since'], message, suggestion }]
    }),
  )
}

function isAbove(value: unknown, limit: unknown): boolean {
  return typeof value === 'number' && typeof limit === 'number' && value > limit
}

/** Ids are free: what visitors read as advertising is advertising. */
function isAdvertising({ id, title }: Fields): boolean {
  return id === 'advertising' || (typeof title === 'string' && /広告|advertis/i.test(title))
}

function requiredAdvertising(purpose: Fields, index: number): Mistake[] {
  if (purpose.required !== true || !isAdvertising(purpose)) return []
  const message = 'advertising can always be refused'
  return [{ steps: ['purposes', index, 'required'], message, suggestion: 'take it out' }]
}

function silentPurpose({ required, lost }: Fields, index: number): Mistake[] {
  if (required === true || lost !== undefined) return []
  const message = 'must say what a visitor loses by refusing'
  return [
    { steps: ['purposes', index, 'lost'], message, suggestion: '動画の視聴には影響ありません。' },
  ]
}

interface BasisRule {
  readonly field: string
  readonly isBroken: (service: Fields, basis: unknown) => boolean
  readonly message: string
  readonly suggestion: string
}

/** What a basis stands on: its ground, what stopping means, and a purpose that allows it. */
const BASIS_RULES: readonly BasisRule[] = [
  {
    field: 'basis',
    isBroken: ({ joinsPerson }, basis) => joinsPerson === true && basis !== 'consent',
    message: 'must be "consent": what is joined with a person needs it (個人情報保護法 第31条)',
    suggestion: 'consent',
  },
  {
    field: 'exemption',
    isBroken: ({ exemption }, basis) => basis === 'exempt' && !exemption,
    message: 'must give the ground and reason of "exempt"',
    suggestion: '{ ground, reason }',
  },
  {
    field: 'exemption',
    isBroken: ({ exemption }, basis) => basis !== 'exempt' && !!exemption,
    message: 'belongs to the basis "exempt" only',
    suggestion: 'take it out',
  },
  {
    field: 'optOutEffect',
    isBroken: ({ optOutEffect }, basis) => basis === 'optout' && !optOutEffect,
    message: 'must say what stopping does and costs',
    suggestion: '{ stops, lost }',
  },
  {
    field: 'optOutEffect',
    isBroken: ({ optOutEffect }, basis) => basis !== 'optout' && !!optOutEffect,
    message: 'belongs to the basis "optout" only',
    suggestion: 'take it out',
  },
]

function unfoundedBasis(service: Fields, index: number, purposes: readonly Fields[]): Mistake[] {
  const { basis = 'consent', purpose } = service
  const required = purposes.some((each) => each.id === purpose && each.required === true)
  const refusal: BasisRule = {
    field: 'basis',
    isBroken: () => required && basis !== 'exempt',
    message: 'must be "exempt": its purpose can\'t be refused',
    suggestion: 'exempt',
  }
  const advertises = purposes.some((each) => each.id === purpose && isAdvertising(each))
  const advertising: BasisRule = {
    field: 'basis',
    isBroken: () => advertises && basis !== 'consent' && basis !== 'optout',
    message: 'advertising needs consent, or can be stopped ("optout")',
    suggestion: 'consent',
  }
  return [required && !advertises ? refusal : advertising, ...BASIS_RULES]
    .filter(({ isBroken }) => isBroken(service, basis))
    .map(({ field, message, suggestion }) => ({
      steps: ['services', index, field],
      message,
      suggestion,
    }))
}

/** By notice Google's tag sends before an answer (advanced mode), by consent it doesn't (basic mode). */
function unfoundedMode({ mode }: Fields, services: readonly Fields[]): Mistake[] {
  const byNotice = ({ google, basis }: Fields): boolean =>
    google === true && (basis === 'notice' || basis === 'optout')
  if (mode === 'advanced' && !services.some(byNotice)) {
    const message = 'needs a service with `google` whose basis is "notice" or "optout"'
    return [{ steps: ['google', 'mode'], message, suggestion: 'basic' }]
  }
  return services.flatMap((service, i) => {
    if (mode !== 'basic' || !byNotice(service)) return []
    const message = 'lets it send before an answer, which is not the basic mode of google.mode'
    return [{ steps: ['services', i, 'basis'], message, suggestion: 'consent' }]
  })
}

/** A signal that no purpose grants is denied, whatever visitors choose. */
function silentGoogle(
  { id, required, googleSignals }: Fields,
  index: number,
  services: readonly Fields[],
): Mistake[] {
  const reader = services.find(({ google, purpose }) => google === true && purpose === id)
  if (!reader || required === true || googleSignals !== undefined) return []
  const message = `must say what it grants Google, for "${reader.id}"`
  const suggestion = '["analytics_storage"]'
  return [{ steps: ['purposes', index, 'googleSignals'], message, suggestion }]
}

const COUNTRIES = 'https://www.ppc.go.jp/enforcement/infoprovision/laws/'

/** Where a recipient is in another country, visitors are shown what its law says. */
function silentCountries({ countries }: Fields, services: readonly Fields[]): Mistake[] {
  const abroad = services.some(({ recipient }) => {
    const { country } = fieldsOf(recipient)
    return typeof country === 'string' && country !== 'JP'
  })
  if (!abroad || countries !== undefined) return []
  const message = 'must link to what the law of other countries says'
  return [{ steps: ['disclosure', 'countries'], message, suggestion: COUNTRIES }]
}

/** Who refused would be asked again sooner than who agreed. */
function unevenAges({ granted, denied }: Fields): Mistake[] {
  if (!isAbove(granted, denied)) return []
  const message = `is below maxAgeDays.granted ${granted}`
  return [{ steps: ['maxAgeDays', 'denied'], message, suggestion: String(granted) }]
}

interface Translated {
  readonly purposes: readonly Fields[]
  readonly services: readonly Fields[]
}

/** Every purpose is asked about in every language; what is translated must be there. */
function halfTranslated(translation: Fields, index: number, config: Translated): Mistake[] {
  const at = ['translations', index] as const
  const purposes = fieldsOf(translation.purposes)
  const missing = config.purposes.flatMap(({ id, lost }) => {
    if (typeof id !== 'string') return []
    const steps = [...at, 'purposes', id]
    if (!(id in purposes)) return [{ steps, message: 'must be translated, too' }]
    if (lost === undefined || 'lost' in fieldsOf(purposes[id])) return []
    return [{ steps: [...steps, 'lost'], message: 'must be translated, too' }]
  })
  const unknown = (['purposes', 'services'] as const).flatMap((name) => {
    const known = config[name].flatMap(({ id }) => (typeof id === 'string' ? [id] : []))
    return Object.keys(fieldsOf(translation[name]))
      .filter((id) => !known.includes(id))
      .map((id) => ({
        steps: [...at, name, id],
        message: 'is nothing of this config',
        suggestion: nearest(id, known),
      }))
  })
  return [...missing, ...unknown]
}

function sameLanguages(all: readonly Fields[]): Mistake[] {
  const tags = all.map(({ texts }) => {
    const { lang } = fieldsOf(texts)
    return typeof lang === 'string' ? lang.toLowerCase() : undefined
  })
  return tags.flatMap((tag, i) => {
    if (tag === undefined || tags.indexOf(tag) === i) return []
    const steps = ['translations', i - 1, 'texts', 'lang']
    return [{ steps, message: 'is a language that the config has already' }]
  })
}

/** Such as `services[2].purpose`. */
export function pathOf(steps: readonly PropertyKey[]): string {
  const parts = steps.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
  return parts.join('').replace(/^\./, '')
}

/** The likeliest of `known`, unless none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((each) => ({ each, distance: leven(word.toLowerCase(), each.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
  return best && best.distance <= Math.max(2, word.length / 3) ? best.each : undefined
}
