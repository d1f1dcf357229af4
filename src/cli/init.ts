import { access } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { parseConfig } from '../config.ts'
import type { Config } from '../core/types.ts'
import { ja } from '../locales/ja.ts'
import { metalive } from '../metalive.ts'
import { ConsentConfigError, problemLine } from '../problems.ts'
import * as presets from '../services.ts'
import { type Answer, type Paint, UsageError } from './answer.ts'
import { ask, askWhich } from './ask.ts'
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

/** What a first config can't do without: a flag each, or a question. */
const QUESTIONS: Readonly<Record<keyof Answers, string>> = {
  service: 'What do visitors call the service?',
  legalName: 'Which company runs it (its legal name)?',
  address: 'What is the company’s postal address?',
  email: 'Where do visitors write to (an e-mail address)?',
  hours: 'When are questions answered (such as 平日10時から18時まで)?',
  policy: 'Where is the privacy policy (such as /privacy.html)?',
  policyRevised: 'On which day was it last revised (such as 2026-12-01)?',
  disclosure: 'Where is the list of recipients (such as /consent/disclosure.html)?',
  services: 'Which services (none is an answer, too)?',
}

export interface InitFlags extends Partial<Answers> {
  readonly out: string
  readonly force?: boolean
  readonly json?: boolean
}

export interface InitOptions {
  readonly flags: InitFlags
  /** Whether a person can answer. */
  readonly canAsk: boolean
  /** `YYYY-MM-DD` */
  readonly today: string
  readonly paint: Paint
}

/** @throws UsageError where something is missing, wrong, or there already */
export async function init({ flags, canAsk, today, paint }: InitOptions): Promise<Answer> {
  const { out } = flags
  if (!flags.force && (await exists(out))) {
    throw new UsageError(`${out} is there already: --force overwrites it.`)
  }
  const answers = await complete(flags, canAsk)
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

async function complete(flags: InitFlags, canAsk: boolean): Promise<Answers> {
  const all = Object.keys(QUESTIONS) as (keyof Answers)[]
  const missing = all.filter((flag) => flags[flag] === undefined)
  if (missing.length > 0 && !canAsk) {
    throw new UsageError(`There is no one to ask. Give ${missing.map(asFlag).join(', ')}.`)
  }
  const answered: Partial<Record<keyof Answers, string>> = {}
  for (const flag of all) answered[flag] = flags[flag] ?? (await question(flag))
  return answered as Answers
}

async function question(flag: keyof Answers): Promise<string> {
  if (flag !== 'services') return ask(QUESTIONS[flag])
  const options = Object.values(presets).map(({ id, name }) => ({ value: id, label: name }))
  return (await askWhich(QUESTIONS.services, options)).join()
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
  try {
    parseConfig(config)
  } catch (error) {
    if (!(error instanceof ConsentConfigError)) throw error
    throw new UsageError(
      ['The config would be wrong:', ...error.problems.map(problemLine)].join('\n  '),
    )
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
