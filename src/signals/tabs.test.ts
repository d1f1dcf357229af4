import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openTabs, type Tabs } from './tabs.ts'

/** All channels of the browser, open or not. */
let channels: FakeChannel[] = []

class FakeChannel {
  onmessage: (() => void) | null = null
  open = true
  constructor() {
    channels.push(this)
  }
  postMessage(): void {
    for (const other of channels) if (other !== this && other.open) other.onmessage?.()
  }
  close(): void {
    this.open = false
  }
}

let tabs: Tabs[] = []
const opened = (look: () => void): Tabs => {
  const tab = openTabs(window, look)
  tabs.push(tab)
  return tab
}

beforeEach(() => {
  vi.stubGlobal('BroadcastChannel', FakeChannel)
})

afterEach(() => {
  for (const tab of tabs) tab.destroy()
  tabs = []
  channels = []
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

test('a browser that refuses channels, as Firefox does without cookies, has none', () => {
  vi.stubGlobal(
    'BroadcastChannel',
    class {
      constructor() {
        throw new DOMException('The operation is insecure.', 'SecurityError')
      }
    },
  )
  const look = vi.fn()
  opened(look).tell()
  window.dispatchEvent(new Event('focus'))
  expect(look).toHaveBeenCalledTimes(1)
})

test('who is told looks, and who tells doesn’t', () => {
  const [here, there] = [vi.fn(), vi.fn()]
  const tab = opened(here)
  opened(there)
  tab.tell()
  expect(here).not.toHaveBeenCalled()
  expect(there).toHaveBeenCalledTimes(1)
})

test.each([
  ['focus', (): unknown => window.dispatchEvent(new Event('focus'))],
  ['pageshow', (): unknown => window.dispatchEvent(new Event('pageshow'))],
  [
    'visibilitychange',
    (): unknown => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })),
  ],
])('a page that is returned to looks: %s', (_event, happen) => {
  const look = vi.fn()
  opened(look)
  happen()
  expect(look).toHaveBeenCalledTimes(1)
})

test('a page that is left closes its channel, so that the history keeps it, and opens it on return', () => {
  const look = vi.fn()
  opened(look)
  window.dispatchEvent(new Event('pagehide'))
  // In this order: a page is hidden when it was left.
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  expect(channels.map(({ open }) => open)).toEqual([false])
  window.dispatchEvent(new Event('pageshow'))
  expect(channels.map(({ open }) => open)).toEqual([false, true])
})

test('the browser’s own word of a cookie is heard, where it has one', () => {
  const cookieStore = new EventTarget()
  vi.stubGlobal('cookieStore', cookieStore)
  const look = vi.fn()
  const tab = opened(look)
  cookieStore.dispatchEvent(new Event('change'))
  expect(look).toHaveBeenCalledTimes(1)
  tab.destroy()
  cookieStore.dispatchEvent(new Event('change'))
  expect(look).toHaveBeenCalledTimes(1)
})

test('a page that is being read listens once it is, and looks what was said meanwhile', () => {
  const state = vi.spyOn(document, 'readyState', 'get').mockReturnValue('loading')
  const look = vi.fn()
  const tab = opened(look)
  expect(channels).toEqual([])
  window.dispatchEvent(new Event('DOMContentLoaded'))
  expect(channels).toHaveLength(1)
  expect(look).toHaveBeenCalledTimes(1)

  const there = vi.fn()
  state.mockReturnValue('complete')
  opened(there)
  tab.tell()
  expect(there).toHaveBeenCalledTimes(1)
})

test('a decision while the page is being read is told all the same', () => {
  const there = vi.fn()
  opened(there)
  vi.spyOn(document, 'readyState', 'get').mockReturnValue('loading')
  const look = vi.fn()
  const tab = opened(look)
  tab.tell()
  expect(there).toHaveBeenCalledTimes(1)
  tab.destroy()
  window.dispatchEvent(new Event('DOMContentLoaded'))
  expect(look).not.toHaveBeenCalled()
})

test('a browser without channels follows all the same', () => {
  vi.stubGlobal('BroadcastChannel', undefined)
  const look = vi.fn()
  opened(look).tell()
  window.dispatchEvent(new Event('focus'))
  expect(look).toHaveBeenCalledTimes(1)
})

test('one that is destroyed hears nothing any more', () => {
  const look = vi.fn()
  opened(look).destroy()
  window.dispatchEvent(new Event('focus'))
  expect(look).not.toHaveBeenCalled()
  expect(channels.every(({ open }) => !open)).toBe(true)
})
