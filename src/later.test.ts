import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openConsent } from './core/consent.ts'
import type { Consent, OnWithdraw, SweepResult } from './core/types.ts'
import { fakeWorld } from './core/world.fake.ts'
import type { Embed } from './gate/watch.ts'
import { type Later, openLater } from './later.ts'
import { metalive as whole } from './metalive.ts'
import type { Aftermath, WithdrawalOptions } from './ui/withdrawal.ts'

/** Without the question of age, which has tests of its own. */
const { age, ...metalive } = whole

interface Opened {
  readonly consent: Consent<string>
  readonly later: Later
  readonly used: Set<string>
  readonly running: Set<string>
  /** What the visitor was told of withdrawals. */
  readonly told: readonly Aftermath[]
  /** What the visitor can press. */
  buttons(): WithdrawalOptions | undefined
  /** How often the page was opened anew. */
  reloads(): number
}

beforeEach(() => {
  vi.useFakeTimers()
  localStorage.clear()
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  document.body.replaceChildren()
})

function opened(
  onWithdraw?: OnWithdraw,
  off: ReadonlySet<string> = new Set(),
  free: () => Promise<void> = async () => {},
): Opened {
  const consent = openConsent<string, string>(metalive, fakeWorld('', { off }))
  const used = new Set<string>()
  const running = new Set<string>()
  const told: Aftermath[] = []
  let buttons: WithdrawalOptions | undefined
  const reload = vi.spyOn(window.location, 'reload').mockImplementation(() => {})
  const later = openLater(
    { ...metalive, ...(onWithdraw && { onWithdraw }) },
    { window, consent, nonce: '', used, running, free },
    {
      embeds: () => Promise.reject(new Error('Nobody asked for them.')),
      async withdrawal(options) {
        buttons = options
        return (aftermath) => told.push(aftermath)
      },
      settings: () => Promise.reject(new Error('Nobody asked for it.')),
      disclosure: () => Promise.reject(new Error('Nobody asked for it.')),
      renewal: () => Promise.reject(new Error('Nobody asked for it.')),
      switches: () => Promise.reject(new Error('Nobody asked for it.')),
      diagnosis: () => Promise.reject(new Error('Nobody asked for it.')),
    },
  )
  const reloads = (): number => reload.mock.calls.length
  return { consent, later, used, running, told, buttons: () => buttons, reloads }
}

const keys = (): string[] => Object.keys(localStorage).sort()

describe('sweeping', () => {
  const store = (): void => {
    for (const key of ['ZD-store', '_yjr', 'volume']) localStorage.setItem(key, '1')
  }

  test('deletes what the denied services store, and nothing of the others', async () => {
    store()
    await opened().later.sweep(['zendesk'], [])
    expect(keys()).toEqual(['_yjr', 'volume'])
  })

  test('is done again for code that still writes', async () => {
    const { later } = opened()
    await later.sweep(['zendesk'], [])
    for (const ms of [500, 2500]) {
      store()
      await vi.advanceTimersByTimeAsync(ms)
      expect(keys()).toEqual(['_yjr', 'volume'])
    }
  })

  test('is done again when the page is left', async () => {
    await opened().later.sweep(['zendesk'], [])
    store()
    window.dispatchEvent(new Event('pagehide'))
    await vi.advanceTimersByTimeAsync(0)
    expect(keys()).toEqual(['_yjr', 'volume'])
  })

  test('leaves alone what was granted meanwhile', async () => {
    const { consent, later } = opened()
    await later.sweep(['zendesk'], [])
    consent.decide({ zendesk: 'granted' })
    store()
    await vi.advanceTimersByTimeAsync(5000)
    expect(keys()).toEqual(['ZD-store', '_yjr', 'volume'])
  })

  test('tells the page what was deleted and what couldn’t be', async () => {
    store()
    const results: SweepResult[] = []
    const listen = (event: Event): unknown =>
      results.push((event as CustomEvent<SweepResult>).detail)
    window.addEventListener('metalive-consent:swept', listen, { once: true })
    await opened().later.sweep(['zendesk', 'youtube'], [])
    expect(results).toHaveLength(1)
    expect(results[0]?.deleted).toEqual([{ service: 'zendesk', area: 'local', name: 'ZD-store' }])
    expect(results[0]?.left).toContainEqual({
      service: 'youtube',
      area: 'cookie',
      name: 'VISITOR_INFO1_LIVE',
      reason: 'third-party',
    })
  })
})

describe('who stops and erases everything', () => {
  test('is told once, of all that is left of what was granted', async () => {
    const { later, told } = opened()
    localStorage.setItem('ZD-store', '1')
    const { deleted } = await later.erase(['youtube', 'zendesk'])
    // The withdrawal is heard of once the page was painted, perhaps after all that.
    await later.sweep(['youtube', 'zendesk'], ['youtube', 'zendesk'])
    expect(deleted).toMatchObject([{ service: 'zendesk', name: 'ZD-store' }])
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({ erased: true })
    const left = told[0]?.left.map(({ service }) => service)
    expect(new Set(left)).toEqual(new Set(['youtube', 'zendesk']))
  })

  test('is told of the next withdrawal again', async () => {
    const { later, running, told } = opened()
    running.add('mux-data')
    await later.erase(['mux-data'])
    await later.sweep(['mux-data'], ['mux-data'])
    await later.sweep(['mux-data'], ['mux-data'])
    expect(told.map(({ erased = false }) => erased)).toEqual([true, false])
  })
})

