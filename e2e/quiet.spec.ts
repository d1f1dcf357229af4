/** What nobody asked for keeps out of the way of what is watched, and waits until there is room. */
import type { Site } from '../demo/server.ts'
import type { Consent } from '../src/core/types.ts'
import { metalive } from '../src/metalive.ts'
import { expect, test } from './fixtures.ts'
import {
  AGE,
  acceptAll,
  BANNER,
  ownErrors,
  PREFERENCES,
  page,
  ran,
  recordOf,
  SCRIPT,
  settle,
  TAGS,
} from './pages.ts'
import { OWN_SCRIPT, serveBuilds } from './site-build.ts'
import type { Ui } from './ui.ts'

/** A page whose video needs no file: it says that it plays, or that it doesn't. */
const VIDEO = `
  <video controls width="320" height="180" style="background: #000"></video>
  <script>
    let playing = false
    const video = document.querySelector('video')
    Object.defineProperty(video, 'paused', { get: () => !playing })
    function setPlaying(is) { playing = is; video.dispatchEvent(new Event(is ? 'play' : 'pause')) }
  </script>`

const MODAL = `
  <dialog id="own"><button onclick="this.parentElement.close()">閉じる</button></dialog>
  <button onclick="own.showModal()">案内を開く</button>`

/** Counts those in which the banner is there. */
const FRAMES = `<script>
  window.framesWithBanner = 0
  const look = () => {
    requestAnimationFrame(look)
    const { shadowRoot } = document.querySelector('metalive-consent') ?? {}
    if (shadowRoot?.querySelector('.banner')?.getClientRects().length) framesWithBanner++
  }
  look()
</script>`

const isBannerFree = (ui: Ui): Promise<boolean> => ui.visible('region', BANNER)

const setPlaying = (ui: Ui, is: boolean): Promise<void> =>
  ui.evaluate((is) => Reflect.get(window, 'setPlaying')(is), is)

function put(site: Site, body: string): void {
  site.put('/', { body: page({ body }) })
}

async function waits(ui: Ui): Promise<void> {
  await settle(ui)
  expect(await isBannerFree(ui)).toBe(false)
  expect(await ownErrors(ui)).toEqual([])
}

test('over a modal of the page nobody is asked, and after it they are', async ({ ui, site }) => {
  put(site, `${MODAL}<script>own.showModal()</script>`)
  await ui.goto('/')
  await waits(ui)
  await ui.click('button', '閉じる')
  await ui.waitFor('region', BANNER)
})

for (const [what, changes, name] of [
  ['the question of age', { age: { ...metalive.age, ask: 'first' } }, AGE],
  ['the news of other words', { wording: 2 }, '説明文を書き直しました'],
] as const) {
  test(`${what} waits for a modal of the page, too`, async ({ ui, site }) => {
    if ('wording' in changes) {
      put(site, '')
      await ui.goto('/')
      await ui.click('button', 'すべて拒否')
      await ui.waitFor('region', BANNER, 'hidden')
    }
    const config = JSON.stringify({ ...metalive, ...changes })
    const script = `<script type="application/json" id="metalive-consent-config">${config}</script>`
    const body = `${MODAL}<script>own.showModal()</script>`
    site.put('/', { body: page({ script: script + SCRIPT, body }) })
    await ui.goto('/')
    await settle(ui)
    expect(await ui.visible('region', name)).toBe(false)
    await ui.click('button', '閉じる')
    await ui.waitFor('region', name)
    expect(await ownErrors(ui)).toEqual([])
  })
}

for (const [what, modal] of [
  ['a modal without a dialog', '<div id="modal" role="dialog" aria-modal="true">お知らせ</div>'],
  [
    'one in a shadow root',
    `<div id="modal" role="presentation"></div><script>
      modal.attachShadow({ mode: 'open' }).innerHTML = '<dialog>お知らせ</dialog>'
      modal.shadowRoot.firstChild.showModal()
    </script>`,
  ],
] as const) {
  test(`${what} is waited for, too, from the first frame on`, async ({ ui, site }) => {
    put(site, modal + FRAMES)
    await ui.goto('/')
    await waits(ui)
    expect(await ui.evaluate(() => Reflect.get(window, 'framesWithBanner'))).toBe(0)
    await ui.evaluate(() => document.getElementById('modal')?.remove())
    await ui.waitFor('region', BANNER)
  })
}

