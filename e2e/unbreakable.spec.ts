/** Style that hides, shrinks, clips or disables what stands in a page: our answers can be pressed. */
import type { ConsentGlobal } from '../src/script-tag/loader.ts'
import { expect, test } from './fixtures.ts'
import { BANNER, choicesOf, PREFERENCES, page, settle, tracked } from './pages.ts'
import type { Ui } from './ui.ts'
import { chooses, meet, refusesByKeys } from './unbreakable.ts'

const NAMES = `metalive-consent, metalive-consent-settings, section, dialog, div, header, footer, button, label, input, h2, p, ul, li, a,
  [popover], :popover-open, :modal, [part], [class], [role]`

/** Each takes the control below from those who would press it. */
const TAKES: Readonly<Record<string, string>> = {
  'body * that hides': 'body * { display: none !important }',
  'html > * that hides': `html > * {
    display: none !important; visibility: hidden !important; opacity: 0 !important;
    content-visibility: hidden !important }`,
  '* that makes invisible': `* {
    visibility: hidden !important; opacity: 0 !important; filter: opacity(0) !important;
    color: transparent !important; background: none !important; mix-blend-mode: multiply !important }`,
  '* that shrinks': `html > *, html > * * {
    font-size: 0 !important; line-height: 0 !important; zoom: 0.01 !important;
    transform: scale(0) !important; scale: 0 !important; width: 0 !important; height: 0 !important;
    max-width: 0 !important; max-height: 0 !important; min-width: 0 !important;
    min-height: 0 !important; padding: 0 !important; overflow: hidden !important;
    letter-spacing: -1em !important; text-indent: -9999px !important }`,
  '* that clips': `html > *, html > * * {
    clip-path: inset(50%) !important; clip: rect(0, 0, 0, 0) !important;
    mask: linear-gradient(transparent, transparent) !important; contain: strict !important;
    position: absolute !important; left: -9999px !important; overflow: hidden !important }`,
  '* that can’t be pressed': `* {
    pointer-events: none !important; user-select: none !important; touch-action: none !important }`,
  'buttons that can’t be pressed': 'button { pointer-events: none !important }',
  'whatever we are made of': `${NAMES} { display: none !important; pointer-events: none !important }
    ::backdrop { display: block !important; position: fixed !important; inset: 0 !important;
      z-index: 2147483647 !important; background: #000 !important; pointer-events: auto !important }`,
  '* { all: unset }, below all else': `* { all: unset !important }
    html > * { z-index: -1 !important }
    script, style { display: none !important }
    body { position: absolute !important; left: -9999px !important }`,
  '* that moves away': `@keyframes gone {
      to { opacity: 0; visibility: hidden; transform: translateX(-9999px); pointer-events: none }
    }
    * { animation: gone 1ms forwards !important; transition: all 600s !important }`,
  'a root that is nowhere': `html {
    transform: translateX(-9999px) scale(0.1) !important; opacity: 0 !important;
    filter: opacity(0) !important; clip-path: inset(100%) !important; overflow: hidden !important;
    width: 0 !important; height: 0 !important; pointer-events: none !important;
    visibility: hidden !important; will-change: transform !important }`,
}

/** Each changes how everything looks, and what we are no less than the rest if we let it. */
const TURNS: Readonly<Record<string, string>> = {
  'a root that writes otherwise': `html {
    direction: rtl; writing-mode: vertical-rl; font-size: 1px; line-height: 50; letter-spacing: 3em;
    word-spacing: 9em; text-indent: 50em; text-transform: uppercase; white-space: nowrap;
    text-align: right; color: transparent; -webkit-text-fill-color: transparent; color-scheme: dark;
    text-orientation: upright; word-break: break-all; cursor: none }`,
  '* that writes otherwise': `* {
    direction: rtl !important; unicode-bidi: bidi-override !important;
    writing-mode: vertical-rl !important; line-height: 50 !important; white-space: pre !important;
    letter-spacing: 3em !important; text-indent: 50em !important; color-scheme: dark !important }`,
  '* that lays out otherwise': `* {
    position: static !important; float: right !important; display: inline !important;
    inset: auto !important; margin: 90px !important; border: 40px solid !important;
    box-sizing: content-box !important; columns: 9 !important; perspective: 1px !important;
    transform-style: preserve-3d !important; will-change: transform !important;
    contain: layout !important; isolation: isolate !important; aspect-ratio: 1 !important }`,
}

/** As a banner would stand there that takes no care: what the rule does to it, it would do to ours. */
const CONTROL = `
  <section id="control" style="position: fixed; inset: auto 0 0">
    <button id="control-button">よろしい</button>
  </section>`

