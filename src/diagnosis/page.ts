import type { OpenConsent } from '../core/consent.ts'
import type { Config, ConsentState, GoogleOptions, Service } from '../core/types.ts'

/** As much of the config as this file takes. */
export interface DiagnosisConfig extends Pick<Config, 'cookie' | 'host' | 'frames' | 'assets'> {
  readonly google?: Pick<GoogleOptions, 'dataLayer'>
  readonly purposes: readonly { readonly id: string }[]
  readonly services: readonly DiagnosedService[]
}

export type DiagnosedService = Pick<
  Service,
  'id' | 'purpose' | 'basis' | 'google' | 'hosts' | 'scripts'
>

export interface DiagnosisOptions {
  readonly window: Window
  readonly consent: Pick<OpenConsent<string>, 'granted'>
  /** Ids of which something ran or was shown through the gate. */
  readonly used: ReadonlySet<string>
  /** The state with which the page began. */
  readonly first: ConsentState
}

/** What is looked at. */
export interface Page extends DiagnosisOptions {
  readonly config: DiagnosisConfig
  /** The document, and every open shadow root in it. */
  readonly roots: readonly ParentNode[]
}

/** The document, and every open shadow root in it. */
export function rootsOf(root: ParentNode): readonly ParentNode[] {
  const inside = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? [])
  return [root, ...inside.flatMap(rootsOf)]
}

/** An address as the browser reads it, unless it is none. */
export function addressOf(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base)
  } catch {
    return undefined
  }
}

/** Elements of the whole page, by a selector. */
export function each<E extends Element>({ roots }: Page, selector: string): readonly E[] {
  return roots.flatMap((root) => [...root.querySelectorAll<E>(selector)])
}
