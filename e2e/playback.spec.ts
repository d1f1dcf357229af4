/** 「どの動画も、選択にかかわらずご覧いただけます。」: the player plays in every state. */
import { readFile } from 'node:fs/promises'
import type { Consent } from '../src/core/types.ts'
import { metalive } from '../src/metalive.ts'
import { expect, test } from './fixtures.ts'
import { acceptAll, BANNER, GPC, page, sayAge } from './pages.ts'
import { OWN_SCRIPT, serveBuilds } from './site-build.ts'
import type { Ui } from './ui.ts'

/** The demo's player app, which keeps its consent at hand. */
const WATCH = '/watch.html'

declare global {
  interface Window {
    readonly consent: Consent
  }
}

/** Seconds that the video has moved on meanwhile. */
async function moved(ui: Ui): Promise<number> {
  return ui.evaluate(async () => {
    const video = document.querySelector('video')
    if (!video) throw new Error('There is no video.')
    const position = video.currentTime
    const end = Date.now() + 8000
    // It goes round: any other position is one that it moved to.
    while (video.currentTime === position && Date.now() < end) {
      await new Promise((done) => setTimeout(done, 50))
    }
    return Math.abs(video.currentTime - position)
  })
}

async function plays(ui: Ui): Promise<void> {
  expect(await moved(ui)).toBeGreaterThan(0)
}

async function open(ui: Ui): Promise<void> {
  await ui.goto(WATCH)
  await ui.waitFor('region', BANNER)
}

test('the video plays before an answer, and goes on through すべて許可', async ({ ui }) => {
  await open(ui)
  await plays(ui)
  await acceptAll(ui)
  await plays(ui)
  await ui.reload()
  await plays(ui)
})

test('the video goes on through すべて拒否', async ({ ui }) => {
  await open(ui)
  await plays(ui)
  await ui.click('button', 'すべて拒否')
  await plays(ui)
  await ui.reload()
  await plays(ui)
})

test('the video plays for whoever has chosen by purpose', async ({ ui }) => {
  await open(ui)
  await ui.evaluate(() => {
    window.consent.setAge('adult')
    window.consent.decide({ analytics: 'granted', advertising: 'denied' })
  })
  await plays(ui)
  await ui.reload()
  await plays(ui)
})

test('the video plays while a grant waits for a guardian, and for a minor', async ({ ui }) => {
  await open(ui)
  await ui.click('button', 'すべて許可')
  await plays(ui)
  await sayAge(ui, '15歳以下')
  await plays(ui)
  await ui.reload()
  await plays(ui)
})

test('the video goes on through a withdrawal', async ({ ui }) => {
  await open(ui)
  await acceptAll(ui)
  await plays(ui)
  await ui.evaluate(() => window.consent.withdraw())
  await plays(ui)
})

test('the video plays for whoever sends GPC', async ({ ui, site }) => {
  const own = await readFile('demo/dist/watch.html', 'utf8')
  site.put(WATCH, { body: own.replace('<head>', `<head>${GPC}`) })
  await open(ui)
  expect(await ui.evaluate(() => window.consent.state.gpc)).toBe(true)
  await plays(ui)
  await ui.click('button', '広告以外を許可')
  await sayAge(ui)
  await plays(ui)
})

/** A player in a page with the script tag. */
const PLAYER = `<video autoplay muted loop controls width="320" height="180"></video><script>
  const parts = ['init.mp4', 'segment0.m4s', 'segment1.m4s'].map(async (name) =>
    (await fetch('/live/' + name)).arrayBuffer())
  Promise.all(parts).then((all) => {
    document.querySelector('video').src = URL.createObjectURL(new Blob(all, { type: 'video/mp4' }))
  })
</script>`

test('the video plays where the operator has switched everything off', async ({ ui, site }) => {
  const services = metalive.services.map((each) => ({ ...each, off: true }))
  await serveBuilds(site, [{ ...metalive, services }])
  site.put('/', { body: page({ script: OWN_SCRIPT, body: PLAYER }) })
  await ui.goto('/')
  await plays(ui)
  await ui.reload()
  await plays(ui)
})

/** What keys do to the player, from one state: `paused`, the volume, and where it stands. */
async function afterKeys(ui: Ui): Promise<unknown> {
  await ui.evaluate(async () => {
    const video = document.querySelector('video')
    if (!video) throw new Error('There is no video.')
    video.pause()
    video.currentTime = 1
    video.muted = false
    video.volume = 0.5
    video.focus()
    await new Promise((done) => setTimeout(done, 500))
  })
  for (const key of ['ArrowUp', 'ArrowRight', 'ArrowRight', 'ArrowLeft']) await ui.press(key)
  await ui.evaluate(() => new Promise((done) => setTimeout(done, 500)))
  const position = await ui.evaluate(() => {
    const video = document.querySelector('video')
    return [document.activeElement?.localName, video?.volume, Math.round(video?.currentTime ?? -1)]
  })
  await ui.press(' ')
  await ui.evaluate(() => new Promise((done) => setTimeout(done, 500)))
  return [position, await ui.evaluate(() => document.querySelector('video')?.paused)]
}

test('keys do to the player what they do without a banner', async ({ ui }) => {
  await open(ui)
  await plays(ui)
  const beside = await afterKeys(ui)
  await ui.click('button', 'すべて拒否')
  await ui.waitFor('region', BANNER, 'hidden')
  expect(beside).toEqual(await afterKeys(ui))
})

test('a player that has the focus and plays keeps both as the banner comes, and hears every key', async ({
  ui,
  site,
}) => {
  const listening = `${PLAYER}<script>
    window.keys = []
    const player = document.querySelector('video')
    player.tabIndex = 0
    player.addEventListener('keydown', ({ key }) => keys.push(key))
    player.focus()
  </script>`
  site.put('/', { body: page({ body: listening }) })
  await ui.goto('/')
  await ui.waitFor('region', BANNER)
  const state = (): Promise<unknown> =>
    ui.evaluate(() => [
      document.activeElement?.localName,
      document.querySelector('video')?.paused,
      Reflect.get(window, 'keys'),
    ])
  await plays(ui)
  expect(await state()).toEqual(['video', false, []])
  const keys = ['m', 'ArrowUp', 'ArrowRight', 'f']
  for (const key of keys) await ui.press(key)
  expect(await state()).toEqual(['video', false, keys])
  await plays(ui)
})
