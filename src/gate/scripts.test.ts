/**
 * Which scripts are put in to run, when and in which order. That a browser runs them then, once, is
 * for the e2e specs to see: a DOM emulation runs nothing. External ones get a type that it doesn't
 * know, else it would report at once that they failed to load.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openScriptGate, type ScriptGate } from './scripts.ts'

beforeEach(() => vi.useFakeTimers())

afterEach(() => {
  vi.useRealTimers()
  document.body.replaceChildren()
  document.head.replaceChildren()
  Reflect.deleteProperty(document, 'write')
  Reflect.deleteProperty(document, 'writeln')
  Reflect.deleteProperty(document, 'readyState')
})

interface Opened {
  readonly gate: ScriptGate
  readonly granted: Set<string>
  readonly reported: readonly unknown[]
  /** The services whose scripts ran. */
  readonly started: readonly string[]
}

const TIMEOUT_MS = 5000

function opened(): Opened {
  const granted = new Set(['ga4', 'clarity'])
  const reported: unknown[] = []
  const started: string[] = []
  const gate = openScriptGate({
    document,
    granted: (id) => granted.has(id),
    timeoutMs: TIMEOUT_MS,
    report: (error) => reported.push(error),
    beforeRun: (id) => started.push(id),
  })
  return { gate, granted, reported, started }
}

function readyState(state: DocumentReadyState): void {
  Object.defineProperty(document, 'readyState', { configurable: true, value: state })
  document.dispatchEvent(new Event('readystatechange'))
}

/** A held script, known by its id. */
function held(id: string, attributes = '', text = 'start()'): HTMLScriptElement {
  const html = `<script type="text/plain" id="${id}" ${attributes}>${text}</script>`
  document.body.insertAdjacentHTML('beforeend', html)
  return document.body.lastElementChild as HTMLScriptElement
}

const external = (id: string, more = ''): HTMLScriptElement =>
  held(id, `src="https://tag.test/${id}.js" data-consent-type="test/script" ${more}`, '')

/** The ids of those that were put in to run. */
const ran = (): string[] =>
  [...document.body.querySelectorAll('script')]
    .filter(({ type }) => type !== 'text/plain')
    .map(({ id }) => id)

/** Lets everything happen that waits for nothing but its turn. */
const turn = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)

/** Lets happen what waits for no task. */
async function microtasks(): Promise<void> {
  for (let i = 0; i < 9; i++) await undefined
}

async function loaded(id: string, event = 'load'): Promise<void> {
  document.querySelector(`#${id}`)?.dispatchEvent(new Event(event))
  await turn()
}

describe('a released script', () => {
  test('is put in where it was, with its text and all that it is marked with', async () => {
    const { gate } = opened()
    held('before')
    const script = held('it', 'data-consent-service="ga4" data-site="7" crossorigin')
    held('after')
    script.nonce = 'n'
    gate.release('ga4', script)
    await turn()
    expect([...document.body.children].map(({ id }) => id)).toEqual(['before', 'it', 'after'])
    const it = document.body.children[1] as HTMLScriptElement
    expect([it.type, it.text, it.nonce]).toEqual(['', 'start()', 'n'])
    expect([it.dataset.site, it.getAttribute('crossorigin')]).toEqual(['7', ''])
  })

  test('gets the type that it asked for', async () => {
    const { gate } = opened()
    gate.release('ga4', held('it', 'data-consent-type="module"'))
    await turn()
    expect(document.querySelector('script')?.type).toBe('module')
  })

  test('is put in once, however often it is released', async () => {
    const { gate } = opened()
    const script = held('it')
    gate.release('ga4', script)
    gate.release('ga4', script)
    await turn()
    gate.release('ga4', script)
    await turn()
    expect(ran()).toEqual(['it'])
  })

  test('waits while its service isn’t granted', async () => {
    const { gate, granted } = opened()
    granted.delete('ga4')
    gate.release('ga4', held('it'))
    await turn()
    expect(ran()).toEqual([])
  })

  test('runs again only where its mark says so', async () => {
    const { gate } = opened()
    for (const script of [held('once'), held('again', 'data-consent-rerun')]) {
      gate.release('ga4', script)
    }
    await turn()
    for (const script of document.querySelectorAll('script')) gate.rewind(script)
    expect(ran()).toEqual(['once'])
    for (const script of document.querySelectorAll('script')) gate.release('ga4', script)
    await turn()
    expect(ran()).toEqual(['once', 'again'])
  })
})

