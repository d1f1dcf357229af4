/** The demo's player page: an app that imports the package, and a video that plays whatever is chosen. */
import type { Site } from '../demo/server.ts'
import { expect, test } from './fixtures.ts'
import { acceptAll, BANNER, choicesOf, PREFERENCES, settle, tracked } from './pages.ts'
import type { Ui } from './ui.ts'

async function plays(ui: Ui): Promise<void> {
  const position = (): Promise<number> =>
    ui.evaluate(() => document.querySelector('video')?.currentTime ?? 0)
  const start = await position()
  await expect.poll(position, { timeout: 10_000 }).toBeGreaterThan(start)
}

const running = (ui: Ui): Promise<(string | undefined)[]> =>
  ui.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-running=true]')].map(
      ({ dataset }) => dataset.service,
    ),
  )

const pause = (ui: Ui): Promise<void> => ui.evaluate(() => document.querySelector('video')?.pause())

/** Mixpanel sends one event a request: JSON in base64. */
function mixpanelEvents({ log }: Site): readonly string[] {
  const bodies = log
    .filter(({ path }) => path.startsWith('/mixpanel/track'))
    .map(({ body }) => body)
  // One without was cut off: by the end of the page, or by the browser to send it again.
  const reports = bodies.flatMap((body) => new URLSearchParams(body).get('data') ?? [])
  return reports.map((data) => JSON.parse(Buffer.from(data, 'base64').toString()).event)
}

for (const state of ['first', 'rejected', 'accepted', 'partial', 'aged', 'junk', 'newer']) {
  test(`the video plays for a visitor in the state ${state}`, async ({ ui }) => {
    await ui.goto(`/qa-state?state=${state}&to=/watch.html`)
    await plays(ui)
  })
}

test('SDKs start once per grant and stop at a withdrawal, while the video goes on', async ({
  ui,
  site,
}) => {
  const panel = ui.within('region', 'この動画で動いている計測')
  await ui.goto('/watch.html')
  await ui.waitFor('region', BANNER)
  await settle(ui)
  expect(await running(ui)).toEqual([])
  expect(tracked(site)).toEqual([])

  await acceptAll(ui)
  await expect.poll(() => running(ui)).toEqual(['mixpanel', 'countly'])
  const started = (): number => tracked(site).filter((path) => /^\/npm\//.test(path)).length
  expect(started()).toBe(2)
  const events = (): readonly string[] => mixpanelEvents(site)
  await expect.poll(events).toContain('video_play')
  await pause(ui)
  await expect.poll(events).toContain('video_pause')

  await panel.click('link', 'プライバシー設定')
  const dialog = ui.within('dialog', PREFERENCES)
  await dialog.click('button', 'すべて拒否')
  await expect.poll(() => running(ui)).toEqual([])
  await dialog.click('button', '閉じる')
  site.clear()
  await ui.evaluate(() => document.querySelector('video')?.play())
  await plays(ui)
  await pause(ui)
  await settle(ui)
  expect(tracked(site)).toEqual([])

  await panel.click('link', 'プライバシー設定')
  await ui.within('dialog', PREFERENCES).click('button', 'すべて許可')
  await expect.poll(() => running(ui)).toEqual(['mixpanel', 'countly'])
  // Their code is here already.
  expect(started()).toBe(0)
  expect(await choicesOf(ui)).toMatchObject({ analytics: 'granted' })
})
