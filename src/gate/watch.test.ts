/** What is held and released, by its attributes; what loads and runs is for the e2e specs to see. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Embed, type Gate, openGate } from './watch.ts'

interface Opened {
  readonly gate: Gate
  readonly granted: Set<string>
  /** What was asked for, once for each time. */
  readonly asked: readonly string[]
  readonly reported: readonly unknown[]
  readonly embeds: Embed[]
}

let gates: Gate[] = []

afterEach(() => {
  for (const gate of gates) gate.destroy()
  gates = []
  document.body.replaceChildren()
  Reflect.deleteProperty(document, 'readyState')
})

const KNOWN = ['analytics', 'embeds', 'ga4', 'youtube']

function opened(...ids: readonly string[]): Opened {
  const granted = new Set(ids)
  const asked: string[] = []
  const reported: unknown[] = []
  const embeds: Embed[] = []
  const gate = openGate({
    document,
    granted(id) {
      asked.push(id)
      return granted.has(id)
    },
    known: (id) => KNOWN.includes(id),
    timeoutMs: 1000,
    report: (error) => reported.push(error),
    onRun: () => undefined,
    onShow: () => undefined,
    onEmbed: (embed) => embeds.push(embed),
  })
  gates.push(gate)
  return { gate, granted, asked, reported, embeds }
}

function put<Tag extends keyof HTMLElementTagNameMap>(
  html: string,
  tag: Tag,
): HTMLElementTagNameMap[Tag] {
  document.body.insertAdjacentHTML('beforeend', html)
  return document.body.querySelector(`${tag}:last-of-type`) as HTMLElementTagNameMap[Tag]
}

const IMAGE = '<img alt="" data-consent-service="ga4" data-consent-src="https://tag.test/p.gif">'
const FRAME =
  '<iframe data-consent-service="youtube" data-consent-src="https://tag.test/v"></iframe>'
const SCRIPT = '<script type="text/plain" data-consent-service="ga4">start()</script>'

/** Until the page's watchers have been told. */
const told = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

describe('a marked element', () => {
  test('is held until its service is granted, and held again after', () => {
    const { gate, granted } = opened()
    const image = put(IMAGE, 'img')
    gate.update()
    expect(image.hasAttribute('src')).toBe(false)
    granted.add('ga4')
    gate.update()
    expect(image.getAttribute('src')).toBe('https://tag.test/p.gif')
    granted.delete('ga4')
    gate.update()
    expect(image.hasAttribute('src')).toBe(false)
  })

  test('may name a purpose', () => {
    const { gate } = opened('analytics')
    const image = put(
      '<img alt="" data-consent-purpose="analytics" data-consent-src="/p.gif">',
      'img',
    )
    gate.update()
    expect(image.getAttribute('src')).toBe('/p.gif')
  })

  test('goes by its service where it names both', () => {
    const { gate } = opened('analytics')
    const marks = 'data-consent-service="ga4" data-consent-purpose="analytics"'
    const image = put(`<img alt="" ${marks} data-consent-src="/p.gif">`, 'img')
    gate.update()
    expect(image.hasAttribute('src')).toBe(false)
  })

  test.each(['analitics', '', 'constructor'])(
    'that names what nobody knows stays held: “%s”',
    (id) => {
      const { gate, granted, reported } = opened()
      granted.add(id)
      const image = put(
        `<img alt="" data-consent-service="${id}" data-consent-src="/p.gif">`,
        'img',
      )
      gate.update()
      expect(image.hasAttribute('src')).toBe(false)
      expect(reported).toEqual([expect.stringContaining(`"${id}"`)])
    },
  )

  test('that was released for once is held again at the next decision', () => {
    const { gate } = opened()
    const image = put(IMAGE, 'img')
    gate.releaseOnce(image)
    expect(image.hasAttribute('src')).toBe(true)
    gate.update()
    expect(image.hasAttribute('src')).toBe(false)
  })

  test('that comes later is found, however deep it is', async () => {
    const { gate } = opened('ga4')
    gate.update()
    const image = put(`<div><p>${IMAGE}</p></div>`, 'img')
    await told()
    expect(image.hasAttribute('src')).toBe(true)
  })

  test('that comes after the end isn’t looked at', async () => {
    const { gate } = opened('ga4')
    gate.update()
    gate.destroy()
    const image = put(IMAGE, 'img')
    await told()
    expect(image.hasAttribute('src')).toBe(false)
  })
})

