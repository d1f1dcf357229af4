import { expect, test } from 'vitest'
import { pageAddress } from './address.ts'

test.each([
  'https://metalive.test/privacy',
  '/privacy.html',
  'privacy',
  '//metalive.test/',
  '#top',
  '?a=b:c',
  '',
])('a link leads to a page: %j', (href) => expect(pageAddress(href)).toBe(href))

test.each([
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  ' javascript:alert(1)//',
  'java\tscript:alert(1)',
  'java\nscript:alert(1)//',
  '\u0001javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'blob:https://metalive.test/1',
])('a link that would run something leads nowhere: %j', (href) =>
  expect(pageAddress(href)).toBe('#'),
)