test('a dialog that isn’t modal, or a modal that isn’t shown, keeps no banner waiting', async ({
  ui,
  site,
}) => {
  put(site, '<dialog open>お知らせ</dialog><div hidden aria-modal="true">お知らせ</div>')
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await settle(ui)
  expect(await isBannerFree(ui)).toBe(true)
})

test('a modal that opens while the banner is there has the page to itself, then the banner is back as it was', async ({
  ui,
  site,
}) => {
  put(site, MODAL)
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await ui.evaluate(() => document.querySelector<HTMLButtonElement>('#own + button')?.click())
  await ui.waitFor('region', BANNER, 'hidden')
  await ui.click('button', '閉じる')
  await ui.waitFor('region', BANNER)
  expect(await recordOf(ui)).toBeNull()
  await ui.click('button', 'すべて拒否')
  await ui.waitFor('region', BANNER, 'hidden')
  await settle(ui)
  expect(await isBannerFree(ui)).toBe(false)
})

test('what is answered elsewhere meanwhile isn’t asked afterwards', async ({ ui, site }) => {
  put(site, `${MODAL}<script>own.showModal()</script>`)
  await ui.goto('/')
  await waits(ui)
  await ui.evaluate(() => {
    const consent = window.metaliveConsent as Consent
    consent.decide({ functional: 'denied', analytics: 'denied' })
    consent.decide({ advertising: 'denied', embeds: 'denied' })
  })
  await ui.click('button', '閉じる')
  await settle(ui)
  await settle(ui)
  expect(await isBannerFree(ui)).toBe(false)
})

const setLanguage = (ui: Ui, tag: string): Promise<void> =>
  ui.evaluate((tag) => (window.metaliveConsent as Consent).setLanguage(tag), tag)

test('a banner that waits for a modal waits on in another language', async ({ ui, site }) => {
  put(site, `${MODAL}<script>own.showModal()</script>`)
  await ui.goto('/')
  await waits(ui)
  await setLanguage(ui, 'en')
  await settle(ui)
  await settle(ui)
  expect(await ui.visible('button', 'Refuse all')).toBe(false)
  await ui.click('button', '閉じる')
  await ui.waitFor('button', 'Refuse all')
  expect(await isBannerFree(ui)).toBe(false)
})

test('so does one that a modal has come over', async ({ ui, site }) => {
  put(site, MODAL)
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await ui.click('button', '案内を開く')
  await ui.waitFor('region', BANNER, 'hidden')
  await setLanguage(ui, 'en')
  await settle(ui)
  await settle(ui)
  expect(await ui.visible('button', 'Refuse all')).toBe(false)
  await ui.click('button', '閉じる')
  await ui.waitFor('button', 'Refuse all')
})

test('one that was asked for over a modal is there at once in another language', async ({
  ui,
  site,
}) => {
  const modal = '<div role="dialog" aria-modal="true">お知らせ</div>'
  put(site, `${modal}<a href="/ask" data-consent-open="banner">選び直す</a>`)
  await ui.goto('/')
  await waits(ui)
  await ui.click('link', '選び直す')
  await ui.waitFor('region', BANNER)
  await ui.click('button', 'English')
  await ui.waitFor('button', 'Refuse all')
})

test('a modal that an app writes has its page to itself, too', async ({ ui, site }) => {
  const modal = '<div id="modal" role="dialog" aria-modal="true">お知らせ</div>'
  const how = `document.documentElement.innerHTML = '<head></head><body>${modal}</body>'`
  put(site, `<script>window.rewrite = () => { ${how} }</script>`)
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await ui.evaluate(() => {
    setTimeout(Reflect.get(window, 'rewrite'))
  })
  await settle(ui)
  await waits(ui)
  await ui.evaluate(() => document.getElementById('modal')?.remove())
  await ui.waitFor('region', BANNER)
})

const TELLING = '許可を取り消しました'

