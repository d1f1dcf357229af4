import { describe, expect, test } from 'vitest'
import { encodeRecord } from '../core/record.ts'
import { renew } from './renew.ts'

const mark = { choice: 'granted', day: 20780, revision: 1, source: 'banner' } as const
const RECORD = encodeRecord({ wording: 1, age: 'u', id: 'abcdef', marks: { analytics: mark } })
const NAME = '__Host-metalive_consent'

const request = (cookie: string, method = 'POST'): Request =>
  new Request('https://site.example/renew', { method, headers: { cookie } })

const renewed = (cookie: string): string | null => renew(request(cookie)).headers.get('Set-Cookie')

test('the record goes back as it came, for 400 days', () => {
  const answer = renew(request(`a=1; ${NAME}=${RECORD}; b=2`))
  expect(answer.status).toBe(204)
  expect(answer.headers.get('Cache-Control')).toBe('no-store')
  expect(answer.headers.get('Set-Cookie')).toBe(
    `${NAME}=${RECORD}; Path=/; SameSite=Lax; Max-Age=34560000; Secure`,
  )
})

describe('nothing is set', () => {
  test.each([
    ['without a cookie', ''],
    ['for a cookie of another', 'a=1'],
    ['for the name that anyone can plant', `metalive_consent=${RECORD}`],
    ['for one that is damaged', `${NAME}=${RECORD.slice(0, -1)}`],
    ['for one that is none', `${NAME}=<script>`],
    ['for one that would split the header', `${NAME}=${RECORD}\t; ${NAME}=x`],
    ['for twins', `${NAME}=${RECORD}; ${NAME}=${RECORD}`],
  ])('%s', (_what, cookie) => {
    expect(renew(request(cookie)).status).toBe(204)
    expect(renewed(cookie)).toBeNull()
  })

  test('by a link or an image', () => {
    const answer = renew(request(`${NAME}=${RECORD}`, 'GET'))
    expect(answer.status).toBe(405)
    expect(answer.headers.get('Set-Cookie')).toBeNull()
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
  })
})

test('a record of a format to come goes back as well', () => {
  const newer = '2~1~u~-~from-the-future~om0630'
  expect(renewed(`${NAME}=${newer}`)).toContain(`${NAME}=${newer};`)
})

test('for a shared domain, and on plain http, it is the plain name', () => {
  const plain = request(`metalive_consent=${RECORD}`)
  expect(renew(plain, { domain: 'site.example' }).headers.get('Set-Cookie')).toBe(
    `metalive_consent=${RECORD}; Path=/; SameSite=Lax; Max-Age=34560000; Secure; Domain=site.example`,
  )
  expect(renew(plain, { secure: false }).headers.get('Set-Cookie')).toBe(
    `metalive_consent=${RECORD}; Path=/; SameSite=Lax; Max-Age=34560000`,
  )
})
