/** The layer below all other specs: that each engine does and tells what they build on. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { startSite } from '../demo/server.ts'
import { expect, HOSTS, test } from './fixtures.ts'

const [WWW, PLAY] = HOSTS

const PAGE = `<!doctype html>
<html lang="ja">
  <head><meta charset="utf-8"><title>Engines</title></head>
  <body>
    <a href="/other">before</a>
    <x-host></x-host>
    <script>
      const root = document.querySelector('x-host').attachShadow({ mode: 'open' })
      root.innerHTML = \`
        <section popover="manual" aria-labelledby="title">
          <h2 id="title">お選びください</h2>
          <button>すべて許可</button> <button>個別に選ぶ</button>
        </section>
        <dialog aria-label="設定">
          <label><input type="checkbox" role="switch"> 分析</label>
          <button>保存</button>
        </dialog>\`
      window.seen = []
      root.addEventListener('click', ({ target, isTrusted }) => {
        seen.push([target.textContent, isTrusted])
        if (target.textContent === '個別に選ぶ') root.querySelector('dialog').showModal()
        if (target.textContent === '保存') root.querySelector('dialog').close()
      })
      root.querySelector('section').showPopover()
    </script>
  </body>
</html>`

test.beforeEach(async ({ site }) => site.put('/', { body: PAGE }))

test('a click in a shadow root is a person’s', async ({ ui }) => {
  await ui.goto('/')
  expect(await ui.visible('region', 'お選びください')).toBe(true)
  await ui.click('button', 'すべて許可')
  expect(await ui.evaluate(() => Reflect.get(window, 'seen'))).toEqual([['すべて許可', true]])
})

test('a modal dialog opens, is switched by hand and closes', async ({ ui }) => {
  await ui.goto('/')
  await ui.within('region', 'お選びください').click('button', '個別に選ぶ')
  const dialog = ui.within('dialog', '設定')
  expect(await dialog.checked('switch', '分析')).toBe(false)
  await dialog.click('switch', '分析')
  expect(await dialog.checked('switch', '分析')).toBe(true)
  expect(await ui.within('dialog', '設定').text('button', /^保/)).toBe('保存')

  await dialog.click('button', '保存')
  await ui.waitFor('dialog', '設定', 'hidden')
  expect(await dialog.visible('button', '保存')).toBe(false)
})

test('the keyboard moves the focus into the shadow root and presses', async ({ ui }) => {
  await ui.goto('/')
  expect(await ui.focused()).toBeNull()
  await ui.press('Tab')
  expect(await ui.focused()).toEqual({ role: 'link', name: 'before', text: 'before' })
  await ui.press('Tab')
  await ui.press('Tab')
  expect(await ui.focused()).toMatchObject({ role: 'button', name: '個別に選ぶ' })
  await ui.press('Shift+Tab')
  expect(await ui.focused()).toMatchObject({ role: 'button', name: 'すべて許可' })

  await ui.press('Tab')
  await ui.press('Enter')
  await ui.waitFor('dialog', '設定')
  await ui.press('Escape')
  await ui.waitFor('dialog', '設定', 'hidden')
  expect(await ui.focused()).toMatchObject({ role: 'button', name: '個別に選ぶ' })
})

test('the cookie jar keeps hosts apart', async ({ ui }) => {
  await ui.setCookie('__Host-mine=1; Secure; Path=/; SameSite=Lax')
  const mine = { name: '__Host-mine', value: '1', domain: WWW, path: '/' }
  const flags = { secure: true, httpOnly: false, sameSite: 'Lax' }
  expect(await ui.cookies()).toEqual([expect.objectContaining({ ...mine, ...flags })])

  await ui.setCookie('shared=2; Secure; Domain=metalive.localhost; Path=/; HttpOnly')
  await ui.goto('/missing', { host: PLAY })
  const shared = { name: 'shared', domain: '.metalive.localhost', httpOnly: true }
  expect(await ui.cookies()).toEqual([expect.objectContaining(shared)])
  await ui.clearCookies()
  expect(await ui.cookies()).toEqual([])
})

test('the cookie jar refuses a __Host- cookie from a sibling host', async ({ ui }) => {
  await ui.setCookie('__Host-planted=1; Secure; Domain=metalive.localhost; Path=/', { host: PLAY })
  await ui.goto('/')
  expect(await ui.cookies()).toEqual([])
})

test('the log holds what the page sent to others, with bodies and cookies', async ({
  ui,
  site,
}) => {
  site.put('/tags', { body: '<!doctype html><script src="{{tracker}}/tag.js?id=1"></script>' })
  await ui.setCookie('own=1; Secure; Path=/')
  await ui.goto('/tags')
  await ui.evaluate(async (tracker) => {
    await fetch(`${tracker}/collect`, { method: 'POST', body: 'name=日本', credentials: 'include' })
    navigator.sendBeacon(`${tracker}/beacon`, 'left')
  }, site.tracker)

  const sent = () => site.log.filter(({ host }) => host === 'tracker.localhost')
  await expect
    .poll(() => sent().map(({ path }) => path))
    .toEqual(['/tag.js?id=1', '/collect', '/beacon'])
  expect(sent().map(({ body }) => body)).toEqual(['', 'name=日本', 'left'])
  expect(sent().map(({ cookie }) => cookie)).toEqual(['', '', ''])
  expect(site.log.find(({ path }) => path === '/tags')).toMatchObject({
    host: WWW,
    cookie: 'own=1',
  })
  expect(await ui.evaluate(() => Reflect.get(window, 'ran'))).toEqual(['/tag.js'])
})

test('errors of the page are heard, under a strict policy too', async ({ ui, site }) => {
  const body = `<!doctype html><head></head><script nonce="n0nce">
    console.error('[consent]', 'a word')
    setTimeout(() => { throw new TypeError('thrown') })
    Promise.reject(new RangeError('rejected'))
  </script>`
  const policy = `default-src 'none'; script-src 'nonce-n0nce' 'strict-dynamic'`
  site.put('/errors', { body, headers: { 'content-security-policy': policy } })
  await ui.goto('/errors')
  await expect
    .poll(() => ui.console())
    .toEqual(
      expect.arrayContaining([
        { level: 'error', text: '[consent] a word' },
        { level: 'uncaught', text: 'TypeError: thrown' },
        { level: 'uncaught', text: 'RangeError: rejected' },
      ]),
    )
  expect(await ui.evaluate(() => document.scripts.length)).toBe(1)
  await ui.goto('/')
  expect(await ui.console()).toEqual([])
})

test('nothing gets past this machine', async ({ ui, site }) => {
  await ui.goto('/')
  const load = (address: string) =>
    fetch(address, { mode: 'no-cors' }).then(
      () => 'loaded',
      () => 'failed',
    )
  expect(await ui.evaluate(load, 'https://www.example.com/')).toBe('failed')
  expect(await ui.evaluate(load, `${site.tracker}/pixel.gif`)).toBe('loaded')
})

test('the viewport is as narrow as a phone', async ({ ui }) => {
  await ui.goto('/')
  await ui.resize(320, 568)
  expect(await ui.evaluate(() => [innerWidth, innerHeight])).toEqual([320, 568])
  const png = await ui.screenshot()
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([320, 568])
})

test('the visitor is somebody in Japan, not a robot', async ({ ui }) => {
  await ui.goto('/')
  expect(await ui.evaluate(() => navigator.language)).toBe('ja-JP')
  expect(await ui.evaluate(() => new Date(0).getTimezoneOffset())).toBe(-540)
  expect(await ui.evaluate(() => navigator.userAgent)).not.toMatch(/headless/i)
})

test('a second tab shares cookies and storage with the first', async ({ ui }) => {
  await ui.goto('/')
  await ui.evaluate(() => localStorage.setItem('shared', 'before'))
  const other = await ui.newTab()
  await other.goto('/')
  await ui.evaluate(() => {
    addEventListener('storage', ({ newValue }) => Reflect.set(window, 'heard', newValue))
  })
  await other.evaluate(() => localStorage.setItem('shared', 'after'))
  await expect.poll(() => ui.evaluate(() => Reflect.get(window, 'heard'))).toBe('after')
  await other.setCookie('tab=2; Secure; Path=/')
  expect((await ui.cookies()).map(({ name }) => name)).toContain('tab')
})

/** As browsers do ahead of what they may ask for. */
test('a site closes at once, though one is connected who hasn’t said anything', async () => {
  const site = await startSite({ port: 0, tls: true, site: HOSTS, tracker: 'tracker.localhost' })
  const socket = connect(Number(new URL(site.origin()).port), '127.0.0.1')
  await once(socket, 'connect')
  const closed = once(socket, 'close')
  await site.close()
  await closed
})

