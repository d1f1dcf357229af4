/** The one place where core, gate and UI meet. */

import { cookieStore, type SharedPlace } from './cookie.ts'
import { type OpenConsent, openConsent, type RecordStore, type World } from './core/consent.ts'
import { hasShape, NOTHING } from './core/shape.ts'
import type { Change, Choices, Consent, ConsentState, CoreConfig, Layer, Ui } from './core/types.ts'
import type { TellFrames } from './frames.ts'
import { openGate } from './gate/watch.ts'
import type { OpenHost } from './host.ts'
import type { Later, LaterOptions } from './later.ts'
import { once } from './once.ts'
import { entries, filter, includes, join, map, some } from './plain.ts'
import type { Notes, openNotes } from './receipt-notes.ts'
import type { OpenSignals, Signals } from './signals/engine.ts'
import { openTabs } from './signals/tabs.ts'
import type { RecallSwitches } from './switch-memory.ts'
import { unshadowed } from './unshadowed.ts'

const SCRIPT_TIMEOUT_MS = 10_000

/** What isn't painted for so long is out of view. */
const UNPAINTED_MS = 200

/** What only some sites need. A build puts it into `consent.js` for a config that asks for it. */
export interface Parts {
  /** For {@link CoreConfig.cookie}. */
  readonly sharedCookie?: SharedPlace
  /** For {@link CoreConfig.receipt}. */
  readonly receipts?: typeof openNotes
  /** For services with a `signal`. */
  readonly signals?: OpenSignals
  /** For services with `google`. */
  readonly google?: OpenSignals
  /** For {@link CoreConfig.host}. */
  readonly host?: OpenHost
  /** For {@link CoreConfig.frames}. */
  readonly frames?: TellFrames
  /** For {@link CoreConfig.switches}. */
  readonly switches?: RecallSwitches
}

export interface StartOptions<P extends string, S extends string> {
  readonly window: Window
  readonly config: CoreConfig<P, S>
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