/** `looks` has the intervals that are due again. */
const COUNTS_LOOKS = `<script>
  window.looks = new Set()
  const { setInterval: set, clearInterval: clear } = window
  window.setInterval = (...all) => {
    const id = set(...all)
    looks.add(id)
    return id
  }
  window.clearInterval = (id) => {
    looks.delete(id)
    clear(id)
  }
</script>`

for (const [what, begin, end] of [
  ['fullscreen', () => document.body.requestFullscreen(), () => document.exitFullscreen()],
  [
    'a modal of the page',
    async () => document.querySelector('dialog')?.showModal(),
    async () => document.querySelector('dialog')?.close(),
  ],
  [
    'a modal that the app writes over',
    async () => document.querySelector('dialog')?.showModal(),
    async () => {
      setTimeout(() => {
        document.documentElement.innerHTML = '<head></head><body><h1>新しいライブ</h1></body>'
      })
    },
  ],
] as const) {
  test(`in ${what} nobody is told what a withdrawal elsewhere couldn’t do, and after it they are`, async ({
    ui,
    site,
  }) => {
    const button = `<button onclick="(${begin})()">始める</button>`
    site.put('/', { body: page({ head: COUNTS_LOOKS + TAGS, body: MODAL + button }) })
    await ui.goto('/')
    await acceptAll(ui)
    await expect.poll(() => ran(ui)).toHaveLength(5)
    await ui.click('button', '始める')
    const looks = (): Promise<number> => ui.evaluate(() => Reflect.get(window, 'looks').size)
    expect(await looks()).toBe(0)
    await ui.evaluate(() => {
      window.addEventListener('metalive-consent:swept', () => Reflect.set(window, 'swept', true))
    })
    const other = await ui.newTab()
    await other.goto('/')
    await other.click('link', 'プライバシー設定を開く')
    await other.within('dialog', PREFERENCES).click('button', 'すべて拒否')
    await other.waitFor('dialog', TELLING)

    await expect.poll(() => ui.evaluate(() => Reflect.get(window, 'swept'))).toBe(true)
    await settle(ui)
    expect(await ui.visible('dialog', TELLING)).toBe(false)
    await expect.poll(looks).toBe(1)
    await ui.evaluate(end)
    await ui.waitFor('dialog', TELLING)
    // Nothing is looked for any more.
    expect(await looks()).toBe(0)
    expect(await ownErrors(ui)).toEqual([])
  })
}

for (const [what, begin, end] of [
  [
    'fullscreen',
    () => document.querySelector('video')?.requestFullscreen?.(),
    () => document.exitFullscreen(),
  ],
] as const) {
  test(`in ${what} the banner is gone, and back after it`, async ({ ui, site }) => {
    put(site, `${VIDEO}<button onclick="(${begin})()">始める</button>`)
    await ui.goto('/')
    await ui.waitFor('region', BANNER)
    await ui.click('button', '始める')
    await ui.waitFor('region', BANNER, 'hidden')
    // Nor can it be reached where nobody sees it.
    for (let i = 0; i < 3; i++) await ui.press('Tab')
    expect((await ui.focused())?.name ?? '').not.toMatch(/送信先|すべて/)
    await ui.evaluate(end)
    await ui.waitFor('region', BANNER)
    await ui.click('button', 'すべて拒否')
    await ui.waitFor('region', BANNER, 'hidden')
  })

  test(`in ${what} what the visitor asks for opens at once, over it`, async ({ ui, site }) => {
    put(
      site,
      `<div id="stage" style="background: #fff"><button onclick="stage.requestFullscreen()">始める</button>
        <a href="/" data-consent-open="banner">選び直す</a>
        <a href="/" data-consent-open="preferences">設定</a></div>${VIDEO}`,
    )
    await ui.goto('/')
    await ui.waitFor('region', BANNER)
    await ui.click('button', '始める')
    await ui.waitFor('region', BANNER, 'hidden')
    await ui.click('link', '選び直す')
    await ui.waitFor('region', BANNER)
    await settle(ui)
    // On top: a press on it is one.
    await ui.click('button', '個別に選ぶ')
    await ui.waitFor('dialog', PREFERENCES)
  })
}

