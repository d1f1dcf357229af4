/** A page in a sandboxed frame is of no origin: it has no cookies, and no storage. */
import { expect, test } from './fixtures.ts'
import { page, TAGS, tracked } from './pages.ts'

interface Said {
  readonly open: boolean
  readonly ran: number
  readonly errors: readonly string[]
}

/** Answers in the frame and says what came of it, since nobody can look into it. */
const ANSWERER = `
  <script>
    const errors = []
    console.error = (text) => errors.push(String(text))
    addEventListener('error', ({ message }) => errors.push(message))
    const shadow = () => document.querySelector('metalive-consent')?.shadowRoot
    const say = () => {
      const open = Boolean(shadow()?.querySelector('[part~=banner]')?.getClientRects().length)
      parent.postMessage({ open, ran: (window.ran ?? []).length, errors }, '*')
    }
    addEventListener('message', ({ data }) => {
      metaliveConsent.setAge('adult')
      metaliveConsent.decide({ functional: data, analytics: data, advertising: data, embeds: data })
    })
    setInterval(say, 100)
  </script>`

for (const [choice, count] of [
  ['granted', 5],
  ['denied', 0],
] as const) {
  test(`there the banner asks once, and ${choice} holds for the page view`, async ({
    ui,
    site,
  }) => {
    site.put('/frame', { body: page({ head: TAGS, body: ANSWERER }) })
    const frame = `<iframe sandbox="allow-scripts" src="/frame" width="600" height="600"></iframe>
      <script>addEventListener('message', ({ data }) => { window.said = data })</script>`
    site.put('/', { body: `<!doctype html><meta charset="utf-8"><title>外</title>${frame}` })
    await ui.goto('/')
    const said = (): Promise<Said | null> => ui.evaluate(() => Reflect.get(window, 'said') ?? null)
    await expect.poll(said).toEqual({ open: true, ran: 0, errors: [] })
    await ui.evaluate((data) => frames[0]?.postMessage(data, '*'), choice)
    const kept = expect.stringContaining('for this page view')
    await expect.poll(said).toEqual({ open: false, ran: count, errors: [kept] })
    if (choice === 'denied') expect(tracked(site)).toEqual([])
  })
}
