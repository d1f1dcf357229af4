import { resolve } from 'node:path'
import { Argument, Command, CommanderError, Option } from 'commander'
import picocolors from 'picocolors'
import manifest from '../../package.json' with { type: 'json' }
import type { DisclosureDocument } from '../disclosure/document.ts'
import { type Answer, answerTo, type ExitCode, type Paint, UsageError } from './answer.ts'
import type { Person } from './ask.ts'
import { build } from './build.ts'
import { check } from './check.ts'
import { disclosure, FORMATS, type Format } from './disclosure.ts'
import { type InitFlags, init } from './init.ts'
import { loadDisclosure, loadInput } from './load.ts'

/** What the commands touch. */
export interface World {
  /** Folder of the built script-tag files, whose slots are open. */
  readonly from: string
  /** `YYYY-MM-DD` */
  readonly today: string
  /** Who can be asked where stdin and stdout are a terminal. */
  readonly person: Person
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin: { readonly isTTY?: boolean }
  readonly stdout: Screen
  readonly stderr: Screen
}

export interface Screen {
  readonly isTTY?: boolean
  write(text: string): unknown
}

/** Runs one command. Never throws. */
export async function run(args: readonly string[], world: World): Promise<ExitCode> {
  const json = args.includes('--json')
  const paint = paintFor(world)
  try {
    const answer = await perform(args, world, paint)
    return answer ? tell(answer, world, json) : 0
  } catch (error) {
    // Commander has told people what is wrong already.
    if (!(error instanceof CommanderError)) return tell(answerTo(error, paint), world, json)
    if (error.exitCode === 0) return 0
    const data = { ok: false, error: error.message.replace(/^error: /, '') }
    return tell({ exitCode: 2, data }, world, json)
  }
}

/** Colours are for people: off where the output goes elsewhere, or where `NO_COLOR` says so. */
function paintFor({ stdout, stderr, env }: World): Paint {
  const isSeen = stdout.isTTY === true && stderr.isTTY === true && env.TERM !== 'dumb'
  return picocolors.createColors(isSeen && !env.NO_COLOR)
}

function tell({ exitCode, data, said, wrong }: Answer, world: World, json: boolean): ExitCode {
  if (json) {
    world.stdout.write(`${JSON.stringify(data, null, 2)}\n`)
    return exitCode
  }
  if (said) world.stdout.write(said)
  if (wrong) world.stderr.write(wrong)
  return exitCode
}

/** @returns nothing after `--help` and `--version` */
async function perform(
  args: readonly string[],
  world: World,
  paint: Paint,
): Promise<Answer | undefined> {
  let answer: Answer | undefined
  const program = new Command('metalive-consent')
    .description(manifest.description)
    .version(manifest.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => world.stdout.write(text),
      writeErr: (text) => args.includes('--json') || world.stderr.write(text),
    })
  const finish = async (result: Answer | Promise<Answer>): Promise<void> => {
    answer = await result
  }
  for (const add of [addCheck, addBuild, addDisclosure, addInit]) {
    add(program, { world, paint, finish }).option('--json', 'print one JSON document, no more')
  }
  await program.parseAsync(args, { from: 'user' })
  return answer
}

interface Context {
  readonly world: World
  readonly paint: Paint
  readonly finish: (answer: Answer | Promise<Answer>) => Promise<void>
}

const CONFIG_FILE = 'consent.config.ts'
const configArgument = (): Argument =>
  new Argument('[config]', 'the config: TypeScript, JavaScript or JSON').default(CONFIG_FILE)

function addCheck(program: Command, { world, paint, finish }: Context): Command {
  interface Flags {
    readonly against?: string
    readonly strict?: boolean
  }
  return program
    .command('check')
    .description('say everything that is wrong with a config')
    .addArgument(configArgument())
    .option(
      '--against <file>',
      'the published disclosure.json: fail on a change it doesn’t own up to',
    )
    .option('--strict', 'fail on what was never confirmed with the vendor')
    .action(async (config: string, { against, strict }: Flags) => {
      const published = against === undefined ? undefined : await loadDisclosure(against)
      await finish(
        check({ input: await loadInput(config), published, strict, today: world.today, paint }),
      )
    })
}

function addBuild(program: Command, { world, paint, finish }: Context): Command {
  return program
    .command('build')
    .description('write a site’s files: its scripts and its list of recipients')
    .addArgument(configArgument())
    .option('--out <folder>', 'folder to write to', 'public/consent')
    .addOption(previousOption('default: the one in the folder'))
    .action(async (config: string, { out, previous }: Previous & { readonly out: string }) => {
      const input = await loadInput(config)
      const published = await loadPrevious({ previous })
      await finish(build({ input, from: world.from, to: out, previous: published, paint }))
    })
}

interface Previous {
  readonly previous?: string | undefined
}

const previousOption = (otherwise: string): Option =>
  new Option(
    '--previous <file>',
    `the published disclosure.json, whose history goes on (${otherwise})`,
  )

async function loadPrevious({ previous }: Previous): Promise<DisclosureDocument | undefined> {
  return previous === undefined ? undefined : loadDisclosure(previous)
}

function addDisclosure(program: Command, { paint, finish }: Context): Command {
  interface Flags extends Previous {
    readonly format: Format
    readonly out?: string
    readonly policy?: boolean
  }
  return program
    .command('disclosure')
    .description('print the list of recipients')
    .addArgument(configArgument())
    .addOption(new Option('--format <format>', 'how').choices(FORMATS).default('html'))
    .option('--out <file>', 'file to write to, instead of stdout')
    .addOption(previousOption('none without'))
    .option('--policy', 'propose, in Japanese, the cookie clause of the privacy policy instead')
    .action(async (config: string, flags: Flags) => {
      if (flags.out !== undefined && resolve(flags.out) === resolve(config)) {
        throw new UsageError(`${config} is what the list is made from: write it elsewhere.`)
      }
      const previous = await loadPrevious(flags)
      await finish(disclosure({ input: await loadInput(config), ...flags, previous, paint }))
    })
}

function addInit(program: Command, { world, paint, finish }: Context): Command {
  return program
    .command('init')
    .description('write a first config; asks what the flags leave open')
    .option('--service <name>', 'what visitors call the service')
    .option('--legal-name <name>', 'the company that runs it')
    .option('--address <address>', 'its postal address')
    .option('--email <address>', 'where visitors write to')
    .option('--hours <text>', 'when questions are answered')
    .option('--policy <href>', 'the privacy policy')
    .option('--policy-revised <day>', 'the day of its last revision, such as 2026-12-01')
    .option('--disclosure <href>', 'the page that lists the recipients')
    .option('--services <ids>', 'presets, such as ga4,youtube; or none')
    .option('--out <file>', 'file to write', CONFIG_FILE)
    .option('--force', 'overwrite it')
    .action(async (flags: InitFlags) => {
      const { stdin, stdout, today } = world
      // A question would stand in the JSON's way.
      const canAsk = stdin.isTTY === true && stdout.isTTY === true && !flags.json
      await finish(init({ flags, person: canAsk ? world.person : undefined, today, paint }))
    })
}
