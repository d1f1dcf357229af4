/**
 * Tabs that nobody watches. In Playwright's own, Chromium takes the stack at each read of a cookie, for
 * whoever looks at the network: 5 to 10 ms at the start of a page that visitors don't have.
 */
import type { Browser, CDPSession } from '@playwright/test'

/** One visitor's part of the browser: cookies and cache of their own. */
export interface Visitor {
  openTab(): Promise<Tab>
  leave(): Promise<void>
}

export interface Tab {
  /** A command of the DevTools protocol. Rejects with what the browser says is wrong with it. */
  send<Result = unknown>(method: string, params?: object): Promise<Result>
  close(): Promise<unknown>
}

const SIZE = { width: 1280, height: 720 }

export async function newVisitor(browser: Browser): Promise<Visitor> {
  const session = await browser.newBrowserCDPSession()
  const { browserContextId } = await session.send('Target.createBrowserContext')
  return {
    async openTab() {
      const of = { url: 'about:blank', browserContextId, newWindow: true, ...SIZE }
      const { targetId } = await session.send('Target.createTarget', of)
      return attach(session, targetId)
    },
    async leave() {
      await session.send('Target.disposeBrowserContext', { browserContextId })
      await session.detach()
    },
  }
}

interface Reply {
  readonly id?: number
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

async function attach(session: CDPSession, targetId: string): Promise<Tab> {
  // Not flat: what a flat session says is Playwright's to hear.
  const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false })
  const waiting = new Map<number, (reply: Reply) => void>()
  let last = 0
  session.on('Target.receivedMessageFromTarget', (event) => {
    if (event.sessionId !== sessionId) return
    const reply = JSON.parse(event.message) as Reply
    waiting.get(reply.id ?? 0)?.(reply)
  })
  return {
    async send<Result>(method: string, params: object = {}) {
      const id = ++last
      const answered = new Promise<Reply>((resolve) => waiting.set(id, resolve))
      const message = JSON.stringify({ id, method, params })
      await session.send('Target.sendMessageToTarget', { sessionId, message })
      const { result, error } = await answered
      waiting.delete(id)
      if (error) throw new Error(`${method}: ${error.message}`)
      return result as Result
    },
    close: () => session.send('Target.closeTarget', { targetId }),
  }
}
