/** Text and behaviour can't drift apart: whom a page talks to is whom the registry allows there. */
import config from '../demo/consent.config.ts'
import type { Site } from '../demo/server.ts'
import { encodeRecord } from '../src/core/record.ts'
import { resolve } from '../src/core/resolve.ts'
import type { Choice, ConsentRecord } from '../src/core/types.ts'
import { expect, HOSTS, test } from './fixtures.ts'
import { RECORD, settle, TODAY } from './pages.ts'
import type { Ui } from './ui.ts'

/** The services that each page of the demo carries. */
const PAGES: Readonly<Record<string, readonly string[]>> = {
  '/': ['mixpanel', 'segment', 'countly', 'partner-video'],
  '/watch.html': ['mixpanel', 'countly'],
  '/privacy.html': [],
  '/qa.html': ['mixpanel', 'countly', 'partner-video'],
  '/consent/disclosure.html': [],
}

const all = (choice: Choice): Record<string, Choice> =>
  Object.fromEntries(
    config.purposes.filter(({ required }) => !required).map(({ id }) => [id, choice]),
  )

/** What visitors have answered, and how many days ago. */
const STATES: Readonly<Record<string, ConsentRecord | null>> = {
  'has not answered': null,
  'allows all': record(all('granted')),
  'refuses all': record(all('denied')),
  'allows one purpose': record({ ...all('denied'), embeds: 'granted' }),
  'allows one service': record({ ...all('denied'), countly: 'granted' }),
  'refuses one service': record({ ...all('granted'), mixpanel: 'denied' }),
  'allowed all long ago': record(all('granted'), 181),
}

function record(choices: Readonly<Record<string, Choice>>, daysAgo = 0): ConsentRecord {
  const marks = Object.entries(choices).map(([id, choice]) => {
    return [id, { choice, day: TODAY - daysAgo, revision: 1, source: 'banner' }] as const
  })
  const granted = Object.values(choices).includes('granted')
  return {
    wording: 1,
    age: 'a',
    id: granted ? 'qa00000001' : null,
    marks: Object.fromEntries(marks),
  }
}

/** Hosts that the registry allows on `page` to who has decided so. */
function allowed(page: string, decided: ConsentRecord | null): string[] {
  const { choices } = resolve(config, decided, { today: TODAY })
  return config.services
    .filter(({ id }) => PAGES[page]?.includes(id) && choices[id] === 'granted')
    .flatMap(({ hosts }) => hosts)
    .sort()
}

/** Foreign hosts that were asked for anything. */
const collected = ({ log }: Site): string[] =>
  [...new Set(log.map(({ host }) => host))].filter((host) => !isOwn(host)).sort()

const isOwn = (host: string): boolean => HOSTS.some((own) => own === host)

/** Foreign hosts that the browser itself has seen requests to. */
async function seen(ui: Ui): Promise<string[]> {
  const hosts = await ui.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => new URL(name).hostname),
  )
  return [...new Set(hosts)].filter((host) => !isOwn(host)).sort()
}

for (const page of Object.keys(PAGES)) {
  for (const [state, decided] of Object.entries(STATES)) {
    test(`${page} talks to whom the registry allows, and to nobody else: one who ${state}`, async ({
      ui,
      site,
    }) => {
      if (decided) {
        const line = `${RECORD}=${encodeRecord(decided)}; Secure; Path=/; SameSite=Lax`
        await ui.setCookie(line)
      }
      site.clear()
      await ui.goto(page)
      // A lazy embed asks nobody before it is near.
      await ui.evaluate(() => document.querySelector('iframe')?.scrollIntoView())
      await expect.poll(() => collected(site)).toEqual(allowed(page, decided))
      await expect.poll(() => seen(ui)).toEqual(allowed(page, decided))
      await settle(ui)
      expect(collected(site)).toEqual(allowed(page, decided))
      expect(await seen(ui)).toEqual(allowed(page, decided))
    })
  }
}

test('the comparison would find a host that the registry doesn’t hold', async ({ ui, site }) => {
  await ui.goto('/privacy.html')
  await ui.evaluate(
    (rogue) => fetch(rogue).then((reply) => reply.text()),
    `${site.tracker}/rogue.gif`,
  )
  expect(collected(site)).toEqual(['tracker.localhost'])
  await expect.poll(() => seen(ui)).toEqual(['tracker.localhost'])
})
