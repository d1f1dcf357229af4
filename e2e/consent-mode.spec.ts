/** What platforms are told of an answer, and in which order: as they would read it, in their queues. */
import { metalive } from '../src/metalive.ts'
import { ga4, googleTagManager, metaPixel, microsoftUet, tiktokPixel } from '../src/services.ts'
import { expect, test } from './fixtures.ts'
import {
  acceptAll,
  BANNER,
  ownErrors,
  PREFERENCES,
  page,
  SCRIPT,
  settle,
  tracked,
} from './pages.ts'
import type { Ui } from './ui.ts'

const DENIED = {
  ad_storage: 'denied',
  ad_user_data: 'denied',
  ad_personalization: 'denied',
  analytics_storage: 'denied',
  functionality_storage: 'denied',
  personalization_storage: 'denied',
  security_storage: 'granted',
}
const GRANTED = Object.fromEntries(Object.keys(DENIED).map((signal) => [signal, 'granted']))

/** Google's own snippet, held by the gate, and its file from the third party. */
const GTAG = `
  <script type="text/plain" data-consent-service="ga4" async src="{{tracker}}/gtag.js"></script>
  <script type="text/plain" data-consent-service="ga4">
    window.dataLayer = window.dataLayer || []
    function gtag() { dataLayer.push(arguments) }
    gtag('js', new Date())
    gtag('config', 'G-TEST')
  </script>`

/** A container's, as Google publishes it. */
const GTM = `
  <script type="text/plain" data-consent-service="google-tag-manager">
    (function(w,d,s,l,i){w[l]=w[l]||[];w[l].push({'gtm.start':new Date().getTime(),event:'gtm.js'});
    var f=d.getElementsByTagName(s)[0],j=d.createElement(s);j.async=true;
    j.src='{{tracker}}/gtm.js?id='+i;f.parentNode.insertBefore(j,f);
    })(window,document,'script','dataLayer','GTM-TEST')
  </script>`

/** As Meta, TikTok and Microsoft publish them, less what they do besides. */
const PIXELS = `
  <script type="text/plain" data-consent-service="meta-pixel">
    !function(f,b,e,v,n,t,s){if(f.fbq)return;n=f.fbq=function(){n.callMethod?
    n.callMethod.apply(n,arguments):n.queue.push(arguments)};if(!f._fbq)f._fbq=n;
    n.push=n;n.loaded=!0;n.version='2.0';n.queue=[];t=b.createElement(e);t.async=!0;
    t.src=v;s=b.getElementsByTagName(e)[0];s.parentNode.insertBefore(t,s)}(window,
    document,'script','{{tracker}}/fbevents.js')
    fbq('init', '1')
    fbq('track', 'PageView')
  </script>
  <script type="text/plain" data-consent-service="tiktok-pixel">
    window.ttq = window.ttq || []
    ttq.push(['page'])
  </script>
  <script type="text/plain" data-consent-service="microsoft-uet">
    window.uetq = window.uetq || []
    uetq.push('event', 'page_view')
  </script>`

/** With the services of `change`; the ready file has what tells platforms in it. */
const withConfig = (change: object): string => {
  const json = JSON.stringify({ ...metalive, ...change }).replaceAll('<', '\\u003c')
  return `<script type="application/json" id="metalive-consent-config">${json}</script>${SCRIPT}`
}

/** The queue in words: a command as a list, the rest by its event. */
async function told(ui: Ui): Promise<readonly unknown[]> {
  const items = await ui.evaluate(() =>
    ((Reflect.get(window, 'dataLayer') ?? []) as object[]).map((each) =>
      Object.prototype.toString.call(each) === '[object Arguments]'
        ? { command: Array.from(each as ArrayLike<unknown>) }
        : { event: Reflect.get(each, 'event') as unknown },
    ),
  )
  return items.map((item) => ('command' in item ? item.command.slice(0, 3) : item.event))
}

/** Less the time, and the values. */
const words = async (ui: Ui): Promise<readonly unknown[]> =>
  (await told(ui)).map((each) => (Array.isArray(each) ? each.slice(0, 2).join(' ') : each))
