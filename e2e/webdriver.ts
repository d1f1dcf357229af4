/**
 * A client for W3C WebDriver, as much of it as the specs need: Playwright drives only its own build
 * of WebKit, and Debian's comes with this.
 *
 * @see https://www.w3.org/TR/webdriver2/
 */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'
/** Longer than any time-out that the driver itself keeps: then it hangs. */
const LIMIT = 20_000

/** An element of the page, as it travels in arguments and results. */
export interface ElementReference {
  readonly [ELEMENT]: string
}

/** What the driver refused; `code` is the standard's, such as `stale element reference`. */
export class WebDriverError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(`${code}: ${message}`)
    this.name = 'WebDriverError'
    this.code = code
  }
}

/** One window of a session, whichever had the last command; paths are those below `/session/{id}`. */
export interface BrowserWindow {
  get<Result>(path: string): Promise<Result>
  post<Result>(path: string, body?: object): Promise<Result>
  delete(path: string): Promise<void>
  /** Calls `script` in the page, where it knows nothing but `args`, and awaits its result. */
  execute<Result>(script: Script, ...args: readonly unknown[]): Promise<Result>
  /** Opens another one. */
  open(): Promise<BrowserWindow>
  /** Closes all but this one. */
  closeOthers(): Promise<void>
  /** Ends the session, with all windows. */
  end(): Promise<void>
}

type Script = string | ((...args: never[]) => unknown)

/** The path of an element's own commands. */
export function pathOf(element: ElementReference): string {
  return `/element/${element[ELEMENT]}`
}

export async function openSession(driver: string, capabilities: object): Promise<BrowserWindow> {
  const wanted = { capabilities: { alwaysMatch: capabilities } }
  const { sessionId } = await command<{ sessionId: string }>('POST', `${driver}/session`, wanted)
  const session = `${driver}/session/${sessionId}`
  const first = await command<string>('GET', `${session}/window`)
  return windowOf({ session, current: first, last: Promise.resolve() }, first)
}

interface Shared {
  readonly session: string
  /** The window that commands go to. */
  current: string
  /** Settles when the last command has its answer. */
  last: Promise<unknown>
}

function windowOf(shared: Shared, handle: string): BrowserWindow {
  const sendNow = async <Result>(method: string, path: string, body?: object): Promise<Result> => {
    if (shared.current !== handle) {
      await command('POST', `${shared.session}/window`, { handle })
      shared.current = handle
    }
    return command(method, shared.session + path, body)
  }
  /** One after another: of two windows at once, one's command would be carried out in the other. */
  const send = <Result>(method: string, path: string, body?: object): Promise<Result> => {
    const result = shared.last.then(() => sendNow<Result>(method, path, body))
    shared.last = result.catch(() => undefined)
    return result
  }
  return {
    get: (path) => send('GET', path),
    post: (path, body = {}) => send('POST', path, body),
    delete: (path) => send('DELETE', path),
    async execute<Result>(script: Script, ...args: readonly unknown[]) {
      const body = { script: calling(script), args }
      const outcome = await send<Outcome<Result>>('POST', '/execute/async', body)
      if ('error' in outcome) throw new Error(outcome.error)
      return outcome.value
    },
    async open() {
      const { handle } = await send<{ handle: string }>('POST', '/window/new', { type: 'window' })
      return windowOf(shared, handle)
    },
    async closeOthers() {
      for (const other of await send<string[]>('GET', '/window/handles')) {
        if (other !== handle) await windowOf(shared, other).delete('/window')
      }
    },
    end: () => send('DELETE', ''),
  }
}

type Outcome<Result> = { readonly value: Result } | { readonly error: string }

/** By `await`, not `then`: it works on pages that replaced `Promise`, too. */
function calling(script: Script): string {
  return `const args = [...arguments], done = args.pop();
(async () => {
  try { done({ value: await (${script})(...args) }) } catch (error) { done({ error: String(error) }) }
})()`
}

async function command<Result>(method: string, url: string, body?: object): Promise<Result> {
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(LIMIT),
    ...(body && { body: JSON.stringify(body) }),
  })
  const { value } = (await response.json()) as {
    value: Result & { error: string; message: string }
  }
  if (!response.ok) throw new WebDriverError(value.error, value.message)
  return value
}
