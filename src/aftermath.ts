/** What a withdrawal could not do, and how the visitor is told of it. */
import type { OpenConsent } from './core/consent.ts'
import type { LeftBehind, OnWithdraw, SweepResult } from './core/types.ts'
import { onceQuiet, plays } from './gate/playback.ts'
import type { Aftermath, WithdrawalOptions } from './ui/withdrawal.ts'

export interface TellerOptions {
  readonly window: Window
  readonly nonce: string
  readonly onWithdraw: OnWithdraw
  readonly consent: Pick<OpenConsent<string>, 'granted'>
  /** Ids of which something ran or was shown on this page. */
  readonly used: ReadonlySet<string>
  /** Those whose code can't be stopped. */
  readonly running: ReadonlySet<string>
  /** Resolves once the page leaves room for what nobody asked for. */
  free(): Promise<void>
  /** Deletes once more what is denied. */
  sweep(): Promise<SweepResult>
  /** Fetches what shows it, in the language that is shown. */
  load(options: WithdrawalOptions): Promise<(aftermath: Aftermath) => void>
}

export interface Teller {
  /**
   * Tells of what still runs or is left once the page leaves room for it, if there is something by
   * then, or opens the page anew where the config wants that and nothing plays.
   *
   * @param withdrawn - those that were granted until now
   */
  ofWithdrawal(result: SweepResult, withdrawn: readonly string[]): Promise<void>
  /**
   * Tells at once: the visitor asked for it.
   *
   * @param were - those that were granted until now
   * @returns what is left of theirs
   */
  ofErasure(result: SweepResult, were: readonly string[]): Promise<readonly LeftBehind[]>
}

export function openTeller(options: TellerOptions): Teller {
  const { window, nonce, onWithdraw, consent, used, running, free, sweep, load } = options
  const { document } = window
  /** Those whose withdrawal is told of once the page leaves room for it. */
  let untold: readonly string[] = []

  const stillRunning = (): string[] => [...running].filter((id) => !consent.granted(id))
  const reload = (): void => {
    if (stillRunning().length > 0) window.location.reload()
  }

  /** What code that runs writes again goes when the page is left, like a database in use. */
  const isLeftForGood = ({ service, reason }: LeftBehind): boolean => {
    if (reason === 'in-use') return false
    // What no page can see is there only if something of its service was here.
    return reason === 'kept' ? !running.has(service) : used.has(service)
  }

  const tell = async (aftermath: Pick<Aftermath, 'left' | 'erased' | 'running'>): Promise<void> => {
    const onStopAfter = (): void => onceQuiet(document, reload)
    const show = await load({ document, nonce, onStopNow: reload, onStopAfter })
    show({ ...aftermath, isPlaying: plays(document), canStop: onWithdraw !== 'sweep' })
  }

  /** What there is to tell of the withdrawal of these, if there is something. */
  const aftermathOf = (
    { left }: SweepResult,
    withdrawn: readonly string[],
  ): Pick<Aftermath, 'left' | 'running'> | undefined => {
    const running = withdrawn.length > 0 ? stillRunning() : []
    const unswept = left.filter((each) => withdrawn.includes(each.service) && isLeftForGood(each))
    return running.length > 0 || unswept.length > 0 ? { running, left: unswept } : undefined
  }

  /** A UI in another language has to be asked anew. */
  const whenFree = async (): Promise<void> => {
    const switched = new Promise<Event>((done) => {
      window.addEventListener('metalive-consent:language', done, { once: true })
    })
    if (await Promise.race([free(), switched])) await whenFree()
  }

  return {
    async ofWithdrawal(result, withdrawn) {
      const found = aftermathOf(result, withdrawn)
      if (!found) return
      if (found.running.length > 0 && onWithdraw === 'reload' && !plays(document)) {
        reload()
        return
      }
      const waits = untold.length > 0
      untold = [...untold, ...withdrawn]
      if (waits) return
      await whenFree()
      const ids = untold.filter((id) => !consent.granted(id))
      untold = []
      // As it is by now.
      const now = aftermathOf(await sweep(), ids)
      if (now) await tell(now)
    },
    async ofErasure(result, were) {
      const left = result.left.filter(
        (each) => isLeftForGood(each) || (were.includes(each.service) && each.reason !== 'in-use'),
      )
      await tell({ running: stillRunning(), left, erased: true })
      return left
    },
  }
}
