/** What only Chromium can be asked for of each layer: a press beside it, and a screen with a notch. */
import { rowOf } from '../../demo/states-list.ts'
import { decodeRecord } from '../../src/core/record.ts'
import { reach } from '../reach.ts'
import { expect, test } from './fixtures.ts'

for (const id of ['first', 'preferences-first', 'age-asked', 'own-record', 'ask', 'withdrawn']) {
  test(`a press beside it decides nothing: ${id}`, async ({ page, ui }) => {
    const row = rowOf(id)
    await reach(ui, row)
    const choices = async (): Promise<unknown> => {
      const { value = '' } = (await ui.cookies()).find(({ name }) => /consent$/.test(name)) ?? {}
      const record = decodeRecord(value)
      return record && record !== 'newer' && record.marks
    }
    const before = await choices()
    const address = page.url()
    for (const [x, y] of [
      [5, 5],
      [640, 3],
      [1275, 300],
    ] as const) {
      await page.mouse.click(x, y)
    }
    await page.waitForTimeout(300)
    expect(page.url()).toBe(address)
    expect(await choices()).toEqual(before)
    // Nor is any of them taken for an answer, and closed.
    for (const [role, name] of row.expected.shown) await ui.waitFor(role, name)
  })
}

/** What is taken of a screen on its side, and of one upright. */
const INSETS = {
  '844×390': { left: 50, leftMax: 50, right: 50, rightMax: 50, bottom: 21, bottomMax: 21 },
  '390×844': { top: 47, topMax: 47, bottom: 34, bottomMax: 34 },
} as const

for (const id of ['first', 'bar', 'preferences-first', 'age-asked', 'ask', 'reworded']) {
  for (const size of ['844×390', '390×844'] as const) {
    test(`at ${size} nothing of it is under a notch or a home bar: ${id}`, async ({ page, ui }) => {
      const [width = 0, height = 0] = size.split('×').map(Number)
      const { left: side, top: start, bottom: end } = { left: 0, top: 0, ...INSETS[size] }
      await ui.resize(width, height)
      const session = await page.context().newCDPSession(page)
      await session.send('Emulation.setSafeAreaInsetsOverride', { insets: INSETS[size] })
      // As a page does that wants the whole screen.
      await page.addInitScript(() =>
        document.addEventListener('DOMContentLoaded', () => {
          const meta = document.querySelector<HTMLMetaElement>('meta[name=viewport]')
          if (meta) meta.content += ', viewport-fit=cover'
        }),
      )
      await reach(ui, rowOf(id))
      const boxes = await ui.evaluate(() => {
        const hosts = document.querySelectorAll('metalive-consent')
        const all = [...hosts].flatMap(({ shadowRoot }) => [
          ...(shadowRoot?.querySelectorAll('h2, p, button, li, a') ?? []),
        ])
        return all
          .filter((each) => each.getClientRects().length > 0 && each.textContent)
          .map((each) => {
            const { left, right, top, bottom } = each.getBoundingClientRect()
            const isAnswer = Boolean(each.closest('.actions'))
            return { text: each.textContent?.slice(0, 20), left, right, top, bottom, isAnswer }
          })
      })
      expect(boxes.length).toBeGreaterThan(2)
      const under = boxes.filter(
        ({ left, right, top, bottom, isAnswer }) =>
          left < side || right > width - side || top < start || (isAnswer && bottom > height - end),
      )
      expect(under).toEqual([])
    })
  }
}
