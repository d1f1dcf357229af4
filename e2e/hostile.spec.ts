/** Pages that break what scripts stand on: the answer holds, and tags run by it and not else. */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from './fixtures.ts'
import { BANNER, choicesOf, GPC, page, ran, SCRIPT, sayAge, tracked } from './pages.ts'
import type { Ui } from './ui.ts'

/** By what a page did before ours is there. */
const BEFORE: Readonly<Record<string, string>> = {
  'Array.prototype.toJSON, as an old Prototype.js has it': `
    Array.prototype.toJSON = String; Object.prototype.toJSON = String; String.prototype.toJSON = String`,
  'enumerable members on Object.prototype': `
    Object.prototype.domain = 'evil.test'; Object.prototype.extend = () => {};
    Object.prototype.granted = 'granted'; Object.prototype.get = () => 1`,
  'enumerable members on Array.prototype': `
    Array.prototype.remove = () => {}; Array.prototype.last = () => {}`,
  'frozen intrinsics': `
    for (const it of [Object, Array, String, Number, Promise, Map, Set, WeakMap, WeakSet, RegExp,
      Function, Error, Symbol, Date, JSON, Math, Reflect]) {
      Object.freeze(it)
      if (it.prototype) Object.freeze(it.prototype)
    }`,
  'an AMD loader': `
    window.define = () => { throw new Error('define') }
    window.define.amd = {}; window.require = window.define
    window.exports = {}; window.module = { exports: window.exports }`,
}

/** By what a page does once ours is there. */
const AFTER: Readonly<Record<string, string>> = {
  'JSON gone': 'window.JSON = undefined',
  'Promise replaced': `window.Promise = class { constructor() { throw new Error('Promise') } }`,
  'MutationObserver replaced': `
    window.MutationObserver = class { constructor() { throw new Error('MutationObserver') } }`,
  'array methods replaced': replaced('Array.prototype'),
  'Object’s and Array’s functions replaced': replaced('Object') + replaced('Array'),
}

/** Has each function of `owner` throw. */
function replaced(owner: string): string {
  return `
    for (const name of Object.getOwnPropertyNames(${owner})) {
      if (name === 'constructor' || typeof ${owner}[name] !== 'function') continue
      ${owner}[name] = () => { throw new Error(name) }
    }`
}

/** Elements whose names hide members of the document. */
const NAMED = ['cookie', 'body', 'head', 'documentElement', 'querySelectorAll', 'createElement']
  .map((name) => `<img name="${name}" alt="">`)
  .join('')

const TAGS = `
  <script type="text/plain" data-consent-service="ga4" src="{{tracker}}/ga4.js"></script>
  <script type="text/plain" data-consent-purpose="advertising">
    new Image().src = '{{tracker}}/inline.gif'
  </script>`

/** Comes late, and is held or released all the same. */
const LATE = `<script>
  setTimeout(() => {
    const image = document.createElement.call ? document.createElement('img') : new Image()
    image.setAttribute('data-consent-service', 'meta-pixel')
    image.setAttribute('data-consent-src', '{{tracker}}/late.gif')
    document.getElementsByTagName('main')[0].append(image)
  }, 50)
</script>`

const HOSTILE: readonly (readonly [what: string, page: string])[] = [
  ...Object.entries(BEFORE).map(([what, script]): readonly [string, string] => [
    what,
    page({
      script: `<script>${script}</script>${SCRIPT}`,
      head: TAGS,
      body: `<main></main>${LATE}`,
    }),
  ]),
  ...Object.entries(AFTER).map(([what, script]): readonly [string, string] => [
    `${what} after load`,
    page({
      script: `${SCRIPT}<script>${script}</script>`,
      head: TAGS,
      body: `<main></main>${LATE}`,
    }),
  ]),
  ['named elements', page({ head: TAGS, body: `<main></main>${NAMED}${LATE}` })],
]

async function answered(ui: Ui, choice: string): Promise<void> {
  await ui.waitFor('region', BANNER)
  await ui.click('button', choice)
  if (choice.endsWith('許可')) await sayAge(ui)
  await ui.waitFor('region', BANNER, 'hidden')
}

