import { access } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { Config } from '../core/types.ts'
import { ja } from '../locales/ja.ts'
import { metalive } from '../metalive.ts'
import { type ConfigProblem, problemLine } from '../problems.ts'
import * as presets from '../services.ts'
import { type Answer, type Paint, UsageError } from './answer.ts'
import type { Person } from './ask.ts'
import { examine } from './check.ts'
import { type Chosen, configSource } from './config-source.ts'
import { replaceFiles } from './replace-files.ts'

interface Answers {
  readonly service: string
  readonly legalName: string
  readonly address: string
  readonly email: string
  readonly hours: string
  readonly policy: string
  readonly policyRevised: string
  readonly disclosure: string
  /** Ids of presets, with commas between. */
  readonly services: string
}

/** What a first config can't do without: a flag each, or a question. And where in it that stands. */
const QUESTIONS: Readonly<
  Record<keyof Answers, { readonly path: string; readonly message: string }>
> = {
  service: { path: 'operator.service', message: 'What do visitors call the service?' },
  legalName: { path: 'operator.legalName', message: 'Which company runs it (its legal name)?' },
  address: { path: 'operator.address', message: 'What is the company’s postal address?' },
  email: { path: 'operator.email', message: 'Where do visitors write to (an e-mail address)?' },
  hours: {
    path: 'operator.hours',
    message: 'When are questions answered (such as 平日10時から18時まで)?',
  },
  policy: { path: 'policy.href', message: 'Where is the privacy policy (such as /privacy.html)?' },
  policyRevised: {
    path: 'policy.revised',
    message: 'On which day was it last revised (such as 2026-12-01)?',
  },
  disclosure: {
    path: 'disclosure.href',
    message: 'Where is the list of recipients (such as /consent/disclosure.html)?',
  },
  services: { path: 'services', message: 'Which services (none is an answer, too)?' },
}

export interface InitFlags extends Partial<Answers> {
  readonly out: string
  readonly force?: boolean
  readonly json?: boolean
}

export interface InitOptions {
  readonly flags: InitFlags
  /** Who can be asked, if anyone is there. */
  readonly person: Person | undefined
  /** `YYYY-MM-DD` */
  readonly today: string
  readonly paint: Paint
}

/** @throws UsageError where something is missing, wrong, or there already */
export async function init({ flags, person, today, paint }: InitOptions): Promise<Answer> {
  const { out } = flags
  if (!flags.force && (await exists(out))) {
    throw new UsageError(`${out} is there already: --force overwrites it.`)
  }
  const answers = await complete(flags, person)
  const chosen = presetsOf(answers.services)
  const config = configOf(answers, chosen, today)
  assertRight(config)

  await replaceFiles(dirname(out), new Map([[basename(out), configSource(config, chosen)]]))
  const next = [
    `Next: npx metalive-consent check ${out}`,
    `      npx metalive-consent build ${out} --out public/consent`,
  ]
  const said = [paint.green(`Written to ${out}.`), ...next, ''].join('\n')
  return { exitCode: 0, data: { ok: true, out }, said }
}

async function complete(flags: InitFlags, person: Person | undefined): Promise<Answers> {
  const all = Object.keys(QUESTIONS) as (keyof Answers)[]
  const missing = all.filter((flag) => flags[flag] === undefined)
  if (!person && missing.length > 0) {
    throw new UsageError(`There is no one to ask. Give ${missing.map(asFlag).join(', ')}.`)
  }
  const answered: Partial<Record<keyof Answers, string>> = {}
  for (const flag of all) answered[flag] = flags[flag] ?? (await ask(flag, person))
  return answered as Answers
}

async function ask(flag: keyof Answers, person: Person | undefined): Promise<string> {
  const { path, message } = QUESTIONS[flag]
  if (flag === 'services') {
    const options = Object.values(presets).map(({ id, name }) => ({ value: id, label: name }))
    return (await person?.choose({ message, options }))?.join() ?? ''
  }
  // Of a config with this answer alone, only what is said of its place counts.
  const validate = (answer: string): string | undefined => {
    const config = configOf({ ...NOTHING, [flag]: answer }, [], '')
    return problemsOf(config).find((each) => each.path === path)?.message
  }
  return (await person?.answer({ message, validate })) ?? ''
}

const NOTHING: Answers = {
  service: '',
  legalName: '',
  address: '',
  email: '',
  hours: '',
  policy: '',
  policyRevised: '',
  disclosure: '',
  services: '',
}

function asFlag(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

function presetsOf(list: string): readonly Chosen[] {
  const ids = list.split(',').map((id) => id.trim())
  const wanted = [...new Set(ids)].filter((id) => id !== '' && id !== 'none')
  const known = Object.entries(presets).map(([name, service]) => ({ name, service }))
  const unknown = wanted.filter((id) => !known.some(({ service }) => service.id === id))
  if (unknown.length > 0) {
    const those = `There are ${known.map(({ service }) => service.id).join(', ')}.`
    throw new UsageError(`--services: there is no preset ${unknown.join(', ')}. ${those}`)
  }
  return known.filter(({ service }) => wanted.includes(service.id))
}

function configOf(answers: Answers, chosen: readonly Chosen[], today: string): Config {
  const { service, legalName, address, email, hours } = answers
  return {
    operator: { service, legalName, address, email, hours },
    policy: { href: answers.policy, revised: answers.policyRevised },
    disclosure: {
      href: answers.disclosure,
      updated: today,
      countries: 'https://www.ppc.go.jp/enforcement/infoprovision/laws/',
    },
    revision: 1,
    purposes: metalive.purposes,
    services: chosen.map((each) => each.service),
    texts: ja,
  }
}

/** No config is written that `check` would refuse. */
function assertRight(config: Config): void {
  const problems = problemsOf(config)
  if (problems.length === 0) return
  throw new UsageError(['The config would be wrong:', ...problems.map(problemLine)].join('\n  '))
}

function problemsOf(config: Config): readonly ConfigProblem[] {
  return examine(config).problems
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