function hostile(css: string): string {
  return page({ head: `<style>${css}</style>`, body: CONTROL })
}

/** Whether a pointer would hit it in the viewport, and find something to see. */
function isControlThere(ui: Ui): Promise<boolean> {
  return ui.evaluate(() => {
    const button = document.getElementById('control-button') as HTMLElement
    const { left, top, width, height } = button.getBoundingClientRect()
    const { opacity, filter } = getComputedStyle(button)
    const isSeen = opacity === '1' && filter === 'none' && width > 20 && height > 10
    // The banner may lie over it.
    const hits = document.elementsFromPoint(left + width / 2, top + height / 2)
    return isSeen && hits.includes(button)
  })
}

for (const [what, css] of Object.entries(TAKES)) {
  test(`under ${what} a visitor can choose`, async ({ ui, site }) => {
    site.put('/', { body: hostile(css) })
    await ui.goto('/')
    await ui.waitFor('region', BANNER)
    // What moves it away begins with a frame.
    await expect.poll(() => isControlThere(ui)).toBe(false)
    await chooses(ui)
  })
}

for (const [what, css] of Object.entries(TURNS)) {
  test(`under ${what} a visitor can choose, and reads from left to right`, async ({ ui, site }) => {
    site.put('/', { body: hostile(css) })
    await ui.goto('/')
    await ui.waitFor('region', BANNER)
    const looks = await ui.evaluate(() => {
      const ours = document.querySelector('metalive-consent')?.shadowRoot?.querySelector('section')
      const theirs = document.getElementById('control')
      return [ours, theirs].map((each) => {
        const style = getComputedStyle(each as Element)
        const { direction, writingMode, letterSpacing, textIndent, float, columnCount } = style
        return { direction, writingMode, letterSpacing, textIndent, float, columnCount }
      })
    })
    expect(looks[0]).toEqual({
      direction: 'ltr',
      writingMode: 'horizontal-tb',
      letterSpacing: 'normal',
      textIndent: '0px',
      float: 'none',
      columnCount: 'auto',
    })
    expect(looks[1]).not.toEqual(looks[0])
    await chooses(ui)
  })
}

test('without such a rule the control is there: it tells the two apart', async ({ ui, site }) => {
  site.put('/', { body: hostile('') })
  await ui.goto('/')
  expect(await isControlThere(ui)).toBe(true)
})

for (const what of ['body * that hides', '* that can’t be pressed', 'whatever we are made of']) {
  test(`under ${what} a visitor refuses by keys`, async ({ ui, site }) => {
    site.put('/', { body: hostile(TAKES[what] ?? '') })
    await ui.goto('/')
    await refusesByKeys(ui)
  })
}

for (const what of ['body * that hides', '* that can’t be pressed', 'whatever we are made of']) {
  test(`under ${what} a visitor finds the way back, the question and the record`, async ({
    ui,
    site,
  }) => {
    const body = hostile(TAKES[what] ?? '').replace(/<a [^>]*data-consent-open.*<\/a>/, '')
    site.put('/', { body })
    await ui.goto('/')
    await ui.click('button', 'すべて拒否')
    await ui.click('button', PREFERENCES)
    await ui.waitFor('dialog', PREFERENCES)
    await meet(ui, 3)
    await ui.press('Escape')
    await ui.waitFor('dialog', PREFERENCES, 'hidden')

    await ui.evaluate(() => {
      ;(window.metaliveConsent as ConsentGlobal).ask('zendesk')
    })
    await ui.waitFor('dialog', /Zendesk/)
    expect(await meet(ui, 2)).toEqual(['許可する', '許可しない'])
    await ui.click('button', '許可しない')
    await expect.poll(() => choicesOf(ui)).toMatchObject({ zendesk: 'denied' })

    await ui.evaluate(() => (window.metaliveConsent as ConsentGlobal).show('record'))
    await ui.waitFor('dialog', 'あなたの記録')
    await meet(ui, 4)
  })
}

test('a page that hides its root hides all, and sends nothing', async ({ ui, site }) => {
  const tag = `<script type="text/plain" data-consent-service="ga4" src="{{tracker}}/ga4.js"></script>`
  const head = `<style>html { display: none !important }</style>${tag}`
  site.put('/', { body: page({ head }) })
  await ui.goto('/')
  await settle(ui)
  expect(await ui.visible('region', BANNER)).toBe(false)
  expect(tracked(site)).toEqual([])
})
