import type { Site } from '../demo/server.ts'
import { encodeRecord } from '../src/core/record.ts'
import type { Consent } from '../src/core/types.ts'
import { metalive } from '../src/metalive.ts'
import { expect, test } from './fixtures.ts'
import {
  acceptAll,
  BANNER,
  ownErrors,
  page,
  RECORD,
  ran,
  SCRIPT,
  settle,
  TAGS,
  TODAY,
  tracked,
} from './pages.ts'
import type { Ui } from './ui.ts'

/** The record of a visitor who has granted everything. */
const mark = { choice: 'granted', day: TODAY, revision: 1, source: 'banner' } as const
const GRANTED = encodeRecord({
  wording: 1,
  age: 'a',
  id: 'abcdefghij',
  marks: { functional: mark, analytics: mark, advertising: mark, embeds: mark },
})

const configElement = (json: string): string =>
  `<script type="application/json" id="metalive-consent-config">${json}</script>`

async function visitGranted(ui: Ui, site: Site, script: string): Promise<void> {
  site.put('/', { body: page({ script, head: TAGS }) })
  await ui.setCookie(`${RECORD}=${GRANTED}; Secure; Path=/; SameSite=Lax`)
  await ui.goto('/')
  await settle(ui)
}

test('with a sound config the same visitor’s tags run', async ({ ui, site }) => {
  await visitGranted(ui, site, SCRIPT)
  expect(await ran(ui)).toHaveLength(5)
  expect(await ownErrors(ui)).toEqual([])
})

for (const [what, script] of [
  ['that is no JSON', `${configElement('{"revision": 1,')}${SCRIPT}`],
  ['that is empty', `${configElement('')}${SCRIPT}`],
  ['of another shape', `${configElement('{"revision":"1","purposes":{}}')}${SCRIPT}`],
  [
    'with a service of no purpose',
    `${configElement('{"revision":1,"purposes":[],"services":[{"id":"ga4","purpose":"x"}]}')}${SCRIPT}`,
  ],
  ['that comes after the script', `${SCRIPT}${configElement(JSON.stringify(metalive))}`],
] as const) {
  test(`with a config ${what} nothing optional runs, and the console says so once`, async ({
    ui,
    site,
  }) => {
    await visitGranted(ui, site, script)
    expect(await ran(ui)).toEqual([])
    expect(tracked(site)).toEqual([])
    const errors = await ownErrors(ui)
    expect(errors).toHaveLength(1)
    expect(errors[0]).toMatch(/parseConfig\(\)|before the script/)

    expect(await ui.text('heading', 'ライブ')).toBe('ライブ')
    const decided = await ui.evaluate(() => {
      const consent = window.metaliveConsent as unknown as Consent
      consent.decide({ analytics: 'granted' })
      return consent.granted('analytics')
    })
    expect(decided).toBe(false)
  })
}

test('a page’s own config replaces the built-in one', async ({ ui, site }) => {
  const own = {
    ...metalive,
    purposes: metalive.purposes.map((purpose) => ({ ...purpose, title: `独自の${purpose.title}` })),
    services: metalive.services.filter(({ id }) => id === 'ga4'),
  }
  site.put('/', {
    body: page({ script: `${configElement(JSON.stringify(own))}${SCRIPT}`, head: TAGS }),
  })
  await ui.goto('/')
  expect(await ui.text('region', BANNER)).toContain('独自の広告')
  expect(await ui.visible('link', '送信先の一覧(1社)')).toBe(true)
  await acceptAll(ui)
  await expect.poll(() => ran(ui)).toEqual(['/ga4.js', 'advertising inline', 'ga4 inline'])
  const errors = await ownErrors(ui)
  expect(errors).toHaveLength(2)
  expect(errors.join()).toContain('clarity')
  expect(errors.join()).toContain('meta-pixel')
})