describe('a marked script', () => {
  test('waits for its grant', async () => {
    const { gate, granted } = opened()
    put(SCRIPT, 'script')
    gate.update()
    await told()
    expect(document.querySelector('script')?.type).toBe('text/plain')
    granted.add('ga4')
    gate.update()
    await told()
    expect(document.querySelector('script')?.type).toBe('')
  })

  test('is asked about when it comes and before it runs, and its copy isn’t', async () => {
    const { gate, asked } = opened('ga4')
    gate.update()
    put(SCRIPT, 'script')
    await told()
    expect(document.querySelector('script')?.type).toBe('')
    expect(asked).toEqual(['ga4', 'ga4'])
  })

  test('of another type is none of ours', () => {
    const { gate } = opened('ga4')
    const script = put(
      '<script type="text/template" data-consent-service="ga4"></script>',
      'script',
    )
    gate.update()
    expect(script.type).toBe('text/template')
  })
})

describe('while the page is read', () => {
  function readyState(value: DocumentReadyState): void {
    Object.defineProperty(document, 'readyState', { configurable: true, value })
  }

  beforeEach(() => readyState('loading'))

  const tag = (id: string): string =>
    `<script type="text/plain" data-consent-service="ga4" id="${id}">start()</script>`
  /** What the parser brings until it stops the next time. */
  const parse = async (html: string): Promise<void> => {
    document.body.insertAdjacentHTML('beforeend', html)
    for (let i = 0; i < 9; i++) await undefined
  }
  const ran = (): string[] =>
    [...document.querySelectorAll('script')]
      .filter(({ type }) => type !== 'text/plain')
      .map(({ id }) => id)

  test('inline scripts in a row wait for what follows: the last may be cut', async () => {
    opened('ga4').gate.update()
    for (const id of ['first', 'second']) await parse(tag(id))
    expect(ran()).toEqual([])
    await parse('<p>')
    expect(ran()).toEqual(['first', 'second'])
  })

  test('where nothing follows for a while, all but the last run', async () => {
    opened('ga4').gate.update()
    for (const id of ['first', 'second']) await parse(tag(id))
    await told()
    expect(ran()).toEqual(['first'])
    await parse(tag('third'))
    await told()
    expect(ran()).toEqual(['first', 'second'])
    await parse('<p>')
    expect(ran()).toEqual(['first', 'second', 'third'])
  })

  test('one that is there when all is looked at waits, too', async () => {
    const { gate } = opened('ga4')
    await parse(tag('first') + tag('second'))
    gate.update()
    await told()
    expect(ran()).toEqual(['first'])
    await parse(tag('third'))
    expect(ran()).toEqual(['first'])
    await parse('\n')
    expect(ran()).toEqual(['first', 'second', 'third'])
  })

  test('the last of all runs when all was read', async () => {
    opened('ga4').gate.update()
    await parse(tag('last'))
    await told()
    expect(ran()).toEqual([])
    readyState('interactive')
    document.dispatchEvent(new Event('readystatechange'))
    await told()
    expect(ran()).toEqual(['last'])
  })

  test('a text of the page’s own that ends it is nothing to report', async () => {
    const { gate, reported } = opened('ga4')
    document.body.innerHTML = '<script type="text/plain">Hello</script>'
    gate.update()
    await parse('<p>')
    await told()
    expect(reported).toEqual([])
  })

  test('one with a file has no text to wait for', async () => {
    opened('ga4').gate.update()
    const attributes = 'data-consent-type="test/script" data-consent-service="ga4" src="/a.js"'
    await parse(`<script type="text/plain" id="it" ${attributes}></script>`)
    expect(ran()).toEqual(['it'])
  })
})

describe('a marked frame', () => {
  test('is told of when it is found and whenever that changes', () => {
    const { gate, granted, embeds } = opened()
    const element = put(FRAME, 'iframe')
    gate.update()
    granted.add('youtube')
    gate.update()
    expect(embeds).toEqual([
      { element, id: 'youtube', held: true },
      { element, id: 'youtube', held: false },
    ])
  })

  test('is released for once alone, without a grant', () => {
    const { gate, embeds } = opened()
    const [first, second] = [put(FRAME, 'iframe'), put(`<p></p>${FRAME}`, 'iframe')]
    gate.releaseOnce(first)
    expect(first.getAttribute('src')).toBe('https://tag.test/v')
    expect(second.hasAttribute('src')).toBe(false)
    expect(embeds[0]).toMatchObject({ held: false })
  })
})
