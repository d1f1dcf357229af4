import { render } from 'preact'
import { expect, test } from 'vitest'
import { h } from './h.ts'
import { element, wordsOf } from './shadow.ts'

const TEXT = 'あなたの {情報|じょうほう}を{|}<b>送る</b>'
const DRAWN =
  'あなたの <ruby>情報<rt aria-hidden="true">じょうほう</rt></ruby>を<wbr>&lt;b&gt;送る&lt;/b&gt;'

test('marks are drawn, and markup is text', () => {
  expect(element(document, 'p', {}, TEXT).innerHTML).toBe(DRAWN)
})

test('Preact draws them, too', () => {
  const box = document.createElement('div')
  render(<p>{TEXT}</p>, box)
  expect(box.firstElementChild?.innerHTML).toBe(DRAWN)
})

test('a text that is one word with its reading is drawn by both', () => {
  const box = document.createElement('div')
  render(<p>{'{広告|こうこく}'}</p>, box)
  const drawn = '<ruby>広告<rt aria-hidden="true">こうこく</rt></ruby>'
  expect(box.firstElementChild?.innerHTML).toBe(drawn)
  expect(element(document, 'p', {}, '{広告|こうこく}').innerHTML).toBe(drawn)
})

test('an attribute has the words alone', () => {
  const button = element(document, 'button', { 'aria-label': '{閉|と}じる' })
  expect(button.getAttribute('aria-label')).toBe('閉じる')
})

test('the words that were shown are lines without readings', () => {
  const list = element(
    document,
    'div',
    {},
    element(document, 'p', {}, TEXT),
    element(document, 'p', {}, 'YouTube', element(document, 'br', {}), 'Google LLC'),
  )
  expect(wordsOf(document, list)).toBe('あなたの 情報を<b>送る</b>\nYouTube\nGoogle LLC\n')
})
