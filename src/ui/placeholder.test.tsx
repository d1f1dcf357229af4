import { within } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import { metalive } from '../metalive.ts'
import { youtube } from '../services/youtube.ts'
import { plainText } from './annotations.ts'
import { placeholder } from './placeholder.ts'

interface Covered {
  readonly frame: HTMLIFrameElement
  readonly see: ReturnType<typeof within>
  readonly pressed: readonly string[]
  remove(): void
}

afterEach(() => document.body.replaceChildren())

/** A held frame under its placeholder. */
function covered(stopped = false): Covered {
  const pressed: string[] = []
  // Without an address: what a frame loads is for a real browser to show.
  const frame = document.createElement('iframe')
  frame.style.display = 'inline-block'
  document.body.append(frame)
  const { remove } = placeholder({
    element: frame,
    service: youtube,
    stopped,
    texts: metalive.texts,
    nonce: '',
    onOnce: () => pressed.push('once'),
    onAlways: () => pressed.push('always'),
  })
  const root = document.querySelector('metalive-consent-embed')?.shadowRoot
  return { frame, see: within(root as unknown as HTMLElement), pressed, remove }
}

test('a placeholder says what it stands for, and to whom what is sent', () => {
  const { see } = covered()
  const { textContent, lang } = see.getByRole('group', { name: 'YouTubeの動画' })
  expect(lang).toBe('ja')
  expect(textContent).toContain('YouTube(埋め込み動画)(Google LLC)の内容が表示されます。')
  for (const item of youtube.sends)
    expect(textContent).toContain(plainText(metalive.texts.items[item]))
  expect(textContent).not.toMatch(/[{}]/)
})

test('its two buttons do what they say', () => {
  const { see, pressed } = covered()
  see.getByRole('button', { name: '今回だけ表示' }).click()
  see.getByRole('button', { name: 'いつも表示' }).click()
  expect(pressed).toEqual(['once', 'always'])
})

test('where the operator has stopped it, it says that, and offers nothing', () => {
  const { see } = covered(true)
  const { textContent } = see.getByRole('group', { name: 'YouTubeの動画' })
  expect(textContent).toContain('YouTube(埋め込み動画)の表示は、いまは当社が停止しています。')
  expect(see.queryAllByRole('button')).toEqual([])
})

test('it stands where the frame is, which is hidden meanwhile', () => {
  const { frame } = covered()
  expect(frame.previousElementSibling?.localName).toBe('metalive-consent-embed')
  expect(frame.style.display).toBe('none')
})

test('taken away, it leaves the frame as it was', () => {
  const { frame, remove } = covered()
  remove()
  expect(document.querySelector('metalive-consent-embed')).toBeNull()
  expect(frame.style.display).toBe('inline-block')
})
