/** The npm entry. Importing it touches no DOM. */
import { openConsent } from './core/consent.ts'
import { hasShape, NOTHING } from './core/shape.ts'
import type { Config, Consent, UiModule } from './core/types.ts'
import type { Parts } from './parts-needed.ts'
import { filter, includes } from './plain.ts'
import { start } from './start.ts'
import { languagesOf, translate } from './translate.ts'
import { unshadowed } from './unshadowed.ts'

export type { Receipt } from './core/receipt.ts'
export type {
  Age,
  AgeOptions,
  AgeRule,
  AskOptions,
  AskReason,
  Basis,
  Change,
  ChangeDetail,
  Choice,
  Choices,
  Config,
  Consent,
  ConsentRecord,
  ConsentState,
  DecideOptions,
  Exemption,
  Finding,
  GoogleOptions,
  GoogleRegion,
  GoogleSignal,
  Layer,
  OptOutEffect,
  OwnReceipt,
  Platform,
  Purpose,
  Recipient,
  Service,
  Shown,
  Signal,
  SignalForm,
  Source,
  Status,
  Translation,
  Ui,
  UiModule,
  UiOptions,
} from './core/types.ts'
export type { Parts } from './parts-needed.ts'

export interface CreateConsentOptions<P extends string, S extends string> {
  readonly config: Config<P, S>
  /** `() => import('@metalive/consent/ui')`, or a UI of your own. Without it nothing is shown. */
  readonly ui?: () => Promise<UiModule>
  /** From `@metalive/consent/parts`: what only some configs need. */
  readonly parts?: Parts
  /** The page's CSP nonce; only browsers that can't construct style sheets need it. */
  readonly nonce?: string
}

/**
 * Reads the record and starts the gate. One per page: a second one would hold and release the same
 * tags. On a server it grants nothing and remembers nothing.
 */
export function createConsent<P extends string, S extends string>({
  config: whole,
  ui,
  parts,
  nonce = '',
}: CreateConsentOptions<P, S>): Consent<P | S> {
  const config = forPages(whole)
  if (typeof document === 'undefined')
    return openConsent<P, S>(hasShape(config) ? config : NOTHING, SERVER)
  return start<P, S>({
    window,
    config,
    languages: languagesOf(whole),
    parts,
    ui:
      ui &&
      (async (consent) =>
        (await ui()).mount(consent, translate(whole, consent.language), { nonce })),
    async later(options) {
      const { openLater } = await import('./later.ts')
      const words = (): Config => translate(whole, options.consent.language)
      return openLater(config, options, {
        async embeds() {
          const { openEmbeds } = await import('./embeds.ts')
          return openEmbeds(words(), options)
        },
        async withdrawal(given) {
          const { openWithdrawal } = await import('./ui/withdrawal.ts')
          return openWithdrawal(words(), given)
        },
        async settings() {
          const { openSettings } = await import('./ui/settings.ts')
          const given = { ...options, document: unshadowed(document) }
          return () => openSettings(words(), given)
        },
        async renewal() {
          const { renewRecord } = await import('./renewal.ts')
          return renewRecord(options, config.renewal)
        },
        async diagnosis() {
          const { diagnosePage } = await import('./diagnosis.ts')
          return diagnosePage(config, options)
        },
        async switches() {
          const { obeySwitches } = await import('./switches.ts')
          return obeySwitches(config, options)
        },
        ...(config.receipt && {
          async receipts() {
            const { openReceipts } = await import('./receipts.ts')
            return openReceipts(whole, { window, report: options.consent.report })
          },
        }),
        async disclosure() {
          const { discloseLive } = await import('./disclosure-view.tsx')
          return () => discloseLive(words(), options)
        },
      })
    },
    nonce,
  })
}

/** Without the services of apps alone. A broken config is told of by those who use it. */
function forPages<P extends string, S extends string>(config: Config<P, S>): Config<P, S> {
  if (!hasShape(config)) return config
  const services = filter(config.services, ({ platforms = ['web'] }) => includes(platforms, 'web'))
  return { ...config, services }
}

/** Types a config, so that the ids of its purposes and services are known. `check` it at build. */
export function defineConfig<const P extends string, const S extends string>(
  config: Config<P, S>,
): Config<P, S> {
  return config
}

const SERVER = {
  store: { read: () => null, write: () => 'kept' as const, stamp: () => '' },
  today: () => 0,
  newId: () => '',
  gpc: () => false,
  isAsleep: () => false,
  whenAwake: (task: () => void) => task(),
  changed: () => {},
  told: () => {},
  starts: () => {},
  decided: () => {},
  oncePerTask: () => {},
  receipts: async () => [],
  diagnose: async () => [],
  erase: async () => ({ deleted: [], left: [] }),
  afterPaint: () => {},
  log: () => {},
  show: () => {},
  language: () => '',
  setLanguage: () => {},
  ask: async () => {},
  observe: () => {},
  destroy: () => {},
}
