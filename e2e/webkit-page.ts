/**
 * What the WebKit back end runs in pages: each function reaches the page as text, alone.
 */
import type { Message } from './ui.ts'

declare global {
  interface Window {
    e2eMessages?: readonly Message[]
  }
}

/**
 * Keeps what the page logs and throws. WebDriver has no command that tells, and in automated
 * sessions WebKit doesn't print it either.
 */
export function keepMessages(): void {
  const messages: Message[] = []
  const keep = (level: Message['level'], ...values: readonly unknown[]): void => {
    const texts = values.map((value) => {
      try {
        return String(value)
      } catch {
        return Object.prototype.toString.call(value)
      }
    })
    messages.push({ level, text: texts.join(' ') })
  }
  const levels = {
    error: 'error',
    warn: 'warning',
    log: 'info',
    info: 'info',
    debug: 'info',
  } as const
  for (const [name, level] of Object.entries(levels)) {
    const method = name as keyof typeof levels
    const log = console[method]
    console[method] = (...values: unknown[]) => {
      keep(level, ...values)
      log(...values)
    }
  }
  addEventListener('error', ({ error, message }) => keep('uncaught', error ?? message))
  addEventListener('unhandledrejection', ({ reason }) => keep('uncaught', reason))
  Object.defineProperty(window, 'e2eMessages', { value: messages })
  document.currentScript?.remove()
}

/** The elements in `roots` that `selector` fits, in all open shadow roots, as far as rendered. */
export function rendered(selector: string, ...roots: readonly (Element | null)[]): Element[] {
  const found: Element[] = []
  const search = (tree: ParentNode): void => {
    for (const element of tree.querySelectorAll('*')) {
      if (element.matches(selector)) found.push(element)
      if (element.shadowRoot) search(element.shadowRoot)
    }
  }
  for (const root of roots) search(root ?? document)
  return found.filter((element) => element.checkVisibility({ visibilityProperty: true }))
}

export function innermostFocus(): Element | null {
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  return element === document.body ? null : element
}

/** Whole: the driver itself is content with a strip of it, and then clicks what lies over the rest. */
export function scrollIntoView(element: Element): void {
  element.scrollIntoView({ block: 'nearest' })
}

export function textOf(element: HTMLElement): string {
  return element.innerText
}

export function isOn(element: HTMLInputElement): boolean {
  return element.checked ?? element.ariaChecked === 'true'
}

export interface Size {
  readonly width: number
  readonly height: number
}

export function viewportSize(): Size {
  return { width: innerWidth, height: innerHeight }
}

/** What the window has around the viewport. */
export function frameSize(): Size {
  return { width: outerWidth - innerWidth, height: outerHeight - innerHeight }
}

/** Resolves when what was changed before is painted. */
export async function nextPaint(): Promise<void> {
  const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve))
  await frame()
  await frame()
}