test('scripts of several services run in the order of their release', async () => {
  const { gate, started } = opened()
  const ids = ['ga4', 'clarity', 'ga4', 'clarity']
  for (const id of ids) gate.release(id, held(''))
  await turn()
  expect(started).toEqual(ids)
})

describe('scripts of one service', () => {
  test.each(['load', 'error'])('wait for the %s of the one before', async (event) => {
    const { gate } = opened()
    for (const script of [external('first'), held('second')]) gate.release('ga4', script)
    await turn()
    expect(ran()).toEqual(['first'])
    await loaded('first', event)
    expect(ran()).toEqual(['first', 'second'])
  })

  test('wait for a file that never answers no longer than the limit, which is reported', async () => {
    const { gate, reported } = opened()
    for (const script of [external('first'), held('second')]) gate.release('ga4', script)
    await turn(TIMEOUT_MS - 1)
    expect([ran(), reported]).toEqual([['first'], []])
    await turn(10)
    expect(ran()).toEqual(['first', 'second'])
    expect(reported).toEqual([
      'https://tag.test/first.js of "ga4" takes too long: the next goes on.',
    ])
  })

  test('wait for their own file where one before them answers after the limit', async () => {
    const { gate } = opened()
    for (const script of [external('first'), external('second'), held('third')]) {
      gate.release('ga4', script)
    }
    await turn(TIMEOUT_MS + 10)
    await loaded('first')
    expect(ran()).toEqual(['first', 'second'])
    await loaded('second')
    expect(ran()).toEqual(['first', 'second', 'third'])
  })

  test('are fetched while they wait, under the same terms', async () => {
    const { gate } = opened()
    const second = external('second', 'integrity="sha256-x" crossorigin="anonymous"')
    for (const script of [external('first'), second, held('third')]) gate.release('ga4', script)
    await turn()
    const links = [...document.head.querySelectorAll('link')]
    expect(links.map(({ rel, href, as }) => [rel, href, as])).toEqual([
      ['preload', 'https://tag.test/second.js', 'script'],
    ])
    expect(links[0]?.getAttribute('integrity')).toBe('sha256-x')
    expect(links[0]?.getAttribute('crossorigin')).toBe('anonymous')
  })

  test('don’t wait for one that is async', async () => {
    const { gate } = opened()
    for (const script of [external('first', 'async'), held('second')]) gate.release('ga4', script)
    await turn()
    expect(ran()).toEqual(['first', 'second'])
  })

  test('don’t wait for another service’s', async () => {
    const { gate } = opened()
    gate.release('ga4', external('first'))
    gate.release('clarity', held('second'))
    await turn()
    expect(ran()).toEqual(['first', 'second'])
  })

  test('that are deferred run after those that aren’t, even released before them', async () => {
    const { gate } = opened()
    const [deferred, file] = [external('deferred', 'defer'), external('file')]
    for (const script of [deferred, file, file]) gate.release('ga4', script)
    await turn()
    expect(ran()).toEqual(['file'])
    await loaded('file')
    expect(ran()).toEqual(['deferred', 'file'])
  })

  test('that are deferred run when the document was parsed, after those that aren’t', async () => {
    readyState('loading')
    const { gate } = opened()
    const deferred = external('deferred', 'defer')
    for (const script of [deferred, external('file'), held('inline')]) {
      gate.release('ga4', script)
    }
    await turn()
    await loaded('file')
    expect(ran()).toEqual(['file', 'inline'])
    readyState('interactive')
    await turn()
    expect(ran()).toEqual(['deferred', 'file', 'inline'])
  })

  test('that wait at a withdrawal run with the next grant, in their order', async () => {
    const { gate, granted } = opened()
    const scripts = [external('first'), external('second'), held('third')]
    for (const script of scripts) gate.release('ga4', script)
    await turn()
    granted.delete('ga4')
    await loaded('first')
    expect(ran()).toEqual(['first'])
    granted.add('ga4')
    for (const script of scripts) gate.release('ga4', script)
    await turn()
    expect(ran()).toEqual(['first', 'second'])
    await loaded('second')
    expect(ran()).toEqual(['first', 'second', 'third'])
  })

  test('that left the page don’t stop those behind them, and run when they are back', async () => {
    const { gate } = opened()
    const [first, second, third] = [external('first'), held('second'), held('third')]
    for (const script of [first, second, third]) gate.release('ga4', script)
    second.remove()
    await turn()
    await loaded('first')
    expect(ran()).toEqual(['first', 'third'])
    document.body.append(second)
    gate.release('ga4', second)
    await turn()
    expect(ran()).toEqual(['first', 'third', 'second'])
  })
})