  const host = parts.host?.(window, config, () => consent.refresh())
  const world = browserWorld(
    window,
    host ?? cookieStore(window, parts.sharedCookie, config.cookie?.domain),
  )
  const off = new Set(parts.switches?.(window))
  const tabs = openTabs(window, () => consent.refresh())
  const store: RecordStore = {
    ...world.store,
    write(text, record) {
      const kept = world.store.write(text, record)
      tabs.tell()
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
    show: (layer) => layers.show(layer),
    observe: (root) => gate.observe(root),
    destroy() {
      gate.update()
      gate.destroy()
      tabs.destroy()
      layers.destroy()
    },
  })
  const layers = openLayers(document, consent, {
    load: options.ui,
    first: config.age?.ask === 'first' ? 'age' : 'banner',
  })
  layers.fetch()
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
    if (host || config.settingsButton === false || !consent.record) return
    if (!document.querySelector('[data-consent-open]')) withLater((it) => it.offer())
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
    layers.ask()
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

/** Of what the config asks for, what wasn't passed. */
function missingParts({ services, ...config }: CoreConfig, parts: Parts): string[] {
  const needs: Readonly<Record<keyof Parts, unknown>> = {
    sharedCookie: config.cookie,
    receipts: config.receipt,
    signals: some(services, ({ signal }) => signal),
    google: some(services, ({ google }) => google),
    host: config.host,
    frames: config.frames,
    switches: config.switches,
  }
  return map(
    filter(entries(needs), ([name, needed]) => needed && !parts[name as keyof Parts]),
    ([name]) => name,
  )
}

/** All who tell platforms, as one. */
function openSignals(
  parts: readonly (OpenSignals | undefined)[],
  ...args: Parameters<OpenSignals>
): Required<Signals> {
  const all: Signals[] = []
  for (const open of parts) {
    if (open) all[all.length] = open(...args)
  }
  let told: Choices | undefined
  return {
    follow(choices) {
      // Asked before each tag.
      if (choices === told) return
      told = choices
      for (const each of all) each.follow(choices)
    },
    starts(id) {
      for (const each of all) each.starts?.(id)
    },
  }
}

function browserWorld(
  window: Window,
  store: RecordStore,
): Omit<
  World,
  | 'changed'
  | 'told'
  | 'starts'
  | 'decided'
  | 'receipts'
  | 'diagnose'
  | 'erase'
  | 'show'
  | 'observe'
  | 'destroy'
> {
  const document = unshadowed(window.document)
  let isDone = false
  const isAsleep = (): boolean => 'prerendering' in document && document.prerendering === true
  return {
    store,
    // Not in every browser's types, nor in every browser.
    gpc: () => Reflect.get(window.navigator, 'globalPrivacyControl') === true,
    isAsleep,
    oncePerTask(task) {
      if (isDone) return
      isDone = true
      queueMicrotask(() => {
        isDone = false
      })
      task()
    },
    whenAwake(task) {
      if (isAsleep()) document.addEventListener('prerenderingchange', task, { once: true })
      else task()
    },
    today: () => Math.floor(Date.now() / 86_400_000),
    newId() {
      const bytes = window.crypto.getRandomValues(new Uint8Array(10))
      return join(map(bytes, (byte) => (byte % 36).toString(36)))
    },
    afterPaint(task) {
      let waits = true
      const run = (): void => {
        if (!waits) return
        waits = false
        task()
      }
      requestAnimationFrame(() => setTimeout(run))
      // A page that is hidden isn't painted, nor is a frame out of view.
      setTimeout(run, document.hidden ? 0 : UNPAINTED_MS)
    },
    log: (error) => console.error(`[consent] ${error.message}`),
  }
}

interface Layers {
  /** Has the UI on its way, before the rest is set up, if anything is to be asked or told. */
  fetch(): unknown
  /** Asks or tells what there is to, if there still is by the time that the UI is there. */
  ask(): unknown
  show(layer: Layer): void
  destroy(): void
}

interface LayersOptions {
  readonly load: StartOptions<string, string>['ui']
  /** What one meets whose age nobody knows. */
  readonly first: Layer
}

/** Fetches the UI once it is needed, and opens it for links with `data-consent-open`. */
function openLayers(
  document: Document,
  consent: OpenConsent<string>,
  { load, first }: LayersOptions,
): Layers {
  let mounted: Ui | undefined
  let destroyed = false
  const loadUi = once(async () => {
    if (!load) throw new Error('createConsent() was given no `ui`.')
    mounted = await load(consent)
    if (destroyed) mounted.destroy()
    return mounted
  })
  const ui = (task: (it: Ui) => unknown): Promise<unknown> =>
    loadUi().then(task).catch(consent.report)
  // What was on its way when the consent ended is not shown.
  const show = async (it: Ui, layer: Layer | undefined): Promise<void> => {
    if (destroyed || !layer) return
    await it.show(layer)
    if (layer === 'banner') consent.notice()
    if (layer === 'wording') consent.acknowledge()
  }
  const due = (): Layer | undefined => {
    const { asks, reworded, age } = consent.state
    if (asks.length > 0) return age === 'unknown' ? first : 'banner'
    return reworded ? 'wording' : undefined
  }

  const open = (event: Event): void => {
    const opener = (event.target as Element).closest?.<HTMLElement>('[data-consent-open]')
    if (!opener) return
    event.preventDefault()
    ui((it) => show(it, (opener.dataset.consentOpen || 'preferences') as Layer))
  }
  document.addEventListener('click', open)

  return {
    // Who asks for it hears of a failure.
    fetch: () => due() && loadUi().catch(() => {}),
    // The answer may come by `decide()` while the file is on its way.
    ask: () => due() && ui((it) => show(it, due())),
    show: (layer) => ui((it) => show(it, layer)),
    destroy() {
      destroyed = true
      document.removeEventListener('click', open)
      mounted?.destroy()
    },
  }
}

/** After `load`, so that nothing of ours competes with the page. */
function whenIdle(window: Window, task: () => void): void {
  if (unshadowed(window.document).readyState === 'complete') setTimeout(task)
  else window.addEventListener('load', () => setTimeout(task))
}
