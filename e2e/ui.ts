import { setTimeout as sleep } from 'node:timers/promises'
import type { Site } from '../demo/server.ts'

/** A running browser. */
export interface Engine {
  /** Runs first in every page of the site, where the engine doesn't tell what pages log. */
  readonly prelude: string
  /** The first tab of a visitor with no cookies, and nothing stored on this site; one visitor at a time. */
  open(site: Site): Promise<OpenUi>
  close(): Promise<void>
}

export interface OpenUi extends Ui {
  /** Ends the visit, with all its tabs. */
  close(): Promise<void>
}

/** What a visitor can do and see: all that specs know of a browser, whichever engine it is. */
export interface Ui extends Scope {
  /** A path of the site, or a whole address. Ends at the page's `load`. */
  goto(address: string, options?: { readonly host?: string }): Promise<void>
  reload(): Promise<void>
  /** A key by its name in `KeyboardEvent.key`, perhaps after `Shift+`. */
  press(key: string): Promise<void>
  /** The element with the focus, in whatever open shadow root; `null` when it is the page itself. */
  focused(): Promise<Part | null>
  /**
   * Runs `script` in the page and awaits it, whatever the page's policy. Both ways only JSON
   * passes, and the function takes nothing along but its arguments.
   */
  evaluate<Args extends readonly unknown[], Result>(
    script: (...args: Args) => Result,
    ...args: Args
  ): Promise<Awaited<Result>>
  /** The cookies that the current page is sent with. */
  cookies(): Promise<readonly Cookie[]>
  /** Has the server set a cookie, by a `Set-Cookie` line. Leaves the browser on an empty page. */
  setCookie(line: string, options?: { readonly host?: string }): Promise<void>
  /** Deletes the cookies that {@link cookies} tells. */
  clearCookies(): Promise<void>
  /** The size of the viewport, in CSS pixels. */
  resize(width: number, height: number): Promise<void>
  /** The viewport as PNG. */
  screenshot(): Promise<Buffer>
  /** What the current page logged and threw since it began to load. */
  console(): Promise<readonly Message[]>
  /** A second tab of the same visitor. */
  newTab(): Promise<Ui>
}

/**
 * Elements by role and accessible name, in every open shadow root, as far as they are rendered.
 * A string is the whole name.
 */
export interface Scope {
  /** A real click, `isTrusted`, on the one such element, as soon as it is there and can take it. */
  click(role: Role, name: Name): Promise<void>
  /** Whether there is one now. */
  visible(role: Role, name: Name): Promise<boolean>
  /** Default: `visible`. */
  waitFor(role: Role, name: Name, state?: State): Promise<void>
  /** The rendered text of the one such element. */
  text(role: Role, name: Name): Promise<string>
  /** Whether the one such check box, switch or radio button is on. */
  checked(role: Role, name: Name): Promise<boolean>
  /** The same for what is inside of the one such element. */
  within(role: Role, name: Name): Scope
}

export type Name = string | RegExp
export type State = 'visible' | 'hidden'

export type Role =
  | 'button'
  | 'checkbox'
  | 'dialog'
  | 'group'
  | 'heading'
  | 'link'
  | 'radio'
  | 'region'
  | 'status'
  | 'switch'
  | 'table'
  | 'textbox'

export interface Part {
  readonly role: string
  readonly name: string
  readonly text: string
}

export interface Cookie {
  readonly name: string
  readonly value: string
  /** With a leading dot when subdomains get it too. */
  readonly domain: string
  readonly path: string
  readonly secure: boolean
  readonly httpOnly: boolean
  readonly sameSite: string
}

export interface Message {
  /** `uncaught` is an error that nobody caught; `browser` is the browser's own, in Chromium only. */
  readonly level: 'error' | 'warning' | 'info' | 'uncaught' | 'browser'
  readonly text: string
}

/** Longest wait for something that a visitor waits for too, in milliseconds. */
export const PATIENCE = 5_000

/** The viewport at the start of each test. */
export const VIEWPORT = { width: 1280, height: 720 } as const

/** Looks again and again until there is something to return, or patience ends. */
export async function until<Found>(
  wish: string,
  look: () => Promise<Found | undefined>,
): Promise<Found> {
  const end = Date.now() + PATIENCE
  while (Date.now() < end) {
    const found = await look()
    if (found !== undefined) return found
    await sleep(20)
  }
  throw new Error(`Not within ${PATIENCE} ms: ${wish}`)
}

/** {@link Scope.waitFor}, by what {@link Scope.visible} says. */
export async function waitForState(
  visible: Scope['visible'],
  { role, name, state }: { readonly role: Role; readonly name: Name; readonly state: State },
): Promise<void> {
  await until(`${role} "${name}" is ${state}`, async () => {
    const now: State = (await visible(role, name)) ? 'visible' : 'hidden'
    return now === state || undefined
  })
}

/** The call as an expression: functions of a spec reach every engine as text. */
export function expressionOf(
  script: (...args: never) => unknown,
  args: readonly unknown[],
): string {
  return `(${script})(${args.map((each) => JSON.stringify(each) ?? 'undefined').join(', ')})`
}

/** What {@link Ui.goto} and {@link Ui.setCookie} mean, for any way to open an address. */
export function navigation(
  site: Site,
  open: (address: string) => Promise<void>,
): Pick<Ui, 'goto' | 'setCookie'> {
  return {
    goto: (address, { host } = {}) => open(new URL(address, site.origin(host)).href),
    async setCookie(line, { host } = {}) {
      const headers = { 'set-cookie': line }
      site.put(COOKIE_PAGE, { body: '', headers, ...(host && { host }) })
      await open(site.origin(host) + COOKIE_PAGE)
    },
  }
}

const COOKIE_PAGE = '/.set-cookie'
