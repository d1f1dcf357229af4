import type { Browser, ConsoleMessage, Locator, Page } from '@playwright/test'
import type { Site } from '../demo/server.ts'
import { outliveLateFrames } from './late-frames.ts'
import {
  type Engine,
  expressionOf,
  type Message,
  type Name,
  navigation,
  type OpenUi,
  PATIENCE,
  type Part,
  type Role,
  type Scope,
  VIEWPORT,
  waitForState,
} from './ui.ts'

export interface PlaywrightOptions {
  /** Whether visitors follow one another in the same window, where a new one takes long. */
  readonly keepsWindow: boolean
  /** Whether it is driven by WebDriver BiDi. */
  readonly overBidi: boolean
}

/** What Playwright can drive: Chromium, and Firefox by WebDriver BiDi. */
export async function playwrightEngine(
  browser: Browser,
  { keepsWindow, overBidi }: PlaywrightOptions,
): Promise<Engine> {
  const first = await browser.newPage()
  if (overBidi) outliveLateFrames(first)
  const visitor = {
    ignoreHTTPSErrors: true,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    viewport: VIEWPORT,
    ...(await userAgentOf(first)),
  }
  await first.close()
  /** The last visitor's, who has left it clean. */
  let kept: Page | undefined

  const newWindow = async (): Promise<Page> => {
    const context = await browser.newContext(visitor)
    context.setDefaultTimeout(PATIENCE)
    return context.newPage()
  }
  return {
    prelude: '',
    async open(site) {
      const page = kept ?? (await newWindow())
      kept = undefined
      const close = async (): Promise<void> => {
        if (keepsWindow && (await isLeftClean(page))) kept = page
        else await page.context().close()
      }
      return { ...tab(page, site), close }
    },
    close: () => browser.close(),
  }
}

/**
 * Leaves no cookies, tabs and name of the window. What else pages store is theirs by its port, which
 * no other site gets.
 */
async function isLeftClean(page: Page): Promise<boolean> {
  const context = page.context()
  try {
    for (const other of context.pages()) if (other !== page) await other.close()
    for (const event of ['console', 'pageerror'] as const) page.removeAllListeners(event)
    await page.evaluate("name = ''")
    await page.goto('about:blank')
    await context.clearCookies()
    await page.setViewportSize(VIEWPORT)
    return true
  } catch {
    return false
  }
}

/** Its own, but for the word that gives it away: some trackers leave a `HeadlessChrome` alone. */
async function userAgentOf(page: Page): Promise<{ readonly userAgent?: string }> {
  const userAgent = await page.evaluate(() => navigator.userAgent)
  return userAgent.includes('Headless') ? { userAgent: userAgent.replace('Headless', '') } : {}
}

/** The surface that specs share, and the page behind it. */
export interface PlaywrightUi extends OpenUi {
  readonly page: Page
}

function tab(page: Page, site: Site): Omit<PlaywrightUi, 'close'> {
  const context = page.context()
  const messages = listen(page)
  const open = async (address: string): Promise<void> => {
    messages.length = 0
    await page.goto(address)
  }
  return {
    page,
    ...scope(page),
    ...navigation(site, open),
    async reload() {
      messages.length = 0
      await page.reload()
    },
    press: (key) => page.keyboard.press(key),
    focused: () => focused(page),
    evaluate: (script, ...args) => page.evaluate(expressionOf(script, args)),
    cookies: () => context.cookies(page.url()),
    async clearCookies() {
      for (const cookie of await context.cookies(page.url())) await context.clearCookies(cookie)
    },
    resize: (width, height) => page.setViewportSize({ width, height }),
    screenshot: () => page.screenshot(),
    console: async () => [...messages],
    newTab: async () => tab(await context.newPage(), site),
  }
}

function scope(root: Page | Locator): Scope {
  const find: Find = (role, name) => {
    const exact = typeof name === 'string'
    return root.getByRole(role, { name, exact }).filter({ visible: true })
  }
  const visible: Scope['visible'] = async (role, name) => (await find(role, name).count()) > 0
  return {
    visible,
    click: (role, name) => find(role, name).click(),
    waitFor: (role, name, state = 'visible') => waitForState(visible, { role, name, state }),
    text: (role, name) => find(role, name).innerText(),
    checked: (role, name) => find(role, name).isChecked(),
    within: (role, name) => scope(find(role, name)),
  }
}

type Find = (role: Role, name: Name) => Locator

async function focused(page: Page): Promise<Part | null> {
  // The focus of a shadow root is its host's too; the innermost element is the last in the tree.
  const element = page.locator(':focus').last()
  if ((await element.count()) === 0) return null
  // The first line is such as `- button "OK"`, in quotes where YAML wants them.
  const [, role = '', name = '""'] =
    /^- '?(\w+)(?: ("(?:[^"\\]|\\.)*"))?/.exec(await element.ariaSnapshot()) ?? []
  return { role, name: JSON.parse(name), text: await element.innerText() }
}

function listen(page: Page): Message[] {
  const messages: Message[] = []
  page.on('console', (message) => {
    messages.push({ level: levelOf(message), text: message.text() })
  })
  page.on('pageerror', ({ name, message }) => {
    messages.push({ level: 'uncaught', text: `${name}: ${message}` })
  })
  return messages
}

function levelOf(message: ConsoleMessage): Message['level'] {
  // What Chromium itself has to say, such as a failed load, comes without arguments.
  if (message.args().length === 0) return 'browser'
  const type = message.type()
  if (type === 'assert') return 'error'
  return type === 'error' || type === 'warning' ? type : 'info'
}
