/** Each layer’s file brings its styles: a layer looks the same whichever came before it, or comes after. */
import { readdirSync } from 'node:fs'
import type { ConsentGlobal } from '../../src/script-tag/loader.ts'
import { page } from '../pages.ts'
import type { Ui } from '../ui.ts'
import { expect, test } from './fixtures.ts'

const FILES = { preferences: 'consent-ui', record: 'consent-record', ask: 'consent-ask' } as const
type Dialog = keyof typeof FILES
const DIALOGS = Object.keys(FILES) as Dialog[]

const REFUSED = `<script>
  metaliveConsent.decide({ functional: 'denied', analytics: 'denied', advertising: 'denied', embeds: 'denied' })
</script>`

/** By element and property. */
type Drawn = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Opens a layer, says how everything in it is drawn, and closes it. */
async function look(ui: Ui, which: Dialog): Promise<Drawn> {
  await ui.evaluate((which) => {
    const consent = Reflect.get(window, 'metaliveConsent') as ConsentGlobal
    const opened =
      which === 'ask'
        ? consent.ask('advertising', { why: '広告で成り立つ番組です。' })
        : consent.show(which)
    Promise.resolve(opened).catch(() => {})
  }, which)
  await ui.waitFor('dialog', /./)
  return ui.evaluate((which) => {
    const root = document.querySelector('metalive-consent')?.shadowRoot
    const dialog = root?.querySelector<HTMLDialogElement>(`dialog[open][part=${which}]`)
    const elements = dialog ? [dialog, ...dialog.querySelectorAll(':not(wbr)')] : []
    const drawn = elements.map((element, i) => {
      const style = getComputedStyle(element)
      const values = [...style].map((each) => [each, style.getPropertyValue(each)])
      return [`${i} ${element.localName}.${element.className}`, Object.fromEntries(values)]
    })
    dialog?.close()
    return Object.fromEntries(drawn)
  }, which)
}

/** Named one by one: as a whole they are more than anyone reads. */
function differences(one: Drawn, other: Drawn): readonly string[] {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])]
  return names.flatMap((name) => {
    const [a = {}, b = {}] = [one[name], other[name]]
    const properties = [...new Set([...Object.keys(a), ...Object.keys(b)])]
    return properties
      .filter((each) => a[each] !== b[each])
      .map((each) => `${name} ${each}: ${a[each]} → ${b[each]}`)
  })
}

for (const [width, height] of [
  [390, 844],
  [1280, 800],
] as const) {
  for (const which of DIALOGS) {
    test(`${which} at ${width}×${height}`, async ({ ui, site }) => {
      // By code: a press would leave what it pressed with a look of its own.
      site.put('/', { body: page({ body: REFUSED }) })
      const others = DIALOGS.filter((each) => each !== which)
      let isAlone = true
      for (const file of readdirSync('dist/consent')) {
        if (!others.some((each) => file.startsWith(FILES[each]))) continue
        site.answer(`/metalive/${file}`, () => (isAlone ? { status: 404, body: '' } : undefined))
      }
      await ui.resize(width, height)
      await ui.goto('/')
      const alone = await look(ui, which)
      expect(Object.keys(alone).length).toBeGreaterThan(5)

      isAlone = false
      await ui.reload()
      for (const each of others) await look(ui, each)
      expect(differences(alone, await look(ui, which))).toEqual([])
    })
  }
}
