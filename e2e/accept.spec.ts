import { expect, test } from './fixtures.ts'
import {
  ALL_RAN,
  acceptAll,
  BANNER,
  FRAME,
  page,
  RECORD,
  ran,
  recordOf,
  TAGS,
  TODAY,
  tracked,
} from './pages.ts'

test.beforeEach(({ site }) => site.put('/', { body: page({ head: TAGS, body: FRAME }) }))

test('who accepts gets every tag exactly once, on this page and on the next', async ({
  ui,
  site,
}) => {
  await ui.goto('/')
  await acceptAll(ui)
  await expect.poll(() => ran(ui)).toEqual(ALL_RAN)
  await expect.poll(() => [...tracked(site)].sort()).toEqual(['/ga4.js', '/meta.js', '/video.html'])

  site.clear()
  await ui.reload()
  await expect.poll(() => ran(ui)).toEqual(ALL_RAN)
  await expect.poll(() => [...tracked(site)].sort()).toEqual(['/ga4.js', '/meta.js', '/video.html'])
  expect(await ui.visible('region', BANNER)).toBe(false)
})

test('the answer lands in a cookie that no one else can plant', async ({ ui }) => {
  await ui.goto('/')
  await acceptAll(ui)
  await ui.waitFor('region', BANNER, 'hidden')
  const cookies = await ui.cookies()
  expect(cookies).toEqual([
    expect.objectContaining({ name: RECORD, path: '/', secure: true, sameSite: 'Lax' }),
  ])

  const mark = { choice: 'granted', day: TODAY, revision: 1, source: 'banner' }
  const record = await recordOf(ui)
  expect(record?.id).toMatch(/^[a-z0-9]{10}$/)
  expect({ ...record?.marks }).toEqual({
    functional: mark,
    analytics: mark,
    advertising: mark,
    embeds: mark,
  })
})

test('an inline tag waits for the file before it, of its own service', async ({ ui, site }) => {
  site.put('/slow', {
    body: page({
      body: `
        <script type="text/plain" data-consent-service="ga4" src="/slow.js"></script>
        <script type="text/plain" data-consent-service="ga4">order.push('inline')</script>
        <script type="text/plain" data-consent-service="clarity">order.push('other')</script>
        <script>window.order = []</script>`,
    }),
  })
  site.put('/slow.js', { body: 'order.push("file")', delay: 300 })
  await ui.goto('/slow')
  await acceptAll(ui)
  await expect
    .poll(() => ui.evaluate(() => Reflect.get(window, 'order')))
    .toEqual(['other', 'file', 'inline'])
})
