/**
 * Of each layer, with the keyboard and on the smallest phone: where the focus is can be seen, and
 * nothing lies over it.
 */
import { rowOf, type StateRow } from '../../demo/states-list.ts'
import { contrast, type Rgb } from '../looks.ts'
import { settle } from '../pages.ts'
import { reach } from '../reach.ts'
import { expect, test } from './fixtures.ts'

/** What is gone through with Tab. */
const LAYERS: readonly StateRow['id'][] = [
  'first',
  'bar',
  'en',
  'age-asked',
  'guardian-step',
  'preferences-first',
  'own-record',
  'ask',
  'rejected',
  'reworded',
  'unsaved',
  'settings-button',
  'withdrawn',
]

/** Runs in the page: marks what of ours keys can stop at, and says how many there are. */
function markStops(): number {
  const hosts = document.querySelectorAll(
    'metalive-consent, metalive-consent-settings, metalive-consent-embed',
  )
  const all = [...hosts].flatMap(({ shadowRoot }) => [
    ...(shadowRoot?.querySelectorAll('a, button, input, summary, [tabindex="0"]') ?? []),
  ])
  const isFolded = (each: Element): boolean => each.matches('details:not([open]) > :not(summary) *')
  const seen = all.filter((each) => each.getClientRects().length > 0 && !isFolded(each))
  const modal = seen.filter((each) => each.closest('dialog[open]'))
  const stops = modal.length > 0 ? modal : seen
  for (const [at, each] of stops.entries()) each.setAttribute('data-stop', String(at))
  return stops.length
}

interface Stop {
  readonly name: string
  readonly style: string
  readonly width: number
  readonly color: Rgb
  readonly ground: Rgb
  /** Whether nothing lies over it, as far as it is in the viewport. */
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
    name: `${at.getAttribute('data-stop')} ${at.id || at.localName}`,
    style: outlineStyle,
    width: Number.parseFloat(outlineWidth),
    color: [red, green, blue],
    ground: opaque(at),
    // In a page some of it may be under a layer that isn’t modal (2.4.11); in the layers nothing is.
    isInView: host?.localName.endsWith('embed')
      ? points.some((hit) => at.contains(hit))
      : points.every((hit) => hit !== null && at.contains(hit)),
  }
}

for (const id of LAYERS) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the focus is seen at each stop of ${id} in ${colorScheme}`, async ({ ui, page }) => {
      // The demo scrolls softly otherwise.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await ui.resize(320, 568)
      await reach(ui, rowOf(id))
      // Once it is known which texts scroll.
      await settle(ui)
      const count = await ui.evaluate(markStops)
      expect(count).toBeGreaterThan(0)
      const names = new Set<string>()
      for (let i = 0; i < 90 && names.size < count; i++) {
        await ui.press('Tab')
        // A layer that isn’t modal makes way for the page’s focus, within moments.
        await expect.poll(async () => (await ui.evaluate(stop))?.isInView ?? true).toBe(true)
        const at = await ui.evaluate(stop)
        // A dialog has the focus itself, as it opens and in between.
        if (!at || at.name.startsWith('null')) continue
        names.add(at.name)
        expect.soft(at, at.name).toMatchObject({ style: 'solid' })
        expect.soft(at.width, at.name).toBeGreaterThanOrEqual(2)
        expect.soft(contrast(at.color, at.ground), at.name).toBeGreaterThanOrEqual(3)
      }
      expect(names.size).toBe(count)
    })
  }
}
