/** Addresses only; that a frame without one loads nothing is for the e2e specs to see. */
import { afterEach, expect, test } from 'vitest'
import { setAddresses } from './elements.ts'

afterEach(() => document.body.replaceChildren())

function put(html: string): Element {
  document.body.innerHTML = html
  return document.body.children[0] as Element
}

test.each([
  ['img', 'src', 'https://tag.test/pixel.gif'],
  ['img', 'srcset', 'https://tag.test/pixel.gif 2x'],
  ['link', 'href', 'https://tag.test/style.css'],
])(
  'a released %s gets the %s that it held back, and loses it when it is held',
  (tag, name, value) => {
    const element = put(`<${tag} data-consent-${name}="${value}">`)
    setAddresses(element, true)
    expect(element.getAttribute(name)).toBe(value)
    setAddresses(element, false)
    expect(element.hasAttribute(name)).toBe(false)
    expect(element.getAttribute(`data-consent-${name}`)).toBe(value)
  },
)

test('an element is released once: what has loaded isn’t loaded again', () => {
  const element = put('<img data-consent-src="https://tag.test/pixel.gif">')
  setAddresses(element, true)
  const writes: string[] = []
  element.setAttribute = (name) => writes.push(name)
  setAddresses(element, true)
  expect(writes).toEqual([])
})

test('an address that nobody marked is left alone', () => {
  const element = put('<img src="/own.png" alt="">')
  setAddresses(element, false)
  setAddresses(element, true)
  expect(element.getAttribute('src')).toBe('/own.png')
})

test('a frame is put in anew, where it was, whenever its address changes', () => {
  const moved: string[] = []
  put('<p></p><iframe data-consent-src="https://tag.test/"></iframe><b></b>')
  const frame = document.body.children[1] as Element
  const { insertBefore } = document.body
  document.body.insertBefore = (node, before) => {
    // It has its address before it is there, so it is loaded once.
    moved.push((node as unknown as Element).getAttribute('src') ?? 'empty')
    return insertBefore.call(document.body, node, before) as typeof node
  }
  for (const open of [false, true, true, false, false]) setAddresses(frame, open)
  Reflect.deleteProperty(document.body, 'insertBefore')
  expect(moved).toEqual(['https://tag.test/', 'empty'])
  expect([...document.body.children].map(({ localName }) => localName)).toEqual([
    'p',
    'iframe',
    'b',
  ])
})