const updates = async (ui: Ui): Promise<readonly unknown[]> =>
  (await told(ui)).flatMap((each) => (Array.isArray(each) && each[1] === 'update' ? [each[2]] : []))

const settings = (ui: Ui): Promise<void> => ui.click('link', 'プライバシー設定を開く')
const press = (ui: Ui, name: string): Promise<void> =>
  ui.within('dialog', PREFERENCES).click('button', name)

test('a first visitor: all is denied before any tag, and nothing is sent', async ({ ui, site }) => {
  site.put('/', { body: page({ body: GTAG }) })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await settle(ui)
  expect(await told(ui)).toEqual([['consent', 'default', DENIED]])
  expect(tracked(site)).toEqual([])
})

test('the answer reaches Google before its `config`, and so it does on the next page', async ({
  ui,
  site,
}) => {
  site.put('/', { body: page({ body: GTAG }) })
  await ui.goto('/')
  await acceptAll(ui)
  await expect.poll(() => tracked(site)).toEqual(['/gtag.js'])
  const order = ['consent default', 'consent update', 'metalive_consent']
  const isoTime = expect.stringMatching(/^js /)
  await expect.poll(() => words(ui)).toEqual([...order, isoTime, 'config G-TEST'])
  expect(await updates(ui)).toEqual([GRANTED])

  await ui.reload()
  await expect.poll(() => words(ui)).toEqual([...order, isoTime, 'config G-TEST'])
  expect((await told(ui)).slice(0, 2)).toEqual([
    ['consent', 'default', DENIED],
    ['consent', 'update', GRANTED],
  ])
  expect(await ownErrors(ui)).toEqual([])
})

test('yes, no, yes: each is told, here and in another tab', async ({ ui: other, site }) => {
  site.put('/', { body: page({ body: GTAG }) })
  await other.goto('/')
  // The one in front: WebKit may let one behind it wait.
  const ui = await other.newTab()
  await ui.goto('/')
  await acceptAll(ui)
  await expect.poll(() => updates(ui)).toEqual([GRANTED])
  await settings(ui)
  await press(ui, 'すべて拒否')
  await expect.poll(() => updates(ui)).toEqual([GRANTED, DENIED])
  // Not by the same dialog: over it stands now what a withdrawal couldn't stop.
  await ui.evaluate(() => {
    const { metaliveConsent } = window
    if (!metaliveConsent || !('decide' in metaliveConsent)) return
    const [functional, embeds] = ['granted', 'granted'] as const
    const [analytics, advertising] = ['granted', 'granted'] as const
    metaliveConsent.decide({ functional, analytics, advertising, embeds })
  })
  await expect.poll(() => updates(ui)).toEqual([GRANTED, DENIED, GRANTED])
  await other.evaluate(() => window.dispatchEvent(new Event('focus')))
  await expect.poll(async () => (await updates(other)).at(-1)).toEqual(GRANTED)
})

test('a container is held, and finds the answer and what it triggers by when it comes', async ({
  ui,
  site,
}) => {
  const script = withConfig({ services: [googleTagManager, ga4] })
  site.put('/', { body: page({ script, body: GTM }) })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await settle(ui)
  expect(tracked(site)).toEqual([])
  await acceptAll(ui)
  await expect.poll(() => tracked(site)).toEqual(['/gtm.js?id=GTM-TEST'])
  const begin = ['consent default', 'consent update', 'metalive_consent', 'gtm.js']
  expect(await words(ui)).toEqual(begin)
  const trigger = await ui.evaluate(() => {
    const items = Reflect.get(window, 'dataLayer') as Record<string, unknown>[]
    return items.find(({ event }) => event === 'metalive_consent')?.metalive_consent
  })
  expect(trigger).toMatchObject({ choices: { ga4: 'granted', embeds: 'granted' } })
  expect(trigger).toMatchObject({ changed: expect.stringContaining('analytics,advertising') })

  await settings(ui)
  await press(ui, 'すべて拒否')
  await expect.poll(() => words(ui)).toEqual([...begin, 'consent update', 'metalive_consent'])
  expect((await updates(ui)).at(-1)).toEqual(DENIED)
})

