import type { ConsentGlobal } from '../src/script-tag/loader.ts'
import { expect, test } from './fixtures.ts'
import { acceptAll, BANNER, page, ran, SCRIPT, settle, TAGS } from './pages.ts'

test('loaded async, the queue’s tasks run in their order with the API', async ({ ui, site }) => {
  site.put('/', {
    body: page({
      script: `
        <script>window.metaliveConsent = { q: [] }; window.seen = []</script>
        <script async src="/metalive/consent.js"></script>
        <script>
          metaliveConsent.q.push((consent) => seen.push(consent.state.status))
          metaliveConsent.q.push((consent) => consent.gate('ga4', () => {
            seen.push('started')
            return () => seen.push('stopped')
          }))
          metaliveConsent.q.push(() => { throw new Error('a task that fails') })
          metaliveConsent.q.push((consent) => consent.when('ga4').then(() => seen.push('when')))
        </script>`,
      head: TAGS,
    }),
  })
  const seen = (): Promise<string[]> => ui.evaluate(() => Reflect.get(window, 'seen'))
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  expect(await seen()).toEqual(['undecided'])
  await acceptAll(ui)
  await expect.poll(seen).toEqual(['undecided', 'started', 'when'])
  await expect.poll(() => ran(ui)).toHaveLength(5)
  await ui.evaluate(() => {
    const consent = window.metaliveConsent as ConsentGlobal
    consent.q.push(() => Reflect.get(window, 'seen').push('later'))
    consent.withdraw('ga4')
  })
  await expect.poll(seen).toEqual(['undecided', 'started', 'when', 'later', 'stopped'])
})

test('a second copy of the script leaves', async ({ ui, site }) => {
  site.put('/', {
    body: page({
      script: `${SCRIPT}<script>window.first = metaliveConsent</script>${SCRIPT}`,
      head: TAGS,
    }),
  })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await settle(ui)
  const same = await ui.evaluate(
    () => Reflect.get(window, 'first') === Reflect.get(window, 'metaliveConsent'),
  )
  expect(same).toBe(true)
  expect(await ui.evaluate(() => document.querySelectorAll('metalive-consent').length)).toBe(1)
  await acceptAll(ui)
  await expect.poll(() => ran(ui)).toHaveLength(5)
})

test('a page gets one new global, the queue of Google’s tags, and no changed native', async ({
  ui,
  site,
}) => {
  const names = (): string[] =>
    Object.getOwnPropertyNames(window).filter((name) => !/^\d+$|^__pw/.test(name))
  site.put('/', { body: page({ script: '' }) })
  await ui.goto('/')
  const before = await ui.evaluate(names)
  site.put('/', { body: page({}) })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  const after = await ui.evaluate(names)
  const added = after.filter((name) => !before.includes(name))
  expect(added.sort()).toEqual(['dataLayer', 'metaliveConsent'])
})

const CUT = `<script type="text/plain" data-consent-service="ga4">window.ran = ['first']; /* CUT */ window.ran.push('second')</script>`

for (const [where, body] of [
  ['a page', CUT],
  [
    'a declarative shadow root',
    `<div id="host"><template shadowrootmode="open">
      <script>metaliveConsent.observe(document.getElementById('host').shadowRoot)</script>
      ${CUT}
    </template></div>`,
  ],
] as const) {
  test(`an inline tag of ${where} that the network cuts in two runs whole, once`, async ({
    ui,
    site,
  }) => {
    const [head = '', tail = ''] = page({ body }).split('CUT')
    site.put('/', { body: page({}) })
    await ui.goto('/')
    await acceptAll(ui)
    await ui.waitFor('region', BANNER, 'hidden')
    site.put('/', { body: [head, tail], delay: 200 })
    await ui.goto('/')
    await expect.poll(() => ran(ui)).toEqual(['first', 'second'])
  })
}

test('a visitor who comes back has had a page’s inline tags by its next script of its own', async ({
  ui,
  site,
}) => {
  const services = ['ga4', 'ga4', 'youtube', 'clarity', 'ga4', 'clarity']
  const tags = services.map(
    (service, n) =>
      `<script type="text/plain" data-consent-service="${service}">(window.ran ??= []).push('${n}')</script>`,
  )
  site.put('/', {
    body: page({
      head: `${tags.join('')}<script>window.before = [...(window.ran ?? [])]</script>`,
    }),
  })
  await ui.goto('/')
  await acceptAll(ui)
  await ui.waitFor('region', BANNER, 'hidden')
  await ui.reload()
  const before = (): Promise<string[]> => ui.evaluate(() => Reflect.get(window, 'before'))
  expect(await before()).toEqual(['0', '1', '2', '3', '4', '5'])
})

test('tags that come late are held before the answer and run once after it', async ({
  ui,
  site,
}) => {
  site.put('/', { body: page({ body: '<div id="here"></div>' }) })
  const add = (name: string): Promise<void> =>
    ui.evaluate((text) => {
      const script = document.createElement('script')
      script.type = 'text/plain'
      script.dataset.consentService = 'ga4'
      script.text = `window.ran = [...(window.ran ?? []), '${text}']`
      document.body.append(script)
    }, name)
  await ui.goto('/')
  await add('before')
  await settle(ui)
  expect(await ran(ui)).toEqual([])
  await acceptAll(ui)
  await expect.poll(() => ran(ui)).toEqual(['before'])
  await add('after')
  await expect.poll(() => ran(ui)).toEqual(['after', 'before'])
})
