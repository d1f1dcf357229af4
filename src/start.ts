/** The one place where core, gate and UI meet. */

import { browserWorld } from './browser-world.ts'
import { cookieStore, ECHO_MS } from './cookie.ts'
import { type OpenConsent, openConsent } from './core/consent.ts'
import { hasShape, NOTHING } from './core/shape.ts'
import type { Change, Consent, ConsentState, CoreConfig, Ui } from './core/types.ts'
import type { RecordStore } from './core/world.ts'
import { openGate } from './gate/watch.ts'
import type { Later, LaterOptions } from './later.ts'
import { openLazyUi } from './lazy-ui.ts'
import { once } from './once.ts'
import { missingParts, type Parts } from './parts-needed.ts'
import { filter, includes, map, some } from './plain.ts'
import type { Notes } from './receipt-notes.ts'
import { openSignals } from './signals/all.ts'
import { openTabs } from './signals/tabs.ts'
import { unshadowed } from './unshadowed.ts'

const SCRIPT_TIMEOUT_MS = 10_000

/** WebKit may pass another tab's word on before its cookie [WebKitGTK 2.50, 33 of 40 runs]. */
const COOKIE_LATE_MS = 100

export interface StartOptions<P extends string, S extends string> {
  readonly window: Window
  readonly config: CoreConfig<P, S>
  /** What visitors may be shown, BCP 47. */
  readonly languages: readonly string[]
  /** Fetches and mounts both layers. */
  readonly ui?: ((consent: Consent) => Promise<Ui>) | undefined
  /** Fetches what isn't needed to release a tag. */
  readonly later: (options: LaterOptions) => Promise<Later>
  /** Called before a tag is released: the last chance to close the consent. */
  readonly check?: (consent: OpenConsent<P | S>) => void
  readonly parts?: Parts | undefined
  /** For `<style>` elements, where the browser can't construct sheets. */
  readonly nonce: string
}

