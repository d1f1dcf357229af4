/** A browser that keeps no cookies: an answer holds for the page, and the visitor knows. */
import { expect, test } from './fixtures.ts'
import {
  ALL_RAN,
  acceptAll,
  BANNER,
  ownErrors,
  page,
  ran,
  SCRIPT,
  settle,
  TAGS,
  tracked,
} from './pages.ts'

const NOTICE = '選択を保存できません'

/** What a page meets whose visitor refuses cookies, or that lies in a sandbox. */
const REFUSED: Readonly<Record<string, string>> = {
  'takes them and forgets': `{ get: () => '', set() {} }`,
  throws: `{ get() { throw new DOMException('no') }, set() { throw new DOMException('no') } }`,
}

for (const [how, accessor] of Object.entries(REFUSED)) {
  const script = `<script>
    Object.defineProperty(Document.prototype, 'cookie', ${accessor})
  </script>${SCRIPT}`

  test(`a jar that ${how}: what is accepted runs here, and the visitor is told that it isn’t kept`, async ({
    ui,
    site,
  }) => {
    site.put('/', { body: page({ script, head: TAGS }) })
    await ui.goto('/')
    await acceptAll(ui)
    await ui.waitFor('region', NOTICE)
    await expect.poll(() => ran(ui)).toEqual(ALL_RAN)
    expect(await ui.visible('region', BANNER)).toBe(false)
    expect(await ownErrors(ui)).toHaveLength(1)
    await ui.within('region', NOTICE).click('button', '閉じる')
    await ui.waitFor('region', NOTICE, 'hidden')
    await settle(ui)
    expect(await ui.visible('region', BANNER)).toBe(false)

    await ui.reload()
    await ui.waitFor('region', BANNER)
    site.clear()
    await ui.click('button', 'すべて拒否')
    await ui.waitFor('region', NOTICE)
    expect(tracked(site)).toEqual([])
  })
}
