import { parseConfig } from '../config.ts'
import type { Config } from '../core/types.ts'
import { type Change, compare, type Finding, unraised } from '../disclosure/changes.ts'
import { unconfirmed } from '../disclosure/confirmed.ts'
import { type DisclosureDocument, disclose } from '../disclosure/document.ts'
import { lintWording } from '../disclosure/wording.ts'
import { type ConfigProblem, ConsentConfigError, counted, problemLine } from '../problems.ts'
import { type Answer, type Paint, section } from './answer.ts'

export interface Examined {
  /** Where nothing is wrong with its shape. */
  readonly config?: Config
  readonly problems: readonly ConfigProblem[]
  /** What visitors couldn't understand. */
  readonly wording: readonly Finding[]
}

/** All that is wrong with a config by itself. */
export function examine(input: unknown): Examined {
  try {
    const config = parseConfig(input)
    return { config, problems: [], wording: lintWording(config) }
  } catch (error) {
    if (!(error instanceof ConsentConfigError)) throw error
    return { problems: error.problems, wording: [] }
  }
}

export interface CheckOptions {
  /** What the config file says. */
  readonly input: unknown
  /** The list that is published now. */
  readonly published?: DisclosureDocument | undefined
  /** Fields that were never confirmed with the vendor are errors. */
  readonly strict?: boolean | undefined
  /** `YYYY-MM-DD` */
  readonly today: string
  readonly paint: Paint
}

/** What `check` prints as JSON. */
export interface CheckResult extends Omit<Examined, 'config'> {
  readonly ok: boolean
  /** Fields that were never confirmed with the vendor. */
  readonly unconfirmed: readonly Finding[]
  /** How the list would differ from the published one. */
  readonly changes: readonly Change[]
  /** Those of the changes that `revision` and `since` don't tell visitors of. */
  readonly unraised: readonly Finding[]
  /** What needs a second look, and is no mistake. */
  readonly doubtful: readonly Finding[]
}

export function check({ input, published, strict = false, today, paint }: CheckOptions): Answer {
  const { config, ...wrong } = examine(input)
  const open = config ? unconfirmed(config, today) : []
  const doubtful = config ? doubtfulAges(config) : []
  const found = { ...wrong, unconfirmed: open, ...differences(config, published), doubtful }
  const ok = isPublishable(found) && !(strict && open.length > 0)
  const doubts = doubtsSection(open, paint)
  const told = [changesSection(found.changes), ok && config ? fine(config, paint) : '']
  return {
    exitCode: ok ? 0 : 1,
    data: { ok, ...found } satisfies CheckResult,
    said: [strict ? '' : doubts, doubtfulSection(doubtful, paint), ...told].join(''),
    wrong: [wrongSections(found, paint), strict ? doubts : ''].join(''),
  }
}

/** A policy and a question that name two ages: one of them isn't what visitors are told. */
function doubtfulAges({ age, policy }: Config): readonly Finding[] {
  const { guardianBelow } = policy
  if (!age || guardianBelow === undefined || age.line === guardianBelow) return []
  const message = `is ${age.line}, and policy.guardianBelow is ${guardianBelow}`
  return [{ path: 'age.line', message }]
}

function differences(
  config: Config | undefined,
  published: DisclosureDocument | undefined,
): Pick<CheckResult, 'changes' | 'unraised'> {
  if (!config || !published) return { changes: [], unraised: [] }
  const now = disclose(config)
  return { changes: compare(published, now), unraised: unraised(published, now) }
}

type Wrong = Omit<Examined, 'config'> & Partial<Pick<CheckResult, 'unraised'>>

function isPublishable({ problems, wording, unraised = [] }: Wrong): boolean {
  return problems.length + wording.length + unraised.length === 0
}

/** What keeps a config from being published. */
export function wrongSections({ problems, wording, unraised = [] }: Wrong, paint: Paint): string {
  return [
    section(paint.red(`${counted(problems.length, 'problem')}:`), problems.map(problemLine)),
    section(
      paint.red(`${counted(wording.length, 'text')} that visitors can't be told:`),
      wording.map(findingLine),
    ),
    section(
      paint.red('Changed, and visitors would not be asked again:'),
      unraised.map(findingLine),
    ),
  ].join('')
}

function doubtsSection(open: readonly Finding[], paint: Paint): string {
  const count = counted(open.length, 'service')
  const title = paint.yellow(`${count} never confirmed with the vendor (--strict fails on them):`)
  return section(title, open.map(findingLine))
}

function doubtfulSection(doubtful: readonly Finding[], paint: Paint): string {
  return section(paint.yellow('Worth a second look:'), doubtful.map(findingLine))
}

function changesSection(changes: readonly Change[]): string {
  return section(
    'Against the published list:',
    changes.map(({ id, kind, fields }) =>
      fields.length > 0 ? `${id}: ${kind} ${fields.join(', ')}` : `${id}: ${kind}`,
    ),
  )
}

function findingLine({ path, message }: Finding): string {
  return `${path}: ${message}`
}

function fine({ purposes, services, revision }: Config, paint: Paint): string {
  const parts = [counted(purposes.length, 'purpose'), counted(services.length, 'service')]
  return `${paint.green('The config is right:')} ${parts.join(', ')}, revision ${revision}.\n`
}
