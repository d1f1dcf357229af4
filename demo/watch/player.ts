import Hls from 'hls.js/light'

export interface PlayerOptions {
  readonly video: HTMLVideoElement
  readonly source: string
  /** Called when the stream can't be played. */
  onFailure(): void
}

/** Plays a stream in `video`. Knows nothing of consent: it plays whatever was chosen. */
export function play({ video, source, onFailure }: PlayerOptions): void {
  if (!Hls.isSupported()) {
    // Safari on phones plays HLS by itself; where nothing does, this fails at once.
    video.addEventListener('error', onFailure, { once: true })
    video.src = source
    return
  }
  // Without its worker, which is made from a blob: a strict policy forbids those.
  const hls = new Hls({ enableWorker: false })
  let mended = false
  hls.on(Hls.Events.ERROR, (_event, { fatal, type }) => {
    if (!fatal) return
    if (type === Hls.ErrorTypes.MEDIA_ERROR && !mended) {
      mended = true
      hls.recoverMediaError()
      return
    }
    hls.destroy()
    onFailure()
  })
  hls.loadSource(source)
  hls.attachMedia(video)
}
