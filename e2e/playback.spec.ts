/** 「どの動画も、選択にかかわらずご覧いただけます。」: the player plays in every state. */
import type { Consent } from '../src/core/types.ts'
import { expect, test } from './fixtures.ts'
import { acceptAll, BANNER, sayAge } from './pages.ts'
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

test.beforeEach(async ({ ui }) => {
  await ui.goto(WATCH)
  await ui.waitFor('region', BANNER)
})

test('the video plays before an answer, and goes on through すべて許可', async ({ ui }) => {
  await plays(ui)
  await acceptAll(ui)
  await plays(ui)
  await ui.reload()
  await plays(ui)
})

test('the video goes on through すべて拒否', async ({ ui }) => {
  await plays(ui)
  await ui.click('button', 'すべて拒否')
  await plays(ui)
  await ui.reload()
  await plays(ui)
})

test('the video plays for whoever has chosen by purpose', async ({ ui }) => {
  await ui.evaluate(() => {
    window.consent.setAge('adult')
    window.consent.decide({ analytics: 'granted', advertising: 'denied' })
  })
  await plays(ui)
  await ui.reload()
  await plays(ui)
})

test('the video plays while a grant waits for a guardian, and for a minor', async ({ ui }) => {
  await ui.click('button', 'すべて許可')
  await plays(ui)
  await sayAge(ui, '15歳以下')
  await plays(ui)
  await ui.reload()
  await plays(ui)
})

test('the video goes on through a withdrawal', async ({ ui }) => {
  await acceptAll(ui)
  await plays(ui)
  await ui.evaluate(() => window.consent.withdraw())
  await plays(ui)
})