for (const [what, body] of HOSTILE) {
  test(`on a page with ${what} nothing runs after すべて拒否`, async ({ ui, site }) => {
    site.put('/', { body })
    await ui.goto('/')
    await answered(ui, 'すべて拒否')
    await expect.poll(() => choicesOf(ui)).toMatchObject({ analytics: 'denied', embeds: 'denied' })
    await ui.reload()
    // Not in the page, which may have no promises.
    await sleep(400)
    expect(await ui.visible('region', BANNER)).toBe(false)
    expect(tracked(site)).toEqual([])
  })

  test(`on a page with ${what} all runs after すべて許可`, async ({ ui, site }) => {
    site.put('/', { body })
    await ui.goto('/')
    await answered(ui, 'すべて許可')
    const all = ['/ga4.js', '/inline.gif', '/late.gif']
    await expect.poll(() => [...tracked(site)].sort()).toEqual(all)
    expect(await choicesOf(ui)).toMatchObject({ analytics: 'granted', embeds: 'granted' })
    await ui.reload()
    await expect.poll(() => [...tracked(site)].sort()).toEqual([...all, ...all].sort())
  })
}

for (const [what, body] of HOSTILE.filter(([what]) => what.includes('s replaced'))) {
  test(`on a page with ${what} 個別に選ぶ says that it fails, and the others answer`, async ({
    ui,
    site,
  }) => {
    site.put('/', { body })
    for (const [choice, analytics] of [
      ['すべて拒否', 'denied'],
      ['すべて許可', 'granted'],
    ] as const) {
      await ui.goto('/')
      await ui.click('button', '個別に選ぶ')
      await expect.poll(() => ui.text('status', '')).toContain('設定画面を読み込めませんでした。')
      await answered(ui, choice)
      await expect.poll(() => choicesOf(ui)).toMatchObject({ analytics })
      await ui.clearCookies()
    }
  })

  test(`on a page with ${what} whoever sends GPC is asked, if without a reason`, async ({
    ui,
    site,
  }) => {
    site.put('/', { body: body.replace('<script', `${GPC}<script`) })
    await ui.goto('/')
    await answered(ui, '広告以外を許可')
    await expect.poll(() => choicesOf(ui)).toMatchObject({ analytics: 'granted' })
    await expect.poll(() => tracked(site)).toEqual(['/ga4.js'])
    expect(await choicesOf(ui)).not.toHaveProperty('advertising')
  })
}

test('natives are left alone, and one global is added besides the queue of Google’s tags', async ({
  ui,
  site,
}) => {
  const look = `<script>
    const natives = () => [Object, Array, String, Promise, JSON, Math, RegExp, Function, Node, Element,
      Document, EventTarget, HTMLElement, HTMLScriptElement, HTMLIFrameElement, History, Storage,
      MutationObserver, XMLHttpRequest].flatMap((it) => [it, it.prototype ?? it]).map((it) =>
      Reflect.ownKeys(it).map((key) => [key, Reflect.getOwnPropertyDescriptor(it, key)]))
    window.look = () => ({ natives: natives(), globals: Object.getOwnPropertyNames(window) })
    window.first = window.look()
  </script>`
  site.put('/', { body: page({ script: look + SCRIPT, head: TAGS, body: `<main></main>${LATE}` }) })
  await ui.goto('/')
  await answered(ui, 'すべて許可')
  await expect.poll(() => tracked(site).length).toBe(3)
  await expect.poll(() => ran(ui)).toContain('/ga4.js')
  const changes = await ui.evaluate(() => {
    interface Look {
      readonly natives: readonly (readonly (readonly [PropertyKey, PropertyDescriptor])[])[]
      readonly globals: readonly string[]
    }
    const { first, look } = window as unknown as { first: Look; look: () => Look }
    const now = look()
    const isSame = (a: PropertyDescriptor, b: PropertyDescriptor | undefined): boolean =>
      a.value === b?.value && a.get === b?.get && a.set === b?.set
    return {
      natives: now.natives.flatMap((members, i) =>
        members
          .filter(([key, it], k) => {
            const [name, was] = first.natives[i]?.[k] ?? []
            return name !== key || !isSame(it, was)
          })
          .map(([key]) => String(key)),
      ),
      // Playwright drives Firefox with one of its own.
      globals: now.globals
        .filter((name) => !first.globals.includes(name) && !name.startsWith('__pw_'))
        .sort(),
    }
  })
  // The queue that Google reads, the page's own, ours, and the tag's.
  const globals = ['dataLayer', 'first', 'metaliveConsent', 'ran']
  expect(changes).toEqual({ natives: [], globals })
})
