/** What a visitor of a hostile page must be able to do: see each layer's answers, and press them. */
import { expect } from '@playwright/test'
import { AGE, BANNER, choicesOf, PREFERENCES } from './pages.ts'
import { PATIENCE, type Ui } from './ui.ts'

/** A button as a pointer meets it. */
export interface Met {
  readonly text: string
  /** Within the viewport, as a whole. */
  readonly inside: boolean
  /** What a pointer hits at its middle, and inside of its four corners, clear of overlaid scroll bars. */
  readonly hit: boolean
  /** Nothing makes it, or anything around it, invisible. */
  readonly clear: boolean
  readonly height: number
}

/** Each answer of what lies on top: the dialog if one is open, else the banner or what stands in its place. */
export function answersOf(ui: Ui): Promise<readonly Met[]> {
  return ui.evaluate(() => {
    const clear = (element: Element): boolean => {
      const roots: (Element | null)[] = []
      for (let at: Element | null = element; at; at = at.parentElement) {
        roots.push(at)
        if (at.matches('dialog, [popover]')) break
      }
      return roots.every((each) => {
        const style = getComputedStyle(each as Element)
        return (
          style.visibility === 'visible' &&
          style.opacity === '1' &&
          style.filter === 'none' &&
          style.clipPath === 'none' &&
          !['hidden', 'auto'].includes(style.contentVisibility ?? 'visible') &&
          style.color !== style.backgroundColor
        )
      })
    }
    // What a withdrawal couldn't do has a host of its own.
    const hosts = [...document.getElementsByTagName('metalive-consent')]
    const roots = hosts.map(({ shadowRoot }) => shadowRoot)
    const find = (what: string): Element | null | undefined =>
      roots.map((each) => each?.querySelector(what)).find(Boolean)
    const layer = find('dialog[open]') ?? find('section.box')
    const root = layer?.getRootNode() as ShadowRoot | undefined
    return [...(layer?.querySelectorAll('.actions button') ?? [])].map((button) => {
      const { left, top, right, bottom, width, height } = button.getBoundingClientRect()
      const points = [
        [left + width / 2, top + height / 2],
        [left + 12, top + 12],
        [right - 12, bottom - 12],
        [left + 12, bottom - 12],
        [right - 12, top + 12],
      ] as const
      return {
        text: button.textContent ?? '',
        inside: left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight,
        hit: points.every(([x, y]) => button.contains(root?.elementFromPoint(x, y) ?? null)),
        clear: clear(button),
        height: Math.round(height),
      }
    })
  })
}

/** Waits until as many answers as `count` are all there for a pointer, and says which. */
export async function meet(ui: Ui, count: number): Promise<readonly string[]> {
  const good = { inside: true, hit: true, clear: true }
  const wanted = Array.from({ length: count }, () => expect.objectContaining(good))
  await expect.poll(() => answersOf(ui), { timeout: PATIENCE }).toEqual(wanted)
  const met = await answersOf(ui)
  expect(Math.min(...met.map(({ height }) => height))).toBeGreaterThanOrEqual(44)
  return met.map(({ text }) => text)
}

/** Opens the preferences by the banner, allows analytics there, and says how old one is. */
export async function chooses(ui: Ui): Promise<void> {
  await ui.waitFor('region', BANNER)
  await meet(ui, 3)
  await ui.click('button', '個別に選ぶ')
  await ui.waitFor('dialog', PREFERENCES)
  await meet(ui, 3)
  await ui.click('switch', '利用状況の分析:許可する')
  await ui.click('button', 'この設定を保存')
  await ui.waitFor('dialog', AGE)
  await meet(ui, 3)
  await ui.click('button', '16歳以上')
  await expect
    .poll(() => choicesOf(ui))
    .toMatchObject({ analytics: 'granted', advertising: 'denied' })
  await ui.waitFor('region', BANNER, 'hidden')
}

/** By keys alone, from the top of the page. */
export async function refusesByKeys(ui: Ui): Promise<void> {
  await ui.waitFor('region', BANNER)
  const wanted = 'すべて拒否'
  for (let tabs = 0; tabs < 12; tabs++) {
    await ui.press('Tab')
    if ((await ui.focused())?.name === wanted) break
  }
  expect((await ui.focused())?.name).toBe(wanted)
  await ui.press('Enter')
  await ui.waitFor('region', BANNER, 'hidden')
  await expect.poll(() => choicesOf(ui)).toMatchObject({ analytics: 'denied', embeds: 'denied' })
}
