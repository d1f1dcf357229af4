/** What happened to the video, as it is told to whoever measures. */
export interface PlaybackEvent {
  readonly name: 'video_play' | 'video_pause' | 'video_progress'
  /** Seconds from the start. */
  readonly position: number
}

/** Seconds of the video between two reports of progress. */
const STEP = 5

/**
 * Tells `listener` of play, pause and progress.
 * @returns what ends it
 */
export function followPlayback(
  video: HTMLVideoElement,
  listener: (event: PlaybackEvent) => void,
): () => void {
  const end = new AbortController()
  const { signal } = end
  let step = stepOf(video)

  const tell = (name: PlaybackEvent['name']): void => {
    listener({ name, position: Math.round(video.currentTime) })
  }
  video.addEventListener('play', () => tell('video_play'), { signal })
  video.addEventListener('pause', () => tell('video_pause'), { signal })
  const follow = (): void => {
    const now = stepOf(video)
    if (now === step) return
    step = now
    tell('video_progress')
  }
  video.addEventListener('timeupdate', follow, { signal })

  if (!video.paused) tell('video_play')
  return () => end.abort()
}

function stepOf({ currentTime }: HTMLVideoElement): number {
  return Math.floor(currentTime / STEP)
}