test('a tag that runs by notice has been told that nobody agreed, until somebody does', async ({
  ui,
  site,
}) => {
  const script = withConfig({
    services: [{ ...ga4, basis: 'notice' }],
    google: { mode: 'advanced', waitForUpdateMs: 500, adsDataRedaction: true },
  })
  site.put('/', { body: page({ script, body: GTAG }) })
  await ui.goto('/')
  await expect.poll(() => tracked(site)).toEqual(['/gtag.js'])
  const [first, second] = await told(ui)
  expect(first).toEqual(['consent', 'default', { ...DENIED, wait_for_update: 500 }])
  expect(second).toEqual(['set', 'ads_data_redaction', true])
  expect(await updates(ui)).toEqual([])
  await acceptAll(ui)
  await expect.poll(() => updates(ui)).toEqual([GRANTED])
})

test('pixels find the denial before their own calls, the grant, and each change', async ({
  ui,
  site,
}) => {
  const script = withConfig({ services: [metaPixel, tiktokPixel, microsoftUet] })
  site.put('/', { body: page({ script, body: PIXELS }) })
  const queues = (): Promise<unknown> =>
    ui.evaluate(() => {
      const { fbq, ttq, uetq } = window as unknown as Record<string, { queue?: object[] }>
      const lists = (queue: object[] = []): unknown => queue.map((each) => Array.from(each as []))
      return { fbq: lists(fbq?.queue), ttq: ttq ?? [], uetq: uetq ?? [] }
    })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  expect(await queues()).toEqual({ fbq: [], ttq: [], uetq: [] })
  await acceptAll(ui)
  await expect.poll(() => tracked(site)).toEqual(['/fbevents.js'])
  const ad = (ad_storage: string): object => ({ ad_storage })
  const begin = {
    fbq: [
      ['consent', 'revoke'],
      ['init', '1'],
      ['track', 'PageView'],
      ['consent', 'grant'],
    ],
    ttq: [['holdConsent'], ['grantConsent'], ['page']],
    uetq: [
      ...['consent', 'default', ad('denied'), 'consent', 'update', ad('granted')],
      ...['event', 'page_view'],
    ],
  }
  await expect.poll(queues).toEqual(begin)
  await settings(ui)
  await press(ui, 'すべて拒否')
  await expect.poll(queues).toEqual({
    fbq: [...begin.fbq, ['consent', 'revoke']],
    ttq: [...begin.ttq, ['revokeConsent']],
    uetq: [...begin.uetq, 'consent', 'update', ad('denied')],
  })
})

test('one that subscribes late hears the state, and one that throws stops neither others nor the event', async ({
  ui,
  site,
}) => {
  site.put('/', { body: page({}) })
  await ui.goto('/')
  await ui.evaluate(() => {
    const heard: unknown[] = []
    const { metaliveConsent } = window
    if (!metaliveConsent || !('decide' in metaliveConsent)) return
    metaliveConsent.setAge('adult')
    metaliveConsent.onError(({ message }) => heard.push(message))
    window.addEventListener('metalive-consent:change', (event) => {
      const { state, change } = structuredClone((event as CustomEvent).detail)
      if (change.embeds) heard.push(['event', state.choices.embeds, change.embeds.to])
    })
    metaliveConsent.subscribe((_state, change) => {
      if (change.embeds) throw new Error('broken')
    })
    metaliveConsent.decide({ embeds: 'granted' })
    metaliveConsent.subscribe(({ choices }, { embeds }) => {
      heard.push(['late', choices.embeds, embeds?.to])
    })
    Object.assign(window, { heard })
  })
  const heard = (): Promise<unknown> => ui.evaluate(() => Reflect.get(window, 'heard'))
  await expect
    .poll(heard)
    .toEqual([['late', 'granted', 'granted'], 'broken', ['event', 'granted', 'granted']])
})
