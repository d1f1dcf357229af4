/** An app that draws in words alone: what it is given, and what becomes of what is pressed there. */

import { describe, expect, test } from 'vitest'
import { type OpenConsent, openConsent } from '../core/consent.ts'
import { decodeRecord } from '../core/record.ts'
import type { Choice, Config, Layer, Ui } from '../core/types.ts'
import { fakeWorld } from '../core/world.fake.ts'
import type { Decided } from '../core/world.ts'
import { type Drawn, headless, type View } from '../headless.ts'
import { metalive as whole } from '../metalive.ts'
import { plainText, withoutAnnotations } from '../ui/annotations.ts'

/** Without the question of age, for tests that aren't about it. */
const { age, ...metalive } = whole

const PERSON = { isTrusted: true }
const SCRIPT = { isTrusted: false }

interface VisitOptions {
  readonly config?: Config
  readonly gpc?: boolean
  /** What the app leaves out of every view that it draws. */
  readonly without?: (view: View) => readonly string[]
}

interface Visit {
  readonly consent: OpenConsent<string>
  readonly ui: Ui
  readonly decided: readonly Decided[]
  readonly errors: readonly string[]
  /** What is drawn now. */
  view(): View
  /** What is drawn now, if it is that layer. */
  layer<L extends View['layer']>(layer: L): Extract<View, { layer: L }>
  isClear(): boolean
  press(id: string, by?: { readonly isTrusted: boolean }): void
  marks(): Readonly<Record<string, Choice>>
}

/** A page whose app draws all that is shown, with `layer` open. */
async function visit(layer: Layer, options: VisitOptions = {}): Promise<Visit> {
  const { config = metalive, gpc = false, without = () => [] } = options
  const decided: Decided[] = []
  const errors: string[] = []
  let drawn: View | undefined
  const textOf = (view: View): string =>
    view.words.filter((word) => !without(view).includes(word)).join('\n')
  const world = fakeWorld('', {
    gpc: () => gpc,
    log: ({ message }) => errors.push(message),
    show: (next) => ui.show(next).catch(({ message }: Error) => errors.push(message)),
    decided: (decision) => decided.push(decision),
  })
  const consent = openConsent<string, string>(config, world)
  const ui = headless({
    async draw(view): Promise<Drawn> {
      drawn = view
      return textOf(view)
    },
    clear() {
      drawn = undefined
    },
  }).mount(consent, config, { nonce: '' })
  await ui.show(layer).catch(({ message }: Error) => errors.push(message))
  const view = (): View => {
    if (!drawn) throw new Error('Nothing is drawn.')
    return drawn
  }
  return {
    consent,
    ui,
    decided,
    errors,
    view,
    layer(wanted) {
      expect(view().layer).toBe(wanted)
      return view() as never
    },
    isClear: () => drawn === undefined,
    press(id, by = PERSON) {
      const now = view()
      const ways = now.layer === 'preferences' ? now.ways : []
      const action = [...now.actions, ...ways].find((each) => each.id === id)
      if (!action) throw new Error(`There is no ${id}.`)
      action.press(by, textOf(now))
    },
    marks() {
      const record = decodeRecord(world.text())
      const marks = record && record !== 'newer' ? Object.entries(record.marks) : []
      return Object.fromEntries(marks.map(([id, { choice }]) => [id, choice]))
    },
  }
}

const DENIED = {
  functional: 'denied',
  analytics: 'denied',
  advertising: 'denied',
  embeds: 'denied',
}
const GRANTED = {
  functional: 'granted',
  analytics: 'granted',
  advertising: 'granted',
  embeds: 'granted',
}

