/**
 * Of each layer, with the keyboard and on the smallest phone: where the focus is can be seen, and
 * nothing lies over it.
 */
import { linkOf, ROWS, type StateRow } from '../../demo/states-list.ts'
import { contrast, type Rgb } from '../looks.ts'
import { expect, test } from './fixtures.ts'

/** What is gone through with Tab, and how many stops of ours have a name of their own, at least. */
const STOPS: Readonly<Record<StateRow['id'], number>> = {
  first: 7,
  'age-asked': 3,
  'guardian-step': 4,
  'preferences-first': 11,
  'own-record': 5,
  ask: 4,
  rejected: 2,
  reworded: 2,
  'settings-button': 1,
  withdrawn: 2,
}

interface Stop {
  readonly name: string
  readonly style: string
  readonly width: number
  readonly color: Rgb
  readonly ground: Rgb
  /** Whether some of it can be seen, as far as it is in the viewport. */
  readonly isInView: boolean
}

/** Runs in the page: what of ours has the focus, `null` where nothing has. */
function stop(): Stop | null {
  const host = document.activeElement
  const root = host?.localName.startsWith('metalive-consent') ? host.shadowRoot : null
  const at = root?.activeElement
  if (!root || !at) return null
  const rgb = (text: string): number[] => (text.match(/[\d.]+/g) ?? []).map(Number)
  const opaque = (from: Element): Rgb => {
    const parentOf = (each: Element): Element | null => {
      const root = each.getRootNode()
      return each.parentElement ?? (root instanceof ShadowRoot ? root.host : null)
    }
    for (let each = parentOf(from); each; each = parentOf(each)) {
      const [red = 0, green = 0, blue = 0, alpha = 1] = rgb(getComputedStyle(each).backgroundColor)
      if (alpha === 1) return [red, green, blue]
    }
    return [255, 255, 255]
  }
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(at)
  const { left, right, top, bottom } = at.getBoundingClientRect()
  const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2
  const points = [0.5, 0.1, 0.9].map((part) => {
    const y = Math.max(top, 0) + (Math.min(bottom, innerHeight) - Math.max(top, 0)) * part
    return root.elementFromPoint(x, y)
  })
  const [red = 0, green = 0, blue = 0] = rgb(outlineColor)
  return {
    name:
      at.id || at.getAttribute('aria-label') || `${at.localName} ${at.textContent?.slice(0, 20)}`,
    style: outlineStyle,
    width: Number.parseFloat(outlineWidth),
    color: [red, green, blue],
    ground: opaque(at),
    isInView: points.every((hit) => hit !== null && at.contains(hit)),
  }
}

for (const [id, least] of Object.entries(STOPS)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the focus is seen at each stop of ${id} in ${colorScheme}`, async ({ ui, page }) => {
      const row = ROWS.find((each) => each.id === id)
      if (!row) throw new Error(`QA’s table has no ${id}.`)
      // The demo scrolls softly otherwise.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await ui.resize(320, 568)
      await ui.goto(linkOf(row))
      for (const [role, name] of row.press ?? []) await ui.click(role, name)
      for (const [role, name] of row.expected.shown) await ui.waitFor(role, name)
      const names = new Set<string>()
      for (let i = 0; i < 60 && names.size < least; i++) {
        await ui.press('Tab')
        const at = await ui.evaluate(stop)
        if (!at) continue
        names.add(at.name)
        expect.soft(at).toMatchObject({ style: 'solid', isInView: true })
        expect.soft(at.width, at.name).toBeGreaterThanOrEqual(2)
        expect.soft(contrast(at.color, at.ground), at.name).toBeGreaterThanOrEqual(3)
      }
      expect(names.size).toBeGreaterThanOrEqual(least)
    })
  }
}