/** No engine here lets a test have a picture in a picture: the page says that it has. */
test('in picture-in-picture nobody is asked, and after it they are', async ({ ui, site }) => {
  put(
    site,
    `${VIDEO}<script>
      let pictured = video
      const get = () => pictured
      Object.defineProperty(Document.prototype, 'pictureInPictureElement', { get, configurable: true })
      function leave() { pictured = null; video.dispatchEvent(new Event('leavepictureinpicture', { bubbles: true })) }
    </script>`,
  )
  await ui.goto('/')
  await waits(ui)
  await ui.evaluate(() => Reflect.get(window, 'leave')())
  await ui.waitFor('region', BANNER)
})

for (const [what, script] of [
  [
    'a document in picture-in-picture',
    `const picture = { window }
    Object.defineProperty(window, 'documentPictureInPicture', { value: picture })
    window.leave = () => { picture.window = null }`,
  ],
  [
    'fullscreen under its former name',
    `let full = document.documentElement
    Object.defineProperty(Document.prototype, 'webkitFullscreenElement', { get: () => full, configurable: true })
    window.leave = () => { full = null; document.dispatchEvent(new Event('webkitfullscreenchange')) }`,
  ],
] as const) {
  test(`${what} is waited for from the first frame on, on a page without a video`, async ({
    ui,
    site,
  }) => {
    put(site, `<script>${script}</script>${FRAMES}`)
    await ui.goto('/')
    await waits(ui)
    expect(await ui.evaluate(() => Reflect.get(window, 'framesWithBanner'))).toBe(0)
    await ui.evaluate(() => Reflect.get(window, 'leave')())
    await ui.waitFor('region', BANNER)
  })
}

test('who is in fullscreen before the question is there is asked after it', async ({
  ui,
  site,
}) => {
  const start = `stage.requestFullscreen().then(() => {
    const script = document.createElement('script')
    script.src = '/metalive/consent.js'
    document.head.append(script)
  })`
  const body = `<div id="stage" style="background: #fff"><button onclick="${start}">始める</button></div>`
  site.put('/', { body: page({ script: '', body }) })
  await ui.goto('/')
  await ui.click('button', '始める')
  await expect
    .poll(() => ui.evaluate(() => Boolean(window.metaliveConsent && document.fullscreenElement)))
    .toBe(true)
  await waits(ui)
  await ui.evaluate(() => document.exitFullscreen())
  await ui.waitFor('region', BANNER)
})

test('of a video that Safari shows elsewhere the page’s own word is taken', async ({
  ui,
  site,
}) => {
  put(site, `${VIDEO}<script>video.webkitPresentationMode = 'picture-in-picture'</script>`)
  await ui.goto('/')
  await waits(ui)
  await ui.evaluate(() => {
    const video = document.querySelector('video')
    if (video) Reflect.set(video, 'webkitPresentationMode', 'inline')
  })
  await ui.waitFor('region', BANNER)
})