describe('where the page leaves no room', () => {
  interface Crowded extends Opened {
    readonly asked: () => number
    readonly leave: () => Promise<void>
    /** Without waiting for what is told of it. */
    readonly withdraw: (...ids: readonly string[]) => Promise<void>
  }

  function crowded(): Crowded {
    const waiting: (() => void)[] = []
    const free = (): Promise<void> => new Promise((done) => waiting.push(done))
    const all = opened('ask', new Set(), free)
    const flush = async (): Promise<void> => {
      await vi.advanceTimersByTimeAsync(0)
    }
    return {
      ...all,
      asked: () => waiting.length,
      async leave() {
        for (const go of waiting) go()
        await flush()
      },
      async withdraw(...ids) {
        for (const id of ids) all.consent.decide({ [id]: 'denied' })
        all.later.sweep(ids, ids)
        await flush()
      },
    }
  }

  test('the visitor is told once there is some, of what runs by then', async () => {
    const { consent, running, told, leave, withdraw } = crowded()
    running.add('mux-data').add('zendesk')
    await withdraw('mux-data', 'zendesk')
    expect(told).toEqual([])
    consent.decide({ zendesk: 'granted' })
    await leave()
    expect(told).toMatchObject([{ running: ['mux-data'] }])
  })

  test('nobody is told of what is over by then', async () => {
    const { consent, running, told, leave, withdraw } = crowded()
    running.add('mux-data')
    await withdraw('mux-data')
    consent.decide({ 'mux-data': 'granted' })
    await leave()
    expect(told).toEqual([])
  })

  test('two withdrawals are told of together', async () => {
    const { running, told, leave, withdraw } = crowded()
    running.add('mux-data').add('zendesk')
    await withdraw('mux-data')
    await withdraw('zendesk')
    await leave()
    expect(told).toMatchObject([{ running: ['mux-data', 'zendesk'] }])
    await withdraw('mux-data')
    await leave()
    expect(told).toHaveLength(2)
  })

  test('a UI in another language is asked for room anew', async () => {
    const { running, told, leave, withdraw, asked } = crowded()
    running.add('mux-data')
    await withdraw('mux-data')
    window.dispatchEvent(new CustomEvent('metalive-consent:language'))
    await vi.advanceTimersByTimeAsync(0)
    expect([asked(), told]).toEqual([2, []])
    await leave()
    expect(told).toHaveLength(1)
  })

  test('who erases everything is told at once: its own dialog has closed for that', async () => {
    const { later, told } = crowded()
    await later.erase([])
    expect(told).toMatchObject([{ erased: true }])
  })
})

describe('after a withdrawal the visitor', () => {
  test('is told nothing where nothing runs and nothing is left', async () => {
    const { later, told } = opened()
    await later.sweep(['mux-data'], ['mux-data'])
    expect(told).toEqual([])
  })

  test('is told nothing of what the operator has stopped', async () => {
    const { later, running, told } = opened('ask', new Set(['mux-data']))
    running.add('mux-data')
    await later.sweep(['mux-data'], ['mux-data'])
    expect(told).toEqual([])
  })

  test('is told what still runs', async () => {
    const { later, running, told } = opened()
    running.add('mux-data')
    await later.sweep(['mux-data'], ['mux-data'])
    expect(told).toEqual([{ running: ['mux-data'], left: [], isPlaying: false, canStop: true }])
  })

  test('is told what can’t be deleted of what was withdrawn, and of nothing else', async () => {
    const { later, used, told } = opened()
    used.add('youtube').add('google-ima')
    await later.sweep(['mux-data', 'youtube', 'google-ima'], ['youtube'])
    expect(new Set(told[0]?.left.map(({ service }) => service))).toEqual(new Set(['youtube']))
  })

  test('is told of what is still there, unless code that runs keeps it until the page is left', async () => {
    const { later, running, told } = opened()
    Object.defineProperty(localStorage, 'removeItem', { configurable: true, value: () => {} })
    localStorage.setItem('_yjr', '1')
    await later.sweep(['yahoo-japan-ads'], ['yahoo-japan-ads'])
    expect(told[0]?.left).toMatchObject([{ name: '_yjr', reason: 'kept' }])
    running.add('yahoo-japan-ads')
    await later.sweep(['yahoo-japan-ads'], ['yahoo-japan-ads'])
    expect(told[1]?.left).toEqual([])
    Reflect.deleteProperty(localStorage, 'removeItem')
  })

  test('is told nothing of third parties’ cookies where nothing of theirs was here', async () => {
    const { later, told } = opened()
    await later.sweep(['youtube'], ['youtube'])
    expect(told).toEqual([])
  })

  test('is told nothing after a denial of what never ran', async () => {
    const { later, running, told } = opened()
    running.add('mux-data')
    await later.sweep(['mux-data', 'youtube'], [])
    expect(told).toEqual([])
  })

  test('is not told of what was granted again', async () => {
    const { consent, later, running, told } = opened()
    running.add('ga4').add('mux-data')
    consent.decide({ 'mux-data': 'granted' })
    await later.sweep(['ga4'], ['ga4'])
    expect(told[0]?.running).toEqual(['ga4'])
  })
})