describe('the first layer', () => {
  test('says what ours says, and gives three answers', async () => {
    const { layer, errors } = await visit('banner')
    const { title, purposes, sentences, links, actions, lang } = layer('banner')
    expect(lang).toBe('ja')
    expect(title).toBe('外部へのデータ送信について、お選びください')
    expect(purposes.map(({ id }) => id)).toEqual(Object.keys(DENIED))
    expect(sentences).toContain('お客様の許可(同意)なしには送りません。')
    expect(links.map(({ href }) => href)).toEqual([metalive.disclosure.href, metalive.policy.href])
    expect(actions.map(({ text }) => text)).toEqual(['すべて許可', 'すべて拒否', '個別に選ぶ'])
    expect(errors).toEqual([])
  })

  test.each([
    ['accept', 'acceptAll', GRANTED],
    ['reject', 'rejectAll', DENIED],
  ] as const)(
    '%s answers for all that is asked, and is proven by what was drawn',
    async (id, button, choices) => {
      const { layer, press, marks, decided, isClear } = await visit('banner')
      const text = layer('banner').words.join('\n')
      press(id)
      expect(marks()).toEqual(choices)
      expect(decided).toMatchObject([
        { source: 'banner', shown: { layer: 'banner', button, lang: 'ja', text } },
      ])
      expect(isClear()).toBe(true)
    },
  )

  test('grants nothing to a script, and asks to press again; its refusal counts', async () => {
    const { press, marks, view } = await visit('banner')
    press('accept', SCRIPT)
    expect(marks()).toEqual({})
    expect(view().status).toBe('もう一度、ご自身で押してください。')
    press('reject', SCRIPT)
    expect(marks()).toEqual(DENIED)
  })

  test('with GPC says so, and leaves what that refuses to its own switch', async () => {
    const { layer, press, marks, decided } = await visit('banner', { gpc: true })
    const { reasons, actions } = layer('banner')
    expect(reasons.join()).toContain('GPC')
    expect(actions[0]?.text).toBe('広告以外を許可')
    press('accept')
    const { advertising: _left, ...others } = GRANTED
    expect(marks()).toEqual(others)
    expect(decided).toMatchObject([{ shown: { button: 'acceptOthers' } }])
  })

  test('asks somebody who has answered about what is open alone', async () => {
    const { consent, layer, ui, press, marks } = await visit('banner')
    consent.decide({ functional: 'granted', analytics: 'denied', embeds: 'denied' })
    await ui.show('banner')
    expect(layer('banner').purposes.map(({ id }) => id)).toEqual(['advertising'])
    press('accept')
    expect(marks()).toEqual({ ...DENIED, functional: 'granted', advertising: 'granted' })
  })

  test('goes when another tab has answered', async () => {
    const { consent, isClear } = await visit('banner')
    consent.decide(DENIED as Record<string, Choice>)
    expect(isClear()).toBe(true)
  })
})

describe('of a first layer that leaves something out', () => {
  const { title, rejectAll, acceptAll } = withoutAnnotations(metalive.texts.banner)

  test.each([
    ['the refusal', rejectAll],
    ['the name of the grant', acceptAll],
    ['what is asked about', '広告'],
    ['what it is about', title],
  ])('a grant isn’t kept: %s', async (_case, word) => {
    const { press, marks, errors, decided, isClear } = await visit('banner', {
      without: () => [word],
    })
    // Before anybody has pressed: whoever builds the page sees it at once.
    expect(errors).toEqual([`What was drawn of "banner" lacks: ${word}`])
    press('accept')
    expect(marks()).toEqual({})
    expect(decided).toEqual([])
    expect(isClear()).toBe(false)
  })

  test('a refusal is', async () => {
    const { press, marks, isClear } = await visit('banner', { without: () => [acceptAll] })
    press('reject')
    expect(marks()).toEqual(DENIED)
    expect(isClear()).toBe(true)
  })

  test('what is refused beside a grant is refused', async () => {
    const { layer, press, marks } = await visit('preferences', {
      without: () => [plainText(metalive.texts.preferences.rejectAll)],
    })
    const [, functional] = layer('preferences').rows
    if (functional?.setting.kind === 'switch') functional.setting.set(true)
    press('save')
    const { functional: _granted, ...others } = DENIED
    expect(marks()).toEqual(others)
  })

  test('nothing runs by notice: it doesn’t count as painted', async () => {
    const { ui } = await visit('banner', { without: () => [rejectAll] })
    await expect(ui.show('banner')).rejects.toThrow(rejectAll)
    const whole = await visit('banner')
    await expect(whole.ui.show('banner')).resolves.toBeUndefined()
  })
})

describe('the second layer', () => {
  test('has a row a purpose and a service, and nothing is on', async () => {
    const { layer } = await visit('preferences')
    const { rows } = layer('preferences')
    expect(rows.map(({ id }) => id)).toEqual(['necessary', ...Object.keys(DENIED)])
    expect(rows[0]?.setting).toEqual({ kind: 'fixed', text: 'いつも使います' })
    const switches = rows
      .flatMap(({ setting, services }) => [setting, ...services.map((each) => each.setting)])
      .filter((setting) => setting?.kind === 'switch')
    expect(switches.length).toBeGreaterThan(4)
    expect(switches.filter((each) => each.on)).toEqual([])
    expect(rows[2]?.services.map(({ id }) => id)).toContain('ga4')
  })

  test('keeps what was switched, once it is saved', async () => {
    const { layer, press, marks, decided } = await visit('preferences')
    const row = (): ReturnType<typeof layer<'preferences'>>['rows'][number] | undefined =>
      layer('preferences').rows.find(({ id }) => id === 'analytics')
    const analytics = row()?.setting
    if (analytics?.kind === 'switch') analytics.set(true)
    const clarity = row()?.services.find(({ id }) => id === 'clarity')?.setting
    if (clarity?.kind === 'switch') clarity.set(false)
    expect(marks()).toEqual({})
    press('save')
    expect(marks()).toEqual({ ...DENIED, analytics: 'granted', clarity: 'denied' })
    expect(decided).toMatchObject([
      { source: 'preferences', shown: { layer: 'preferences', button: 'save' } },
    ])
  })

  test('goes after a first answer, and confirms a later one where it was made', async () => {
    const { press, isClear, ui, view } = await visit('preferences')
    press('accept')
    expect(isClear()).toBe(true)
    await ui.show('preferences')
    press('reject')
    expect(view().status).toBe('許可を取り消しました。今後の送信を止めます。')
  })

  test('opens from the first, which is there again when it is left', async () => {
    const { press, layer, marks } = await visit('banner')
    press('choose')
    layer('preferences')
    press('close')
    layer('banner')
    expect(marks()).toEqual({})
  })

  test('leaves what GPC refuses off, but for its own switch', async () => {
    const { layer, press, marks } = await visit('preferences', { gpc: true })
    const [accept] = layer('preferences').actions
    expect(accept?.text).toBe('広告以外を許可')
    press('accept')
    expect(marks()).toEqual({ ...GRANTED, advertising: 'denied' })
  })

  test('says in place of a switch that the operator has stopped a service', async () => {
    const services = metalive.services.map((each) =>
      each.id === 'ga4' ? { ...each, off: true } : each,
    )
    const { layer } = await visit('preferences', { config: { ...metalive, services } })
    const analytics = layer('preferences').rows.find(({ id }) => id === 'analytics')
    expect(analytics?.services.find(({ id }) => id === 'ga4')?.setting).toEqual({
      kind: 'fixed',
      text: 'いまは当社が停止しています。',
    })
  })
})