test.describe('on a phone on its side', () => {
  const PILL = BANNER

  const pill = (ui: Ui): Promise<boolean> => ui.visible('button', PILL)

  test.beforeEach(async ({ ui, site }) => {
    put(site, VIDEO)
    await ui.resize(740, 360)
  })

  test('a video that plays leaves room for a pill only, until it pauses', async ({ ui }) => {
    await ui.goto('/')
    await ui.waitFor('region', BANNER)
    await setPlaying(ui, true)
    await ui.waitFor('button', PILL)
    expect(await ui.visible('button', 'すべて許可')).toBe(false)
    const [width = 0, height = 0] = await ui.evaluate(() => {
      const root = document.querySelector('metalive-consent')?.shadowRoot
      const box = root?.getElementById('pill-open')?.getBoundingClientRect()
      return box ? [box.width, box.height] : []
    })
    expect(height).toBeGreaterThanOrEqual(44)
    expect(height).toBeLessThan(60)
    expect(width).toBeLessThan(740 * 0.6)
    await setPlaying(ui, false)
    await ui.waitFor('button', 'すべて許可')
    expect(await pill(ui)).toBe(false)
  })

  test('a title without end makes no larger a pill', async ({ ui, site }) => {
    const { texts } = metalive
    const banner = { ...texts.banner, title: '漢'.repeat(3000) }
    const config = JSON.stringify({ ...metalive, texts: { ...texts, banner } })
    const script = `<script type="application/json" id="metalive-consent-config">${config}</script>${SCRIPT}`
    site.put('/', {
      body: page({ script, body: VIDEO.replace('playing = false', 'playing = true') }),
    })
    await ui.goto('/')
    const box = (): Promise<readonly number[]> =>
      ui.evaluate(() => {
        const pill = document.querySelector('metalive-consent')?.shadowRoot?.querySelector('.pill')
        const { left, right, top, bottom } = pill?.getBoundingClientRect() ?? {}
        return [left, innerWidth - (right ?? 0), bottom && top && bottom - top].map(Number)
      })
    await expect.poll(async () => (await box())[2]).toBeGreaterThanOrEqual(44)
    const [left = 0, right = 0, height = 0] = await box()
    expect(Math.min(left, right)).toBeGreaterThanOrEqual(8)
    expect(height).toBeLessThanOrEqual(66)
  })

  test('whoever presses the pill is asked while the video plays, and taken along', async ({
    ui,
  }) => {
    await ui.goto('/')
    await ui.waitFor('region', BANNER)
    await setPlaying(ui, true)
    await ui.click('button', PILL)
    await ui.waitFor('button', 'すべて許可')
    await settle(ui)
    await settle(ui)
    expect(await pill(ui)).toBe(false)
    await ui.press('Tab')
    // The next after the text, in it.
    expect((await ui.focused())?.name).toMatch(/やさしい/)
    await ui.click('button', 'すべて拒否')
    await ui.waitFor('button', 'すべて許可', 'hidden')
    await settle(ui)
    expect(await pill(ui)).toBe(false)
  })

  test('beside a pill nothing runs by a notice that nobody saw', async ({ ui, site }) => {
    const services = metalive.services.map((each) =>
      each.id === 'ga4' ? { ...each, basis: 'notice' as const } : each,
    )
    await serveBuilds(site, [{ ...metalive, services }])
    const playing = VIDEO.replace('let playing = false', 'let playing = true')
    site.put('/', { body: page({ script: OWN_SCRIPT, head: TAGS, body: playing }) })
    await ui.goto('/')
    await ui.waitFor('button', PILL)
    await settle(ui)
    await settle(ui)
    expect(await ran(ui)).toEqual([])
    await setPlaying(ui, false)
    await ui.waitFor('button', 'すべて拒否')
    await expect.poll(() => ran(ui)).toEqual(['/ga4.js', 'ga4 inline'])
  })

  test('held upright there is the banner', async ({ ui }) => {
    await ui.goto('/')
    await setPlaying(ui, true)
    await ui.waitFor('button', PILL)
    await ui.resize(500, 740)
    await ui.waitFor('button', 'すべて許可')
    expect(await pill(ui)).toBe(false)
  })

  test('a video that is only decoration changes nothing', async ({ ui, site }) => {
    put(site, VIDEO.replace('<video controls', '<video muted loop'))
    await ui.goto('/')
    await setPlaying(ui, true)
    await ui.waitFor('button', 'すべて許可')
    await settle(ui)
    expect(await pill(ui)).toBe(false)
  })
})

/** Of each answer and each thing to be kept clear: whether one lies over the other. */
const overlaps = (ui: Ui): Promise<boolean> =>
  ui.evaluate(() => {
    const root = document.querySelector('metalive-consent')?.shadowRoot
    const banner = root?.querySelector('.banner')?.getBoundingClientRect()
    const kept = [...document.querySelectorAll('[data-consent-keep-clear]')]
    return kept.some((each) => {
      const { top, bottom, left, right } = each.getBoundingClientRect()
      return (
        banner !== undefined &&
        Math.min(banner.right, right) > Math.max(banner.left, left) &&
        Math.min(banner.bottom, bottom) > Math.max(banner.top, top)
      )
    })
  })

const answersAreOnScreen = (ui: Ui): Promise<boolean> =>
  ui.evaluate(() => {
    const root = document.querySelector('metalive-consent')?.shadowRoot
    const buttons = [...(root?.querySelectorAll('.banner .actions button') ?? [])]
    return (
      buttons.length === 3 &&
      buttons.every((each) => {
        const { top, bottom, left, width } = each.getBoundingClientRect()
        const on = root?.elementFromPoint(left + width / 2, (top + bottom) / 2)
        return top >= 0 && bottom <= innerHeight + 0.5 && on === each
      })
    )
  })

