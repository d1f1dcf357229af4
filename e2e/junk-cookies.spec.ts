import { encodeRecord } from '../src/core/record.ts'
import type { ConsentRecord } from '../src/core/types.ts'
import { expect, test } from './fixtures.ts'
import { BANNER, page, RECORD, ran, settle, TAGS, TODAY, tracked } from './pages.ts'

const GRANTED = { choice: 'granted', day: TODAY, revision: 1, source: 'banner' } as const
const RECORD_OF_GRANTS: ConsentRecord = {
  wording: 1,
  age: 'a',
  id: 'abcdefghij',
  marks: { functional: GRANTED, analytics: GRANTED, advertising: GRANTED, embeds: GRANTED },
}
const VALID = encodeRecord(RECORD_OF_GRANTS)

const JUNK: readonly string[] = [
  '',
  '1',
  'true',
  'null',
  'undefined',
  'granted',
  'analytics.g',
  '~',
  '~~~~~~',
  '1~1~a~abcdefghij~',
  '%7B%22categories%22%3A%5B%22analytics%22%5D%7D',
  '{"categories":["analytics"]}',
  '!ga4=true!clarity=true',
  'CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA',
  VALID.slice(0, -1),
  VALID.slice(0, 40),
  VALID.slice(1),
  VALID.slice(0, VALID.lastIndexOf('~')),
  VALID.slice(0, VALID.indexOf(':advertising')),
  `${VALID}0`,
  `${VALID}~${VALID}`,
  VALID.replace('.g', '.d'),
  VALID.replace('1~1~a', '2~1~a'),
  VALID.replace('~a~', '~A~'),
  VALID.replace('analytics', '__proto__'),
  VALID.replace('analytics', 'constructor'),
  VALID.replace('abcdefghij', 'a@b.example'),
  VALID.replaceAll('.g', '.x'),
  VALID.replaceAll('~', '|'),
  VALID.toUpperCase(),
  encodeURIComponent(VALID),
  `"${VALID}"`,
  'x'.repeat(1025),
  encodeRecord({ ...RECORD_OF_GRANTS, id: 'not-ours' }),
  encodeRecord({ ...RECORD_OF_GRANTS, marks: {} }),
  encodeRecord({
    ...RECORD_OF_GRANTS,
    marks: { analytics: { ...GRANTED, day: TODAY + 30 }, advertising: { ...GRANTED, day: 0 } },
  }),
]

test('the record that the junk is made of opens the gate', async ({ ui, site }) => {
  site.put('/', { body: page({ head: TAGS }) })
  await ui.setCookie(`${RECORD}=${VALID}; Secure; Path=/; SameSite=Lax`)
  await ui.goto('/')
  await expect.poll(() => ran(ui)).toHaveLength(5)
  expect(await ui.visible('region', BANNER)).toBe(false)
})

/** In parts, so that a failing one is found and none is slow. */
const PARTS = 4
for (let part = 0; part < PARTS; part++) {
  const values = JUNK.filter((_, i) => i % PARTS === part)
  test(`junk in the cookie is no answer (part ${part + 1} of ${PARTS})`, async ({ ui, site }) => {
    site.put('/', { body: page({ head: TAGS }) })
    for (const value of values) {
      await ui.setCookie(`${RECORD}=${value}; Secure; Path=/; SameSite=Lax`)
      await ui.goto('/')
      await ui.waitFor('region', BANNER)
      expect(await ran(ui), value).toEqual([])
    }
    expect(tracked(site)).toEqual([])
  })
}

test('a newer version’s record grants nothing, isn’t asked about and isn’t overwritten', async ({
  ui,
  site,
}) => {
  site.put('/', { body: page({ head: TAGS }) })
  const newer = '2~whatever~it~holds~fdmokm'
  await ui.setCookie(`${RECORD}=${newer}; Secure; Path=/; SameSite=Lax`)
  await ui.goto('/')
  await settle(ui)
  expect(await ran(ui)).toEqual([])
  expect(await ui.visible('region', BANNER)).toBe(false)
  expect(await ui.cookies()).toEqual([expect.objectContaining({ name: RECORD, value: newer })])
})

test('a grant under the plain name is not believed on https', async ({ ui, site }) => {
  site.put('/', { body: page({ head: TAGS }) })
  await ui.setCookie(`metalive_consent=${VALID}; Secure; Path=/; SameSite=Lax`)
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await settle(ui)
  expect(await ran(ui)).toEqual([])
  expect(tracked(site)).toEqual([])
})
