/** What measures our layers sees what is wrong with them. */
import {
  badBreaks,
  brokenTexts,
  coloredTexts,
  contrast,
  edgeless,
  GLANCED,
  tooPale,
  unfit,
  unfold,
} from '../looks.ts'
import { expect, test } from './fixtures.ts'

/** Each of these has one fault. */
const FAULTS = `
  <p style="color: #777">薄い</p>
  <p style="color: #000; opacity: 0.4">透ける</p>
  <p style="font-size: 15px">小さい</p>
  <a href="/" style="display: block; block-size: 43px; min-block-size: 0">低い</a>
  <button style="inline-size: 60px; block-size: 60px"><span style="white-space: nowrap">押すところより広い文</span></button>
  <div style="block-size: 20px; overflow: hidden">切れて<br>いる</div>
  <div style="block-size: 20px; overflow-y: auto">一行も<br>ない</div>
  <section class="box" style="position: fixed; inset: -9px auto auto 0">はみ出す</section>
  <section class="box banner" style="position: fixed; inset: 0 0 auto; block-size: 300px">高い</section>
  <h2 lang="ja">お選び<br>を</h2>
  <h2 lang="ja-x-easy">えらん<br>で ください</h2>
  <div class="head" style="block-size: 20px; margin-block-end: 99px"><h2 lang="ja">二行の<br>題名です</h2></div>
  <div class="text" style="overflow: auto"><a href="/" style="display: block; margin-block-start: -9px">上が切れている</a></div>
  <h3 lang="ja">お選び<br>ください</h3>
  <details><summary>${'開く'.repeat(9)}</summary><p style="color: #999">たたまれて薄い</p></details>`

test('the rulers see each fault, and nothing else', async ({ site, ui }) => {
  const style = '*{font: 16px/1.6 sans-serif; color: #000} a,button,summary{min-height: 44px}'
  site.put('/', {
    body: `<!doctype html><html lang="ja"><meta name="viewport" content="width=device-width">
      <metalive-consent></metalive-consent><script>
      document.querySelector('metalive-consent').attachShadow({ mode: 'open' }).innerHTML =
        ${JSON.stringify(`<style>${style}</style>${FAULTS}`).replaceAll('</', '<\\/')}</script>`,
  })
  await ui.resize(320, 568)
  await ui.goto('/')
  await ui.evaluate(unfold)
  const pale = tooPale(await ui.evaluate(coloredTexts))
  expect(pale.map((each) => each.split(':')[0])).toEqual(['薄い', '透ける', 'たたまれて薄い'])
  const { targets, texts, wide, hidden, tall } = await ui.evaluate(unfit)
  expect(targets).toEqual([expect.stringMatching(/^a 低い: .* × 43.0$/)])
  expect(texts).toEqual(['p 小さい'])
  expect(wide).toEqual([expect.stringContaining('押すところより広い文')])
  expect(hidden).toEqual([
    'div 一行もない',
    'div 切れている',
    'section はみ出す',
    'a 上が切れている',
    'h2 二行の題名です',
  ])
  expect(tall).toEqual(['section 高い'])
  expect(badBreaks(await ui.evaluate(brokenTexts, GLANCED))).toEqual([
    'お選び／を',
    'えらん／で ください',
    `${'開く'.repeat(8)}開／く`,
  ])
})

/** What is drawn in colors of its own has no edge but its own. */
const EDGES = ['0', '1px solid'].map(
  (border) => `<button style="border: ${border}; forced-color-adjust: none">${border}</button>`,
)

test('what has no edge in the visitor’s own colors is seen', async ({ site, ui, page }) => {
  const markup = JSON.stringify(EDGES.join('')).replaceAll('</', '<\\/')
  site.put('/', {
    body: `<!doctype html><metalive-consent></metalive-consent><script>
      document.querySelector('metalive-consent').attachShadow({ mode: 'open' }).innerHTML = ${markup}
    </script>`,
  })
  await page.emulateMedia({ forcedColors: 'active' })
  await ui.goto('/')
  expect(await ui.evaluate(edgeless)).toEqual(['button 0'])
})

test('black on white is 21 to 1, and #777 on white is just below 4.5', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21)
  expect(contrast([255, 255, 255], [119, 119, 119])).toBeCloseTo(4.48)
})
