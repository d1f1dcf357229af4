import { afterEach, expect, test } from 'vitest'
import { setContent } from './templates.ts'

afterEach(() => document.body.replaceChildren())

function put(content: string): HTMLTemplateElement {
  document.body.innerHTML = `<template data-consent-service="ga4">${content}</template><hr>`
  return document.body.firstElementChild as HTMLTemplateElement
}

const names = (): string[] => [...document.body.children].map(({ localName }) => localName)

test('a template’s content comes behind it and goes, any number of times', () => {
  const template = put('<p>one</p><b>two</b>')
  for (let times = 0; times < 3; times++) {
    setContent(template, true)
    setContent(template, true)
    expect(names()).toEqual(['template', 'p', 'b', 'hr'])
    setContent(template, false)
    setContent(template, false)
    expect(names()).toEqual(['template', 'hr'])
  }
})

test('its scripts come held, as ones of the template’s service', () => {
  setContent(put('<script type="module">start()</script>'), true)
  const script = document.body.querySelector('script')
  expect(script?.type).toBe('text/plain')
  expect(script?.dataset.consentType).toBe('module')
  expect(script?.dataset.consentService).toBe('ga4')
})