describe('where the age is asked', () => {
  const config = whole

  test('a grant waits for it, and is what was pressed', async () => {
    const { press, layer, marks, decided, isClear } = await visit('banner', { config })
    press('accept')
    expect(layer('age').actions.map(({ text }) => text)).toEqual([
      '16歳以上',
      '15歳以下',
      '答えない',
    ])
    expect(marks()).toEqual({})
    press('adult', SCRIPT)
    expect(marks()).toEqual({})
    press('adult')
    expect(marks()).toEqual(GRANTED)
    expect(decided).toMatchObject([{ source: 'banner', shown: { button: 'acceptAll' } }])
    expect(isClear()).toBe(true)
  })

  test('who is below the line needs a guardian, whose own words are proven', async () => {
    const { press, layer, marks, decided } = await visit('banner', { config })
    press('accept')
    press('minor')
    const { asked, words } = layer('guardian')
    expect(asked?.titles).toContain('広告')
    press('agree', SCRIPT)
    expect(marks()).toEqual({})
    press('agree')
    expect(marks()).toEqual(GRANTED)
    expect(decided).toMatchObject([
      {
        source: 'guardian',
        shown: { layer: 'guardian', button: 'agree', text: words.join('\n') },
      },
    ])
  })

  test('without a guardian nothing is granted, and nothing asked', async () => {
    const { press, layer, marks, consent, isClear } = await visit('banner', { config })
    press('accept')
    press('unsaid')
    press('again')
    layer('age')
    press('minor')
    press('go-on')
    expect(isClear()).toBe(true)
    expect(consent.waiting).toEqual([])
    expect(marks()).toEqual({})
  })

  test('first, what is open is asked then', async () => {
    const { press, layer } = await visit('age', {
      config: { ...whole, age: { line: 16, ask: 'first' } },
    })
    press('adult')
    layer('banner')
  })

  test('a guardian’s step that leaves out their own words grants nothing', async () => {
    const declaration = plainText(config.texts.age.declaration)
    const { press, marks, errors } = await visit('banner', {
      config,
      without: ({ layer }) => (layer === 'guardian' ? [declaration] : []),
    })
    press('accept')
    press('minor')
    press('agree')
    expect(marks()).toEqual({})
    expect(errors).toEqual([`What was drawn of "guardian" lacks: ${declaration}`])
  })
})

describe('a notice', () => {
  test.each(['wording', 'unsaved'] as const)('tells, and is closed: %s', async (name) => {
    const { layer, press, isClear, marks } = await visit(name)
    expect(layer(name).body).toBe(plainText(metalive.texts[name].body))
    press('close')
    expect(isClear()).toBe(true)
    expect(marks()).toEqual({})
  })
})

describe('the visitor’s own record', () => {
  test('says what was chosen, and takes it all back', async () => {
    const { press, ui, layer, marks, decided, consent } = await visit('banner')
    press('accept')
    await ui.show('record')
    const { marks: shown, download, none } = layer('record')
    expect(none).toBeNull()
    expect(shown.map(([what, choice]) => [what, choice])).toContainEqual(['広告', '許可'])
    expect(JSON.parse(download.content)).toMatchObject({ record: consent.record })
    press('withdraw', SCRIPT)
    expect(marks()).toEqual(DENIED)
    expect(decided.at(-1)).toMatchObject({
      source: 'preferences',
      shown: { layer: 'record', button: 'withdraw' },
    })
  })
})

test('a UI that has ended draws nothing any more', async () => {
  const { ui, consent, isClear } = await visit('banner')
  ui.destroy()
  expect(isClear()).toBe(true)
  consent.decide({ analytics: 'granted' })
  expect(isClear()).toBe(true)
})
