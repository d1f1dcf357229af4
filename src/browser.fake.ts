/** A browser for tests: tabs of one site on one cookie jar, and what each of them hears. */

/** Engines differ in what they tell a tab. */
export interface Hearing {
  /** `BroadcastChannel`: what other tabs say. */
  readonly channels: boolean
  /** `cookieStore`: that the jar changed. */
  readonly changes: boolean
}

export interface FakeBrowser {
  open(html: string): FakeTab
  loseCookies(): void
}

export interface FakeTab {
  /** As much of it as `start()` takes. */
  readonly window: Window
  /** Whether the visitor has gone on from its page. */
  readonly isGone: boolean
  /** Puts it behind another. It may be asleep there, and hears nothing. */
  hide(): void
  /** Leaves its page to the history, which keeps none with an open channel. */
  goOn(): void
  comeBack(): void
}

/** How a page learns that the visitor is there again. */
const BACK = { seen: 'focus', behind: 'visibilitychange', history: 'pageshow' } as const

/** What a tab hears with. */
interface Ears {
  place: keyof typeof BACK
  readonly channels: Set<{ onmessage(): void }>
  readonly cookieStore: EventTarget
}

/** The jar has room for one cookie, and is every document's until there is another browser. */
export function fakeBrowser(hearing: Hearing): FakeBrowser {
  const tabs: Ears[] = []
  let jar = ''
  const put = (text: string): void => {
    jar = text
    for (const tab of tabs) tell(tab, () => tab.cookieStore.dispatchEvent(new Event('change')))
  }
  Object.defineProperty(Document.prototype, 'cookie', {
    configurable: true,
    get: () => jar,
    set: (text: string) => put(text.split('; ')[0] ?? ''),
  })

  return {
    open(html) {
      const ears: Ears = { place: 'seen', channels: new Set(), cookieStore: new EventTarget() }
      tabs.push(ears)
      const others = (): Ears[] => tabs.filter((each) => each !== ears)
      const window = fakeWindow(html, {
        ...(hearing.channels && { BroadcastChannel: channelOf(ears, others) }),
        ...(hearing.changes && { cookieStore: ears.cookieStore }),
      })
      const happen = (event: string): unknown => window.dispatchEvent(new Event(event))
      return {
        window,
        get isGone() {
          return ears.place === 'history'
        },
        hide() {
          ears.place = 'behind'
          happen('visibilitychange')
        },
        // In the order that HTML's "unload a document" has.
        goOn() {
          ears.place = 'history'
          happen('pagehide')
          happen('visibilitychange')
          if (ears.channels.size > 0) throw new Error('No history keeps a page with a channel.')
        },
        comeBack() {
          const event = BACK[ears.place]
          ears.place = 'seen'
          happen(event)
        },
      }
    },
    loseCookies: () => put(''),
  }
}

/** In a task of its own. */
function tell(tab: Ears, hear: () => unknown): void {
  setTimeout(() => tab.place === 'seen' && hear())
}

function channelOf({ channels }: Ears, others: () => readonly Ears[]): new () => object {
  const post = (tab: Ears): void => {
    for (const { onmessage } of tab.channels) onmessage()
  }
  return class {
    onmessage = (): void => {}
    constructor() {
      channels.add(this)
    }
    postMessage(): void {
      for (const tab of others()) tell(tab, () => post(tab))
    }
    close(): void {
      channels.delete(this)
    }
  }
}

function fakeWindow(html: string, parts: object): Window {
  const it = document.implementation.createHTMLDocument()
  it.body.innerHTML = html
  const all = {
    document: it,
    location: { protocol: 'https:' },
    isSecureContext: true,
    navigator: {},
    crypto,
    ...parts,
  }
  return Object.assign(new EventTarget(), all) as unknown as Window
}
