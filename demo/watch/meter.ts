import type { PlaybackEvent } from './playback.ts'

/** A third party's SDK, as much as this page uses of it. */
export interface Sdk {
  /** Fetches its code. */
  load(): Promise<void>
  /** Lets it measure: the first time, and again after {@link Sdk.halt}. */
  resume(): void
  send(event: PlaybackEvent): void
  /** From here on it sends nothing and keeps nothing. */
  halt(): void
}

export interface MeterOptions {
  readonly sdk: Sdk
  follow(listener: (event: PlaybackEvent) => void): () => void
  /** Called when it starts or stops, and for each event sent. */
  onChange(change: MeterChange): void
  onError(error: unknown): void
}

export type MeterChange = 'started' | 'sent' | 'stopped'

/**
 * Makes of an SDK what `consent.gate` takes: started at a grant, stopped by what `start` returns.
 * Its code is fetched at the first grant and stays.
 */
export function meter({ sdk, follow, onChange, onError }: MeterOptions): () => () => void {
  let loading: Promise<void> | undefined

  return () => {
    let stop = (): void => {}
    let stopped = false
    const run = (): void => {
      // The answer may have been taken back while the code was on its way.
      if (stopped) return
      sdk.resume()
      onChange('started')
      const unfollow = follow((event) => {
        sdk.send(event)
        onChange('sent')
      })
      stop = () => {
        unfollow()
        sdk.halt()
        onChange('stopped')
      }
    }
    loading ??= sdk.load()
    loading.then(run).catch(onError)
    return () => {
      stopped = true
      stop()
    }
  }
}
