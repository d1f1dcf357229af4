/** Tells what other tabs, other visits and the clock may have changed. */
export interface Tabs {
  /** Has the other tabs look. */
  tell(): void
  destroy(): void
}

const CHANNEL = 'metalive-consent'

/** Whatever brings a page back to where it was: another tab, another window, the history. */
const RETURNS = ['visibilitychange', 'focus', 'pageshow'] as const

/**
 * Calls `look` when the record may be another: when another tab says so, when the browser does, and
 * when the page is returned to. Says nothing of what it is; that stands in the cookie alone.
 */
export function openTabs(window: Window, look: () => void): Tabs {
  // What older browsers lack.
  const { BroadcastChannel } = window as Partial<Window & typeof globalThis>
  let channel: BroadcastChannel | undefined
  let cookies: CookieStore | undefined

  // An open channel would keep the page out of the back/forward cache.
  const close = (): void => {
    channel?.close()
    channel = undefined
  }
  const open = (): void => {
    try {
      channel ??= BroadcastChannel && new BroadcastChannel(CHANNEL)
    } catch {
      // Firefox throws where it refuses cookies; then no other tab has an answer.
    }
    if (channel) channel.onmessage = look
  }
  const onReturn = ({ type }: Event): void => {
    // A page that is left becomes hidden as well, after its `pagehide`.
    if (type !== 'visibilitychange') open()
    look()
  }

  const listen = (isLate?: unknown): void => {
    open()
    cookies = (window as Partial<Window>).cookieStore
    cookies?.addEventListener('change', look)
    if (isLate) look()
  }

  // What is released meanwhile is looked up each time, and to listen takes a millisecond before it,
  // as does the mere sight of `cookieStore`.
  if (window.document.readyState === 'loading') {
    window.addEventListener('DOMContentLoaded', listen)
  } else listen()
  for (const event of RETURNS) window.addEventListener(event, onReturn)
  window.addEventListener('pagehide', close)
  return {
    tell() {
      open()
      channel?.postMessage(0)
    },
    destroy() {
      close()
      window.removeEventListener('DOMContentLoaded', listen)
      for (const event of RETURNS) window.removeEventListener(event, onReturn)
      window.removeEventListener('pagehide', close)
      cookies?.removeEventListener('change', look)
    },
  }
}
