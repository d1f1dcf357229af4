/** 「どの動画も、選択にかかわらずご覧いただけます。」: a video plays in every state of QA's table. */
import { linkOf, ROWS } from '../../demo/states-list.ts'
import { BANNER, settle } from '../pages.ts'
import { expect, test } from './fixtures.ts'

/** Runs in the page: begins the demo's live video, where the page has none of its own. */
async function begin(): Promise<void> {
  if (document.querySelector('video')) return
  const parts = ['init.mp4', 'segment0.m4s', 'segment1.m4s'].map(async (name) =>
    (await fetch(`/live/${name}`)).arrayBuffer(),
  )
  const video = document.createElement('video')
  video.src = URL.createObjectURL(new Blob(await Promise.all(parts), { type: 'video/mp4' }))
  Object.assign(video, { muted: true, loop: true, controls: true })
  document.querySelector('main')?.prepend(video)
  await video.play()
}

for (const row of ROWS) {
  test(`a video plays in the state ${row.title} (${row.id})`, async ({ ui }) => {
    if (row.size) await ui.resize(row.size.width, row.size.height)
    await ui.goto(linkOf(row))
    await ui.evaluate(begin)
    for (const [role, name] of row.press ?? []) await ui.click(role, name)
    // Its buttons may be others while something plays.
    const [seen] = row.expected.shown
    if (seen) await ui.waitFor(...seen)
    const stand = (): Promise<number> =>
      ui.evaluate(() => document.querySelector('video')?.currentTime ?? -1)
    const before = await stand()
    // It goes round: any other position is one that it moved to.
    await expect.poll(stand, { timeout: 10_000 }).not.toBe(before)
    expect(await ui.evaluate(() => document.querySelector('video')?.paused)).toBe(false)
    // It stopped nothing of what there was to see.
    if (seen) expect(await ui.visible(...seen)).toBe(true)
  })
}

/** Runs in the page: what of ours lies over the player's controls, as far as they are on the screen. */
function over(): readonly string[] {
  const controls = document.querySelector('[data-consent-keep-clear]')?.getBoundingClientRect()
  if (!controls || controls.height === 0) throw new Error('The player has no controls.')
  const root = document.querySelector('metalive-consent')?.shadowRoot
  const layers = [...(root?.querySelectorAll('section.box') ?? [])].filter(
    (each) => each.getClientRects().length > 0,
  )
  if (layers.length === 0) throw new Error('There is nothing of ours.')
  const isOver = ({ left, top, right, bottom }: DOMRect): boolean =>
    Math.min(right, controls.right) > Math.max(left, controls.left) &&
    Math.min(bottom, controls.bottom, innerHeight) > Math.max(top, controls.top)
  return layers
    .filter((each) => isOver(each.getBoundingClientRect()))
    .map(({ className }) => className)
}

for (const [width, height] of [
  [844, 390],
  [390, 844],
  [1280, 800],
] as const) {
  test(`at ${width}×${height} nothing of ours lies over the player’s controls`, async ({ ui }) => {
    await ui.resize(width, height)
    await ui.goto('/watch.html')
    const stand = (): Promise<number> =>
      ui.evaluate(() => document.querySelector('video')?.currentTime ?? 0)
    await expect.poll(stand, { timeout: 10_000 }).toBeGreaterThan(0)
    await ui.waitFor('region', BANNER)
    await settle(ui)
    expect(await ui.evaluate(over)).toEqual([])
  })
}