const kept = (style: string): string =>
  `<div data-consent-keep-clear style="position: absolute; inset-inline: 0; ${style}">字幕</div>`

for (const [what, style, [width, height]] of [
  ['at the bottom', 'bottom: 0; height: 60px', [1280, 720]],
  ['at the bottom of a phone', 'bottom: 0; height: 60px', [320, 568]],
  ['at the bottom of a phone on its side', 'bottom: 0; height: 40px', [568, 320]],
  ['in the middle', 'top: 40%; height: 20px', [390, 844]],
] as const) {
  test(`controls ${what} are kept clear, and all answers on the screen`, async ({ ui, site }) => {
    put(site, kept(style))
    await ui.resize(width, height)
    await ui.goto('/')
    await ui.waitFor('region', BANNER)
    expect(await overlaps(ui)).toBe(false)
    expect(await answersAreOnScreen(ui)).toBe(true)
  })
}

test('where there is no other place, the answers are on the screen all the same', async ({
  ui,
  site,
}) => {
  put(site, kept('top: 0; bottom: 0'))
  await ui.resize(320, 568)
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  expect(await answersAreOnScreen(ui)).toBe(true)
})

test('what scrolls under the banner, or comes there, is kept clear', async ({ ui, site }) => {
  put(site, `${kept('top: 900px; height: 60px')}<p style="height: 2000px"></p>`)
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  expect(await overlaps(ui)).toBe(false)
  await ui.evaluate(() => scrollTo(0, 280))
  await expect.poll(() => overlaps(ui)).toBe(false)
  expect(await answersAreOnScreen(ui)).toBe(true)
  await ui.resize(390, 600)
  await expect.poll(() => overlaps(ui)).toBe(false)
})

for (const [width, height] of [
  [1280, 720],
  [320, 568],
  [320, 256],
] as const)
  test(`at ${width}×${height} the page’s focus is never under the banner, wherever it goes`, async ({
    ui,
    site,
  }) => {
    const link = (id: string, at: number): string =>
      `<a href="#" id="${id}" style="position: fixed; inset: auto auto ${at}% 45%">もっと見る</a>`
    put(site, link('low', 8) + link('middle', 45) + link('high', 83))
    await ui.resize(width, height)
    await ui.goto('/')
    await ui.waitFor('region', BANNER)
    await settle(ui)
    for (const id of ['low', 'middle', 'high']) {
      // By keys: engines differ in whether what a script focuses is seen to have the focus.
      const press = async (): Promise<string | undefined> => {
        await ui.press('Tab')
        return ui.evaluate(() => document.activeElement?.id)
      }
      await expect.poll(press, { intervals: [20] }).toBe(id)
      await expect
        .poll(() =>
          ui.evaluate((wanted) => {
            const {
              x = 0,
              y = 0,
              width = 0,
              height = 0,
            } = document.getElementById(wanted)?.getBoundingClientRect() ?? {}
            return document.elementFromPoint(x + width / 2, y + height / 2)?.id
          }, id),
        )
        .toBe(id)
      expect(await answersAreOnScreen(ui)).toBe(true)
    }
  })

test('keys go to the player that has the focus, as if there were no banner', async ({
  ui,
  site,
}) => {
  put(
    site,
    `<div id="player" tabindex="0" style="outline: 1px solid">再生</div><script>
    window.keys = []
    player.addEventListener('keydown', ({ key }) => keys.push(key))
    player.focus()
  </script><p style="height: 3000px"></p>`,
  )
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  await settle(ui)
  const keys = ['ArrowRight', 'ArrowLeft', 'ArrowUp', 'ArrowDown', ' ', 'm', 'Enter']
  for (const key of keys) await ui.press(key)
  expect(await ui.evaluate(() => Reflect.get(window, 'keys'))).toEqual(keys)
  expect((await ui.focused())?.text).toBe('再生')
  // Nor was anything of it prevented: the page scrolled.
  await expect.poll(() => ui.evaluate(() => scrollY)).toBeGreaterThan(0)
})
