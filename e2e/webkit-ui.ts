import type { Site } from '../demo/server.ts'
import {
  type Cookie,
  expressionOf,
  type Message,
  navigation,
  type Ui,
  until,
  VIEWPORT,
} from './ui.ts'
import type { BrowserWindow, ElementReference } from './webdriver.ts'
import { frameSize, innermostFocus, nextPaint, type Size, viewportSize } from './webkit-page.ts'
import { partOf, scope } from './webkit-scope.ts'

/** What the driver of WebKitGTK can drive. */
export async function webkitUi(window: BrowserWindow, site: Site): Promise<Ui> {
  await resize(window, VIEWPORT)
  return {
    ...scope(window, async () => [null]),
    ...navigation(site, (url) => window.post('/url', { url })),
    reload: () => window.post('/refresh'),
    press: (key) => press(window, key.split('+')),
    async focused() {
      const element = await window.execute<ElementReference | null>(innermostFocus)
      return element && partOf(window, element)
    },
    evaluate: (script, ...args) => window.execute(`() => ${expressionOf(script, args)}`),
    cookies: () => cookies(window),
    clearCookies: () => clearCookies(window),
    resize: (width, height) => resize(window, { width, height }),
    async screenshot() {
      await window.execute(nextPaint)
      return Buffer.from(await window.get<string>('/screenshot'), 'base64')
    },
    console: () => window.execute<Message[]>('() => window.e2eMessages ?? []'),
    newTab: async () => webkitUi(await window.open(), site),
  }
}

function cookies(window: BrowserWindow): Promise<readonly Cookie[]> {
  return window.get('/cookie')
}

/** The driver was seen to answer before the jar was empty. */
async function clearCookies(window: BrowserWindow): Promise<void> {
  await window.delete('/cookie')
  await until('the cookie jar is empty', async () => {
    return (await cookies(window)).length === 0 || undefined
  })
}

/** @see https://www.w3.org/TR/webdriver2/#keyboard-actions */
const KEYS: Readonly<Record<string, string>> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Escape: '\uE00C',
  Space: '\uE00D',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
}

async function press(window: BrowserWindow, names: readonly string[]): Promise<void> {
  const values = names.map((name) => KEYS[name] ?? name)
  const down = values.map((value) => ({ type: 'keyDown', value }))
  const up = values.reverse().map((value) => ({ type: 'keyUp', value }))
  await window.post('/actions', {
    actions: [{ type: 'key', id: 'keyboard', actions: [...down, ...up] }],
  })
}

/** WebDriver knows the size of the window only, frame included. */
async function resize(window: BrowserWindow, { width, height }: Size): Promise<void> {
  const frame = await window.execute<Size>(frameSize)
  const outer = { width: width + frame.width, height: height + frame.height }
  await window.post('/window/rect', { x: 0, y: 0, ...outer })
  await until(`the viewport is ${width} x ${height}`, async () => {
    const now = await window.execute<Size>(viewportSize)
    return (now.width === width && now.height === height) || undefined
  })
}
