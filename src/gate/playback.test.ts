import { afterEach, describe, expect, test, vi } from 'vitest'
import { onceQuiet, plays } from './playback.ts'

afterEach(() => {
  document.body.replaceChildren()
  Reflect.deleteProperty(document, 'fullscreenElement')
  Reflect.deleteProperty(document, 'pictureInPictureElement')
})

interface Player {
  readonly paused: boolean
  readonly ended?: boolean
  readonly currentTime?: number
}

function put(name: 'audio' | 'video', state: Player): HTMLElement {
  const element = document.createElement(name)
  change(element, { ended: false, currentTime: 7, ...state })
  document.body.append(element)
  return element
}

function change(target: object, values: object): void {
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(target, name, { value, configurable: true })
  }
}

describe('something plays', () => {
  test.each(['audio', 'video'] as const)('while a %s isn’t paused', (name) => {
    put(name, { paused: true })
    expect(plays(document)).toBe(false)
    put(name, { paused: false })
    expect(plays(document)).toBe(true)
  })

  test('not in one that has ended', () => {
    put('video', { paused: false, ended: true })
    expect(plays(document)).toBe(false)
  })

  test.each(['fullscreenElement', 'pictureInPictureElement'])('where there is a %s', (name) => {
    change(document, { [name]: document.body })
    expect(plays(document)).toBe(true)
  })

  test('perhaps in a third party’s frame that is shown, not in one that is held', () => {
    document.body.innerHTML = '<iframe data-consent-src="https://tag.test/v"></iframe>'
    expect(plays(document)).toBe(false)
    document.querySelector('iframe')?.setAttribute('src', 'about:blank')
    expect(plays(document)).toBe(true)
  })
})

describe('a task for when it is quiet', () => {
  test('runs once when the last thing that plays has ended', () => {
    const task = vi.fn()
    const [first, second] = [put('video', { paused: false }), put('audio', { paused: false })]
    onceQuiet(document, task)
    change(first, { ended: true })
    first.dispatchEvent(new Event('ended'))
    expect(task).not.toHaveBeenCalled()
    change(second, { ended: true })
    second.dispatchEvent(new Event('ended'))
    second.dispatchEvent(new Event('ended'))
    expect(task).toHaveBeenCalledTimes(1)
  })

  test('waits on where fullscreen is left in the middle of something', () => {
    const task = vi.fn()
    put('video', { paused: true })
    onceQuiet(document, task)
    document.dispatchEvent(new Event('fullscreenchange'))
    expect(task).not.toHaveBeenCalled()
  })
})
