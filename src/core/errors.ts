export interface Errors {
  /** Hands on each message once. What isn't an `Error` is taken for the message of one. */
  report(error: unknown): void
  onError(listener: (error: Error) => void): () => void
}

/** Collects what goes wrong. `log` gets it while nobody listens; a listener, what came before too. */
export function openErrors(log: (error: Error) => void): Errors {
  /** By message. */
  const reported = new Map<string, Error>()
  const listeners = new Set<(error: Error) => void>()

  const tell = (listener: (error: Error) => void, error: Error): void => {
    try {
      listener(error)
    } catch {
      // A listener that fails at hearing of an error must not break the page either, nor a page's own log.
      if (listener !== log) tell(log, error)
    }
  }

  return {
    report(thrown) {
      const error = toError(thrown)
      if (reported.has(error.message)) return
      reported.set(error.message, error)
      for (const listener of listeners.size > 0 ? listeners : [log]) tell(listener, error)
    },
    onError(listener) {
      listeners.add(listener)
      for (const error of reported.values()) tell(listener, error)
      return () => listeners.delete(listener)
    },
  }
}

/** Anything can be thrown, even what has no text. */
function toError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown
  try {
    return new Error(String(thrown))
  } catch {
    return new Error('unknown')
  }
}
