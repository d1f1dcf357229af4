/** The script-tag entry, `consent.js`: reads the config and sets `window.metaliveConsent` up. */
import type { OpenConsent } from '../core/consent.ts'
import type { Config, Consent, CoreConfig } from '../core/types.ts'
import type { Parts } from '../parts-needed.ts'
import { start } from '../start.ts'
import type * as bannerFile from './banner.ts'
import type * as laterFile from './later.ts'
import { ofLanguage } from './of-language.ts'

/** Names of the files that are fetched later, beside `consent.js`. */
export interface LazyFiles {
  /** By language. */
  readonly banner: Readonly<Record<string, string>>
  readonly later: string
}

type Task = (consent: Consent) => void

/**
 * `window.metaliveConsent`. A page that loads the script `async` can use it before it is there:
 *
 *     window.metaliveConsent ??= { q: [] }
 *     metaliveConsent.q.push((consent) => consent.gate('ga4', startGa4))
 */
export interface ConsentGlobal extends Consent {
  readonly q: { push(...tasks: readonly Task[]): void }
}

declare global {
  interface Window {
    metaliveConsent?: ConsentGlobal | { readonly q: Task[] }
  }
}

/** Id of the `<script type="application/json">` in which a page may carry its own config. */
const PAGE_CONFIG = 'metalive-consent-config'

/** Readable only while this file is run by its tag. */
const script = document.currentScript as HTMLScriptElement | null

if (!(window.metaliveConsent && 'decide' in window.metaliveConsent)) load()

function load(): void {
  const element = document.getElementById(PAGE_CONFIG)
  const pageConfig = element ? parse(element.textContent) : undefined
  const config = (element ? pageConfig : __CONSENT_CONFIG__) as CoreConfig & Pick<Config, 'assets'>
  const files = __CONSENT_FILES__ as LazyFiles
  const base = config?.assets ?? new URL('.', script?.src || document.baseURI).href
  const nonce = script?.nonce ?? ''
  const options = { nonce, config: pageConfig as Config | undefined }

  /** Once the built-in config decides, tags run by it: a page's own that comes later is refused. */
  const check = (consent: OpenConsent<string>): void => {
    if (element || !document.getElementById(PAGE_CONFIG)) return
    consent.close(`#${PAGE_CONFIG} came too late: put it before the script.`)
  }

  const consent = start({
    window,
    config,
    languages: config?.languages ?? [options.config?.texts?.lang ?? ''],
    nonce,
    check,
    parts: __CONSENT_PARTS__ as Parts,
    async ui(mounted) {
      const name = ofLanguage(files.banner, mounted)
      const file: typeof bannerFile = await import(/* @vite-ignore */ base + name)
      return file.mount(mounted, options)
    },
    async later(given) {
      const file: typeof laterFile = await import(/* @vite-ignore */ base + files.later)
      return file.openLater(given, options.config)
    },
  })
  document.addEventListener('DOMContentLoaded', () => check(consent))
  publish(consent)
}

/** Unreadable JSON is no config; the page is told so like of any broken one. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The queue's tasks run in their order, and later ones at once. */
function publish(consent: OpenConsent<string>): void {
  const waiting = window.metaliveConsent?.q
  const run = (task: Task): void => {
    try {
      task(consent)
    } catch (error) {
      consent.report(error)
    }
  }
  window.metaliveConsent = Object.assign(consent, {
    q: {
      push(...tasks: readonly Task[]) {
        for (const task of tasks) run(task)
      },
    },
  })
  if (Array.isArray(waiting)) waiting.forEach(run)
}