test('a visitor finds nothing that another left', async ({ engine, site }) => {
  const hosts = [WWW, PLAY, 'tracker.localhost'] as const
  const first = await engine.open(site)
  for (const host of hosts) {
    await first.setCookie('own=1; Secure; Path=/', { host })
    await first.setCookie('deep=1; Secure; Path=/deep; HttpOnly', { host })
  }
  await first.setCookie('shared=1; Secure; Path=/; Domain=metalive.localhost')
  await first.goto('/')
  await first.evaluate(() => Reflect.set(window, 'name', 'mine'))
  await first.resize(320, 568)
  await (await first.newTab()).goto('/')
  await first.close()

  const next = await engine.open(site)
  expect(await next.evaluate(() => [name, innerWidth, innerHeight])).toEqual(['', 1280, 720])
  site.clear()
  for (const host of hosts) await next.goto('/deep/page', { host })
  const asked = site.log.filter(({ path }) => path === '/deep/page')
  expect(asked.map(({ cookie }) => cookie)).toEqual(['', '', ''])
  await next.close()
})

test.describe('on plain http', () => {
  test.use({ tls: false })

  test('a page is served as well', async ({ ui, site }) => {
    expect(site.origin()).toMatch(/^http:\/\/www\.metalive\.localhost:\d+$/)
    await ui.goto('/')
    expect(await ui.visible('button', 'すべて許可')).toBe(true)
  })
})
