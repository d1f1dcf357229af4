import { expect, test, vi } from 'vitest'
import type { Choice, Choices } from '../core/types.ts'
import { tellVendors } from './calls.ts'

const META = {
  id: 'meta-pixel',
  purpose: 'advertising',
  calls: { granted: ['fbq', 'consent', 'grant'], denied: ['fbq', 'consent', 'revoke'] },
} as const

const MIXPANEL = {
  id: 'mixpanel',
  purpose: 'analytics',
  calls: { granted: ['mixpanel.opt_in_tracking'], denied: ['mixpanel.opt_out_tracking'] },
} as const

const SILENT = { id: 'youtube', purpose: 'embeds' } as const

function told(members: object, before: Choices, now: Choices): readonly unknown[] {
  const errors: unknown[] = []
  const page = members as Window
  tellVendors(page, [SILENT, META, MIXPANEL], { before, now }, (error) => errors.push(error))
  return errors
}

test.each<[Choice, Choice, readonly unknown[]]>([
  ['granted', 'denied', [['consent', 'revoke']]],
  ['denied', 'granted', [['consent', 'grant']]],
  ['granted', 'granted', []],
])('a vendor’s code hears of a choice that was %s and is %s', (before, now, calls) => {
  const fbq = vi.fn()
  told({ fbq }, { 'meta-pixel': before, youtube: before }, { 'meta-pixel': now, youtube: now })
  expect(fbq.mock.calls).toEqual(calls)
})

test('a vendor’s code hears of no first choice: the gate lets it start, or not', () => {
  const fbq = vi.fn()
  told({ fbq }, {}, { 'meta-pixel': 'denied' })
  expect(fbq).not.toHaveBeenCalled()
})

test('a method is called on what it is a member of', () => {
  const mixpanel = { out: false, opt_out_tracking: stop }
  function stop(this: typeof mixpanel): void {
    this.out = true
  }
  told({ mixpanel }, { mixpanel: 'granted' }, { mixpanel: 'denied' })
  expect(mixpanel.out).toBe(true)
})

test.each([{}, { mixpanel: [] }, { mixpanel: 1 }, { mixpanel: null }])(
  'where the code isn’t there, nobody is told: %j',
  (members) => {
    expect(told(members, { mixpanel: 'granted' }, { mixpanel: 'denied' })).toEqual([])
  },
)

test('what throws is reported, and keeps nobody else from hearing', () => {
  const opt_out_tracking = vi.fn()
  const fbq = (): never => {
    throw new Error('no')
  }
  const both = (choice: Choice): Choices => ({ 'meta-pixel': choice, mixpanel: choice })
  const errors = told({ fbq, mixpanel: { opt_out_tracking } }, both('granted'), both('denied'))
  expect(errors).toEqual([new Error('no')])
  expect(opt_out_tracking).toHaveBeenCalledTimes(1)
})