describe('the page is opened anew', () => {
  const playing = (): HTMLVideoElement => {
    const video = document.createElement('video')
    Object.defineProperty(video, 'paused', { value: false, configurable: true })
    document.body.append(video)
    return video
  }

  const stop = (video: HTMLVideoElement): void => {
    Object.defineProperty(video, 'ended', { value: true, configurable: true })
    video.dispatchEvent(new Event('ended'))
  }

  test('at once where the config says so', async () => {
    const { later, running, told, reloads } = opened('reload')
    running.add('mux-data')
    await later.sweep(['mux-data'], ['mux-data'])
    expect(reloads()).toBe(1)
    expect(told).toEqual([])
  })

  test('never by itself while something plays: the visitor says when', async () => {
    playing()
    const { later, running, told, reloads } = opened('reload')
    running.add('mux-data')
    await later.sweep(['mux-data'], ['mux-data'])
    expect(reloads()).toBe(0)
    expect(told).toMatchObject([{ isPlaying: true, canStop: true }])
  })

  test('never where nothing runs', async () => {
    const { later, reloads } = opened('reload')
    await later.sweep(['mux-data'], ['mux-data'])
    expect(reloads()).toBe(0)
  })

  test('never where the config says to sweep only', async () => {
    const { later, running, told, reloads } = opened('sweep')
    running.add('mux-data')
    await later.sweep(['mux-data'], ['mux-data'])
    expect(reloads()).toBe(0)
    expect(told).toMatchObject([{ canStop: false }])
  })

  test('at once when the visitor wants it so', async () => {
    playing()
    const { later, running, buttons, reloads } = opened()
    running.add('mux-data')
    await later.sweep(['mux-data'], ['mux-data'])
    buttons()?.onStopNow()
    expect(reloads()).toBe(1)
  })

  test('after what plays has ended when the visitor wants it so, but not for a pause', async () => {
    const video = playing()
    const { later, running, buttons, reloads } = opened()
    running.add('mux-data')
    await later.sweep(['mux-data'], ['mux-data'])
    buttons()?.onStopAfter()
    video.dispatchEvent(new Event('pause'))
    expect(reloads()).toBe(0)
    stop(video)
    expect(reloads()).toBe(1)
  })

  test('not if all was granted again meanwhile', async () => {
    const video = playing()
    const { consent, later, running, buttons, reloads } = opened()
    running.add('mux-data')
    await later.sweep(['mux-data'], ['mux-data'])
    buttons()?.onStopAfter()
    consent.decide({ 'mux-data': 'granted' })
    stop(video)
    expect(reloads()).toBe(0)
  })
})

describe('another language', () => {
  function standing(): { readonly said: readonly string[]; readonly later: Later } {
    const said: string[] = []
    let language = 'ja'
    window.addEventListener('metalive-consent:language', () => {
      language = 'en'
    })
    const open = (name: string) => async () => {
      const mine = language
      return () => {
        said.push(`${name} ${mine}`)
        return () => said.push(`less ${name} ${mine}`)
      }
    }
    const missing = (): Promise<never> => Promise.reject(new Error('Nobody asked for it.'))
    const later = openLater(
      metalive,
      {
        window,
        consent: openConsent<string, string>(metalive, fakeWorld('')),
        nonce: '',
        used: new Set(),
        running: new Set(),
        free: missing,
      },
      {
        async embeds() {
          const mine = language
          let covered: Embed[] = []
          return {
            update(embed) {
              covered.push(embed)
              said.push(`cover ${embed.id} ${mine}`)
            },
            close() {
              const before = covered
              covered = []
              said.push(`uncover ${mine}`)
              return before
            },
          }
        },
        withdrawal: missing,
        settings: open('settings'),
        disclosure: open('disclosure'),
        renewal: missing,
        switches: missing,
        diagnosis: missing,
      },
    )
    return { said, later }
  }

  const switched = async (): Promise<void> => {
    window.dispatchEvent(new CustomEvent('metalive-consent:language'))
    await vi.advanceTimersByTimeAsync(0)
  }

  test('is that of whatever stands in the page', async () => {
    const { said, later } = standing()
    await later.offer()
    await later.offer()
    await later.disclose()
    await later.update({ element: document.createElement('iframe'), id: 'youtube', held: true })
    await switched()
    expect(said).toEqual([
      'settings ja',
      'disclosure ja',
      'cover youtube ja',
      'less settings ja',
      'settings en',
      'less disclosure ja',
      'disclosure en',
      'uncover ja',
      'cover youtube en',
    ])
  })

  test('brings nothing that wasn’t there', async () => {
    const { said } = standing()
    await switched()
    expect(said).toEqual([])
  })
})
