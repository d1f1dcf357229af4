/**
 * What isn't needed to release a tag: fetched when something is denied, an embed is there,
 * or a page has no way of its own to the preferences.
 */
import { openTeller } from './aftermath.ts'
import type { OpenConsent } from './core/consent.ts'
import type { ConsentState, Finding, OnWithdraw, OwnReceipt, SweepResult } from './core/types.ts'
import type { RecordStore } from './core/world.ts'
import type { Embeds, EmbedsOptions } from './embeds.ts'
import { type SweepService, sweep } from './gate/sweep.ts'
import type { Embed } from './gate/watch.ts'
import { forgetLanguage } from './languages.ts'
import { once } from './once.ts'
import type { Receipts } from './receipts.ts'
import type { Aftermath, WithdrawalOptions } from './ui/withdrawal.ts'

/** As much of the config as this file takes. */
export interface LaterConfig {
  readonly services: readonly SweepService[]
  readonly onWithdraw?: OnWithdraw
}

export interface LaterOptions extends EmbedsOptions {
  readonly window: Window
  /** Ids of which something ran or was shown on this page. */
  readonly used: ReadonlySet<string>
  /** Those whose code can't be stopped. */
  readonly running: ReadonlySet<string>
  /** The state with which the page began, or awoke. */
  readonly first: ConsentState
  /** Services that the operator has switched off, beside those of the config: more may be put in. */
  readonly off: Set<string>
  readonly consent: OpenConsent<string>
  readonly store: RecordStore
  /** Resolves once the page leaves room for what nobody asked for. */
  free(): Promise<void>
  /** Calls `listener`, and no former one, as soon as the state may be another. */
  follow(listener: () => void): void
}

export interface Later {
  /**
   * Deletes what the `denied` services declare: now, soon for code that still writes, and on
   * leaving. Tells the visitor what a withdrawal couldn't do.
   *
   * @param withdrawn - those that were granted until now
   */
  sweep(denied: readonly string[], withdrawn: readonly string[]): Promise<void>
  /** Covers an embed while it is held, and shows it while it is not. */
  update(embed: Embed): Promise<void>
  /** Shows the way back to the preferences. */
  offer(): Promise<void>
  /** Renders the list of all transmissions where the page has a place for it. */
  disclose(): Promise<void>
  /** Sends receipts that wait. */
  deliver(): Promise<void>
  /** The receipts that this browser keeps. */
  receipts(): Promise<readonly OwnReceipt[]>
  /**
   * Deletes what every service that can be refused declares, and the receipts; tells what is left.
   *
   * @param were - ids of those that were granted until now
   */
  erase(were: readonly string[]): Promise<SweepResult>
  /** Has the server set the cookie again, if a day has passed since it last did. */
  renew(): Promise<void>
  /** What is wrong with the page. */
  diagnose(): Promise<readonly Finding[]>
  /** Switches off what the site has switched off since its last release. */
  switches(): Promise<void>
}

/** Puts something into the page, and returns what takes it away. */
type Open = () => () => void

/** The files that this one fetches: those with words, in the language that is shown. */
export interface LaterFiles {
  embeds(): Promise<Embeds>
  withdrawal(options: WithdrawalOptions): Promise<(aftermath: Aftermath) => void>
  settings(): Promise<Open>
  disclosure(): Promise<Open>
  renewal(): Promise<void>
  switches(): Promise<void>
  diagnosis(): Promise<readonly Finding[]>
  /** Only where the config asks for receipts. */
  receipts?(): Promise<Receipts>
}

/** How long the receipt of an erasure may take before it is erased, too, in milliseconds. */
const LAST_MS = 1000

/** When a sweep is repeated, in milliseconds after the denial. */
const AGAIN_MS = [500, 3000] as const

export function openLater(
  config: LaterConfig,
  options: Pick<LaterOptions, 'window' | 'nonce' | 'used' | 'running' | 'free'> & {
    readonly consent: Pick<OpenConsent<string>, 'granted' | 'report' | 'state'>
  },
  files: LaterFiles,
): Later {
  const { window, consent, used } = options
  let denied: readonly string[] = []
  /** Whose withdrawal an erasure tells of, with all the rest. */
  let erased: readonly string[] = []
  let embeds = once(files.embeds)
  let hasEmbeds = false
  /** What stands in the page, and what takes it away. */
  const standing = new Map<() => Promise<Open>, () => void>()
  const openReceipts = once(async () => files.receipts?.())

  /** Without them, where the file is missing or the browser keeps nothing, all else goes on. */
  const receipts = async (): Promise<Receipts | undefined> => {
    try {
      return await openReceipts()
    } catch (error) {
      consent.report(error)
      return undefined
    }
  }

  const sweepDenied = async (): Promise<SweepResult> => {
    const services = config.services.filter(({ id }) => denied.includes(id) && !consent.granted(id))
    const granted = config.services.filter(({ id }) => consent.granted(id))
    const results = await Promise.all(
      services.map((each) => sweep(each, window, { runs: used.has(each.id), granted })),
    )
    return {
      deleted: results.flatMap(({ deleted }) => deleted),
      left: results.flatMap(({ left }) => left),
    }
  }
  window.addEventListener('pagehide', sweepDenied)

  const stand = async (fetch: () => Promise<Open>): Promise<void> => {
    const open = await fetch()
    standing.get(fetch)?.()
    standing.set(fetch, open())
  }

  /** Once the new words are there; without them the old ones stay. */
  const translate = async (): Promise<void> => {
    for (const fetch of [...standing.keys()]) await stand(fetch)
    if (!hasEmbeds) return
    const next = await files.embeds()
    const { close } = await embeds()
    embeds = async () => next
    close().forEach(next.update)
  }
  window.addEventListener('metalive-consent:language', () => translate().catch(consent.report))

  const { onWithdraw = 'ask' } = config
  const tell = openTeller({ ...options, onWithdraw, sweep: sweepDenied, load: files.withdrawal })

  return {
    async sweep(ids, withdrawn) {
      denied = ids
      for (const ms of AGAIN_MS) setTimeout(sweepDenied, ms)
      const result = await sweepDenied()
      window.dispatchEvent(new CustomEvent('metalive-consent:swept', { detail: result }))
      const { off } = consent.state
      // Who erases everything is told of all of it; what the operator stops is no visitor's withdrawal.
      const own = withdrawn.filter((id) => !erased.includes(id) && !off.includes(id))
      erased = erased.filter((id) => !withdrawn.includes(id))
      await tell.ofWithdrawal(result, own)
    },
    async erase(were) {
      erased = were
      denied = config.services.map(({ id }) => id)
      const own = await receipts()
      // The last of them says that all was withdrawn.
      const sent = own?.deliver()
      const result = await sweepDenied()
      await Promise.race([sent, new Promise((done) => setTimeout(done, LAST_MS))])
      own?.erase()
      forgetLanguage(window)
      const left = await tell.ofErasure(result, were)
      return { ...result, left }
    },
    deliver: async () => (await receipts())?.deliver(),
    receipts: async () => (await receipts())?.own() ?? [],
    async update(embed) {
      hasEmbeds = true
      const { update } = await embeds()
      update(embed)
    },
    offer: once(() => stand(files.settings)),
    disclose: once(() => stand(files.disclosure)),
    renew: files.renewal,
    switches: files.switches,
    diagnose: files.diagnosis,
  }
}