/** Reads the record, lets run what it grants, asks for what is open, and follows every change. */
export function start<P extends string, S extends string>(
  options: StartOptions<P, S>,
): OpenConsent<P | S> {
  const { window, nonce, parts = {} } = options
  const document = unshadowed(window.document)
  const config = hasShape(options.config) ? options.config : NOTHING
  const services = map(config.services, ({ id }) => id)
  const ids = [...map(config.purposes, ({ id }) => id), ...services]

  const look = (): void => consent.refresh()
  const host = parts.host?.(window, config, look)
  const world = browserWorld(
    window,
    host ?? cookieStore(window, parts.sharedCookie, config.cookie?.domain),
  )
  const off = new Set(parts.switches?.(window))
  const languages = parts.languages?.({
    window,
    languages: options.languages,
    from: config.languageFrom,
  }) ?? { current: options.languages[0] ?? '', choose: () => false }
  /** What was read may have been an echo, or taken for one; and clocks are rough. */
  const lookAgain = (): unknown => setTimeout(look, ECHO_MS + 50)
  const tabs = openTabs(window, () => {
    look()
    setTimeout(look, COOKIE_LATE_MS)
    lookAgain()
  })
  const store: RecordStore = {
    ...world.store,
    write(text, record) {
      const kept = world.store.write(text, record)
      tabs.tell()
      lookAgain()
      return kept
    },
  }
  let follow = (): void => {}
  let note: Notes | undefined
  const consent: OpenConsent<P | S> = openConsent<P, S>(config, {
    ...world,
    store,
    off,
    changed: () => follow(),
    told(state, change) {
      const detail = { state, change }
      window.dispatchEvent(new CustomEvent('metalive-consent:change', { detail }))
    },
    starts,
    decided: (decision) => note?.(decision),
    receipts: async () => (await loadLater()).receipts(),
    diagnose: async () => (await loadLater()).diagnose(),
    erase: async (were) => (await loadLater()).erase(were),
    show: (layer) => ui.show(layer),
    language: () => languages.current,
    setLanguage(tag) {
      if (!languages.choose(tag)) return
      ui.translate()
      window.dispatchEvent(new CustomEvent('metalive-consent:language'))
    },
    // Embedded, it asks nobody: the page around it does.
    ask: async (id, options) => host || ui.askAbout(id, options),
    observe: (root) => gate.observe(root),
    destroy() {
      gate.update()
      gate.destroy()
      tabs.destroy()
      ui.destroy()
    },
  })
  const ui = openLazyUi(document, consent, {
    load: options.ui,
    first: config.age?.ask === 'first' ? 'age' : 'banner',
  })
  ui.fetch()
  parts.frames?.(window, config, consent)
  const { report, used, running } = consent
  let first = consent.state
  const signals = openSignals([parts.google, parts.signals], window, config, report)
  function starts(id: string): void {
    // A tag may be released by what was read a moment ago.
    signals.follow(consent.state.choices)
    signals.starts(id)
  }
  const loadLater = once(() =>
    options.later({
      window,
      consent,
      nonce,
      // Once those who follow the state know the age: whatever is shown once ends with a change.
      releaseOnce: (element, id) =>
        consent.permit([id as P | S], () =>
          world.afterPaint(() => {
            // While the age was asked for, the operator may have stopped it.
            if (!includes(consent.state.off, id)) gate.releaseOnce(element)
          }),
        ),
      used,
      running,
      free: ui.free,
      // It may be asked for while the page is asleep.
      get first() {
        return first
      },
      off,
      store,
      follow(listener) {
        follow = listener
      },
    }),
  )
  const withLater = (task: (it: Later) => unknown): Promise<unknown> =>
    loadLater().then(task).catch(report)
  const later = (task: (it: Later) => unknown): void => whenIdle(window, () => withLater(task))
  const gate = openGate({
    document,
    granted(id) {
      options.check?.(consent)
      return consent.granted(id as P | S)
    },
    // A missing config is said once, not once more for every tag.
    known: (id) => config === NOTHING || includes(ids, id),
    timeoutMs: config.scriptTimeoutMs ?? SCRIPT_TIMEOUT_MS,
    report,
    onRun(id) {
      starts(id)
      running.add(id)
      used.add(id)
    },
    onShow: (id) => used.add(id),
    onEmbed: (embed) => later((it) => it.update(embed)),
  })
  // Whoever asks how many of us there are counts the answers.
  window.addEventListener('metalive-consent:copies', (event) =>
    (event as CustomEvent<unknown[]>).detail.push(consent),
  )

  if (config === NOTHING) {
    report('The config is broken, so nothing optional runs: parseConfig() says why.')
  }
  for (const name of missingParts(config, parts)) report(`The config needs the part ${name}.`)
  const update = (): void => {
    if (!world.isAsleep()) gate.update()
  }
  /** Who has answered finds the way back, on a page without a link to it too. */
  const offer = (): void => {
    if (host || config.settingsButton === false) return
    // The link first: to read the record once more takes longer.
    if (document.querySelector('[data-consent-open]') || !consent.record) return
    withLater((it) => it.offer())
  }
  consent.subscribe(({ status, choices }: ConsentState, change: Change) => {
    const withdrawn = filter(services, (id) => change[id]?.from === 'granted')
    signals.follow(choices)
    const runs = status !== 'undecided' || some(services, (id) => choices[id] === 'granted')
    // After the clean-ups of the site, which may need what is shown still.
    if (withdrawn.length > 0) queueMicrotask(update)
    else if (runs || document.readyState !== 'loading') update()
    const denied = filter(services, (id) => choices[id] === 'denied')
    if (denied.length > 0) later((it) => it.sweep(denied, withdrawn))
    whenIdle(window, offer)
  })
  // While nothing is granted, one look at the whole document costs less than one at each tag.
  document.addEventListener('DOMContentLoaded', update)
  world.whenAwake(() => {
    consent.refresh()
    first = consent.state
    ui.ask()
    if (config.switches) later((it) => it.switches())
    // What a page around this one says is nobody's answer here: no cookie, and no receipt.
    if (host) return
    if (config.renewal) later((it) => it.renew())
    note = parts.receipts?.({
      window,
      consent,
      revision: config.revision,
      newId: world.newId,
      deliver: () => later((it) => it.deliver()),
    })
  })
  whenIdle(window, () => {
    const place = document.querySelector('[data-consent-disclosure]')
    if (place) withLater((it) => it.disclose())
  })
  return consent
}

/** After `load`, so that nothing of ours competes with the page. */
function whenIdle(window: Window, task: () => void): void {
  if (unshadowed(window.document).readyState === 'complete') setTimeout(task)
  else window.addEventListener('load', () => setTimeout(task))
}