describe('what takes long', () => {
  afterEach(() => Reflect.deleteProperty(window, 'scheduler'))

  /** Two scripts are released, and 40 ms later it is the second one's turn. */
  async function slowly(): Promise<void> {
    const { gate } = opened()
    const now = vi.spyOn(performance, 'now').mockReturnValue(0)
    for (const id of ['first', 'second']) gate.release('ga4', held(id))
    now.mockReturnValueOnce(0).mockReturnValue(40)
    await microtasks()
  }

  test.each([undefined, { config: {} }])('goes on by a timer: %j is no scheduler', async (it) => {
    Reflect.set(window, 'scheduler', it)
    await slowly()
    expect(ran()).toEqual(['first'])
    await turn()
    expect(ran()).toEqual(['first', 'second'])
  })

  test('is what ran, not what came between: one that waits for the document keeps none waiting', async () => {
    readyState('loading')
    const { gate } = opened()
    const now = vi.spyOn(performance, 'now').mockReturnValue(0)
    gate.release('ga4', external('deferred', 'defer'))
    await microtasks()
    now.mockReturnValue(100)
    gate.release('ga4', held('inline'))
    await microtasks()
    expect(ran()).toEqual(['inline'])
  })

  test('goes on at once where there is a scheduler that refuses', async () => {
    Reflect.set(window, 'scheduler', { yield: () => Promise.reject(new Error('Aborted.')) })
    await slowly()
    expect(ran()).toEqual(['first', 'second'])
  })

  test('goes on once for all services', async () => {
    const pause = vi.fn(() => new Promise<void>((resolve) => setTimeout(resolve)))
    Reflect.set(window, 'scheduler', { yield: pause })
    const { gate } = opened()
    const now = vi.spyOn(performance, 'now').mockReturnValue(0)
    for (const id of ['ga4', 'clarity']) gate.release(id, held(id))
    now.mockReturnValue(40)
    await microtasks()
    expect(ran()).toEqual([])
    await turn()
    expect(ran()).toEqual(['ga4', 'clarity'])
    expect(pause).toHaveBeenCalledTimes(1)
  })

  test('goes on before other tasks where the browser can do that', async () => {
    let goOn = (): void => {}
    Reflect.set(window, 'scheduler', {
      yield: () =>
        new Promise<void>((resolve) => {
          goOn = resolve
        }),
    })
    await slowly()
    await turn()
    expect(ran()).toEqual(['first'])
    goOn()
    await microtasks()
    expect(ran()).toEqual(['first', 'second'])
  })
})

describe('what a released script writes into the document', () => {
  test('is dropped and said to be, since it would wipe the page', async () => {
    const { gate, reported } = opened()
    gate.release('ga4', held('it'))
    await turn()
    document.write('<p>', 'ad</p>')
    expect(document.querySelector('p')).toBeNull()
    expect(reported).toEqual(['Dropped, it would wipe the page: document.write("<p>ad</p>")'])
  })

  test('leaves the page its own writing until then', () => {
    opened()
    expect(Object.hasOwn(document, 'write')).toBe(false)
  })
})
