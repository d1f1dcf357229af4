import { type BoundFunctions, type queries, within } from '@testing-library/preact'
import { afterEach, describe, expect, test } from 'vitest'
import { type OpenConsent, openConsent } from '../core/consent.ts'
import { encodeRecord } from '../core/record.ts'
import type { AskOptions, Choice, Config, Mark } from '../core/types.ts'
import { type FakeWorld, fakeWorld } from '../core/world.fake.ts'
import type { Decided } from '../core/world.ts'
import { metalive } from '../metalive.ts'
import { type AgeLayer, createAgeLayer } from './age.ts'
import { type AskLayer, createAskLayer } from './ask.ts'
import { type Host, openHost } from './host.ts'

const CHAT = '「Zendesk(問い合わせウィジェット)」について、お選びください'
const EXTRAS = '「追加機能」について、お選びください'
const VIDEO = '「YouTube(埋め込み動画)」について、お選びください'

const { age: _asked, ...AGELESS } = metalive
const GROWN: Config = AGELESS

let host: Host

afterEach(() => host.remove())

interface Visit {
  readonly consent: OpenConsent<string>
  readonly world: FakeWorld
  readonly see: BoundFunctions<typeof queries>
  readonly decided: readonly Decided[]
  readonly logged: readonly string[]
  readonly layer: AskLayer
  ask(id: string, options?: AskOptions): Promise<Choice>
  /** The names of the dialogs that are open. */
  asked(): readonly string[]
  press(name: string, by?: 'person' | 'script'): void
}

interface VisitOptions {
  readonly config?: Config
  readonly stored?: Readonly<Record<string, Choice>>
  readonly gpc?: boolean
  readonly off?: ReadonlySet<string>
}

function visit({ config = GROWN, stored = {}, gpc = false, off }: VisitOptions = {}): Visit {
  const decided: Decided[] = []
  const logged: string[] = []
  let isPerson = true
  let layer: AskLayer | undefined
  let age: AgeLayer | undefined
  const world = fakeWorld(textOf(stored), {
    ...(off && { off }),
    gpc: () => gpc,
    decided: (decision) => decided.push(decision),
    log: ({ message }) => logged.push(message),
    ask: async (id, options) => layer?.ask(id, options).catch(consentError),
    // Its file is fetched first.
    show: (what) => what === 'age' && queueMicrotask(() => age?.show()),
  })
  const consent = openConsent<string, string>(config, world)
  const consentError = (error: unknown): void => consent.report(error)
  host = openHost(document, '')
  const given = { consent, host, isTrusted: () => isPerson }
  layer = createAskLayer({ ...given, config: { ...config, recipients: 7 } })
  if (config.age)
    age = createAgeLayer({ ...given, config: { ...config, age: config.age, recipients: 7 } })
  const see = within(host.root as unknown as HTMLElement)
  return {
    consent,
    world,
    see,
    decided,
    logged,
    layer,
    ask: consent.ask,
    asked: () => see.queryAllByRole('heading').map(({ textContent }) => textContent),
    press(name, by = 'person') {
      isPerson = by === 'person'
      see.getByRole('button', { name }).click()
    },
  }
}

function textOf(choices: Readonly<Record<string, Choice>>): string {
  const marks = Object.entries(choices).map(([id, choice]): [string, Mark] => {
    return [id, { choice, day: 20780, revision: 1, source: 'banner' }]
  })
  if (marks.length === 0) return ''
  return encodeRecord({ wording: 1, age: 'u', id: null, marks: Object.fromEntries(marks) })
}

/** Lets what was asked for come. */
const turn = (): Promise<void> => new Promise((done) => setTimeout(done))

const marksOf = ({ consent }: Visit): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    Object.entries(consent.record?.marks ?? {}).map(([id, { choice, source }]) => {
      return [id, [choice, source]]
    }),
  )

describe('the question', () => {
  test('is a dialog that is named by what is asked about, in Japanese, whatever the page is in', async () => {
    const { ask, asked, see } = visit()
    ask('zendesk')
    await turn()
    expect(asked()).toEqual([CHAT])
    expect(see.getByRole('dialog').lang).toBe('ja')
  })

  test('tells what was cut off with the layers from what was left', async () => {
    const { layer, see } = visit()
    const left = layer.ask('zendesk', {})
    await turn()
    see.getByRole<HTMLDialogElement>('dialog').close()
    expect(await left).toBe(false)

    const cut = layer.ask('zendesk', {})
    const next = layer.ask('youtube', {})
    await turn()
    const dialog = see.getByRole<HTMLDialogElement>('dialog')
    host.remove()
    dialog.close()
    expect(await Promise.all([cut, next])).toEqual([true, true])
  })

  test('says what for, who receives what, what a refusal costs, and where all of it stands', async () => {
    const { ask, see } = visit()
    ask('zendesk')
    await turn()
    const { textContent } = see.getByRole('dialog')
    expect(textContent).toContain('チャットでご質問を受け、お答えするために使います。')
    expect(textContent).toContain('許可すると、次の情報をZendesk, Inc.へ送ります。')
    const items = see.getAllByRole('listitem').map((item) => item.textContent)
    expect(items).toHaveLength(12)
    expect(items).toContain('入力した文章')
    expect(textContent).toContain('「追加機能」を許可しないと、次のようになります。')
    expect(textContent).toContain('チャットの代わりに、メールでお問い合わせいただけます。')
    const link = see.getByRole<HTMLAnchorElement>('link', { name: '送信先の一覧(7社)' })
    expect(link.getAttribute('href')).toBe(metalive.disclosure.href)
  })

  test('gives the site’s own reason first, as text, beside what the config says', async () => {
    const { ask, see } = visit()
    ask('zendesk', { why: 'チャットを<b>開く</b>ために必要です。' })
    await turn()
    const dialog = see.getByRole('dialog')
    expect(dialog.querySelector('b')).toBeNull()
    expect(dialog.querySelector('.content p')?.textContent).toBe(
      'チャットを<b>開く</b>ために必要です。',
    )
    expect(dialog.textContent).toContain('チャットでご質問を受け、')
  })

  test('about a purpose names every company with what it is sent, and who joins it with a person', async () => {
    const services = GROWN.services.map((each) => ({
      ...each,
      joinsPerson: each.id === 'line-tag',
    }))
    const { ask, see } = visit({ config: { ...GROWN, services } })
    ask('advertising')
    await turn()
    const dialog = see.getByRole('dialog')
    const companies = [...dialog.querySelectorAll('summary')].map((each) => each.textContent)
    expect(companies).toHaveLength(4)
    expect(companies[0]).toBe('Google LLCのGoogle IMA SDK(動画広告)')
    expect(dialog.querySelectorAll('details li').length).toBeGreaterThan(12)
    expect(dialog.textContent).toContain('LINEヤフー株式会社は、受け取るIPアドレス、')
  })

  test('has two answers that differ in their words and ids alone', async () => {
    const { ask, see } = visit()
    ask('zendesk')
    await turn()
    const [allow, deny] = ['許可する', '許可しない'].map((name) => {
      const { localName, attributes, parentElement } = see.getByRole('button', { name })
      const others = [...attributes].filter(({ name }) => name !== 'id')
      return { localName, parentElement, others: others.map(({ name, value }) => [name, value]) }
    })
    expect(allow).toEqual(deny)
  })
})

describe('the answer', () => {
  test('is a mark of what was asked about alone, and where it was made', async () => {
    const all = visit({ stored: { functional: 'denied', analytics: 'denied' } })
    const answer = all.ask('zendesk')
    await turn()
    all.press('許可する')
    expect(await answer).toBe('granted')
    expect(marksOf(all)).toEqual({
      functional: ['denied', 'banner'],
      analytics: ['denied', 'banner'],
      zendesk: ['granted', 'ask'],
    })
    expect(all.asked()).toEqual([])
  })

  test('can be no, which is a mark as well', async () => {
    const all = visit()
    const answer = all.ask('zendesk')
    await turn()
    all.press('許可しない')
    expect(await answer).toBe('denied')
    expect(marksOf(all)).toEqual({ zendesk: ['denied', 'ask'] })
  })

  test('has its proof: every word that stood there, and the button', async () => {
    const { ask, press, decided } = visit()
    ask('zendesk', { why: 'チャットを開くために必要です。' })
    await turn()
    press('許可する')
    expect(decided).toMatchObject([
      { source: 'ask', shown: { layer: 'ask', button: 'allow', lang: 'ja' } },
    ])
    const words = decided[0]?.shown?.text.split('\n')
    expect(words).toEqual(
      expect.arrayContaining([CHAT, 'チャットを開くために必要です。', '入力した文章', '許可する']),
    )
  })

  test('comes after all who follow the state have heard', async () => {
    const { ask, press, consent } = visit()
    const heard: unknown[] = []
    const answer = ask('zendesk').then((choice) => heard.push(`answer ${choice}`))
    await turn()
    consent.subscribe(({ choices }) => heard.push(choices.zendesk))
    press('許可する')
    await answer
    expect(heard).toEqual([undefined, 'granted', 'answer granted'])
  })

  test('is none where a script presses to allow; where it refuses, it is', async () => {
    const all = visit()
    const answer = all.ask('zendesk')
    await turn()
    all.press('許可する', 'script')
    expect(marksOf(all)).toEqual({})
    expect(all.see.getByRole('status').textContent).toBe('もう一度、ご自身で押してください。')
    all.press('許可しない', 'script')
    expect(await answer).toBe('denied')
    expect(marksOf(all)).toEqual({ zendesk: ['denied', 'ask'] })
  })

  test.each<[string, Choice | undefined]>([
    ['nothing', undefined],
    ['a denial', 'denied'],
  ])('is none where the dialog is closed, and %s stands as it stood', async (_what, before) => {
    const all = visit({ stored: before ? { zendesk: before } : {} })
    const marks = marksOf(all)
    const answer = all.ask('zendesk')
    await turn()
    all.press('閉じる')
    expect(await answer).toBe('denied')
    expect(marksOf(all)).toEqual(marks)
    expect(all.consent.state.choices.zendesk).toBe(before)
    expect(all.asked()).toEqual([])
  })
})

describe('nobody is asked, and the answer is no,', () => {
  test.each<[string, string, VisitOptions, (all: Visit) => void]>([
    ['about what the operator stopped', 'zendesk', { off: new Set(['zendesk']) }, () => {}],
    ['while GPC refuses it', 'google-ima', { gpc: true }, () => {}],
    ['while GPC refuses its purpose', 'advertising', { gpc: true }, () => {}],
    ['once the consent is closed', 'zendesk', {}, ({ consent }) => consent.close('too late')],
    ['once the consent has ended', 'zendesk', {}, ({ consent }) => consent.destroy()],
    ['of an unknown id, which is reported', 'chat', {}, () => {}],
  ])('%s', async (_case, id, options, prepare) => {
    const all = visit(options)
    prepare(all)
    expect(await all.ask(id)).toBe('denied')
    expect(all.asked()).toEqual([])
    expect(marksOf(all)).toEqual({})
    expect(all.logged.filter((text) => text.startsWith('ask()'))).toEqual(
      id === 'chat' ? ['ask(): "chat" takes no answer.'] : [],
    )
  })

  test('over a record of a later version, which stays as it is', async () => {
    const all = visit()
    all.world.store.write('9~x', { wording: 1, age: 'u', id: null, marks: {} })
    Object.assign(all.world.store, { read: () => 'newer' })
    expect(await all.ask('zendesk')).toBe('denied')
    expect(all.asked()).toEqual([])
    expect(all.world.text()).toBe('9~x')
  })
})

describe('the question goes by itself', () => {
  test.each<[string, Choice, (all: Visit) => void]>([
    [
      'once it is granted elsewhere',
      'granted',
      ({ consent }) => consent.decide({ zendesk: 'granted' }),
    ],
    ['once its purpose is', 'granted', ({ consent }) => consent.decide({ functional: 'granted' })],
    ['once all is refused', 'denied', ({ consent }) => consent.withdraw()],
    ['with the consent', 'denied', ({ consent }) => consent.destroy()],
  ])('%s', async (_case, choice, elsewhere) => {
    const all = visit()
    const answer = all.ask('zendesk')
    await turn()
    expect(all.asked()).toEqual([CHAT])
    elsewhere(all)
    expect(await answer).toBe(choice)
    expect(all.asked()).toEqual([])
  })

  test('and stays where something else is answered', async () => {
    const all = visit()
    all.ask('zendesk')
    await turn()
    all.consent.decide({ analytics: 'granted' })
    await turn()
    expect(all.asked()).toEqual([CHAT])
  })
})

describe('two questions', () => {
  test('about one id are one', async () => {
    const all = visit()
    const answers = [all.ask('zendesk'), all.ask('zendesk')]
    await turn()
    expect(all.asked()).toEqual([CHAT])
    all.press('許可する')
    expect(await Promise.all(answers)).toEqual(['granted', 'granted'])
    expect(all.decided).toHaveLength(1)
  })

  test('about others come one after the other', async () => {
    const all = visit()
    const first = all.ask('zendesk')
    const second = all.ask('youtube')
    await turn()
    expect(all.asked()).toEqual([CHAT])
    all.press('許可しない')
    expect(await first).toBe('denied')
    await turn()
    expect(all.asked()).toEqual([VIDEO])
    all.press('許可する')
    expect(await second).toBe('granted')
  })

  test('are one less where the first answers the second', async () => {
    const all = visit()
    const first = all.ask('functional')
    const second = all.ask('zendesk')
    await turn()
    expect(all.asked()).toEqual([EXTRAS])
    all.press('許可する')
    expect(await Promise.all([first, second])).toEqual(['granted', 'granted'])
    expect(all.asked()).toEqual([])
  })

  test('about one id are two, if the second comes after the first answer', async () => {
    const all = visit()
    const first = all.ask('zendesk')
    await turn()
    all.press('許可しない')
    await first
    const second = all.ask('zendesk')
    await turn()
    expect(all.asked()).toEqual([CHAT])
    all.press('許可する')
    expect(await second).toBe('granted')
  })

  test('are answered still where one can’t be shown', async () => {
    const all = visit()
    const { showModal } = HTMLDialogElement.prototype
    HTMLDialogElement.prototype.showModal = () => {
      throw new Error('No dialogs here.')
    }
    const first = all.ask('zendesk')
    expect(await first).toBe('denied')
    HTMLDialogElement.prototype.showModal = showModal
    expect(all.logged).toEqual(['No dialogs here.'])
    expect(host.root.querySelector('dialog')).toBeNull()
    all.ask('youtube')
    await turn()
    expect(all.asked()).toEqual([VIDEO])
  })
})

describe('where the age is asked for', () => {
  const granting = async (): Promise<{
    all: Visit
    answer: Promise<Choice>
    over: () => boolean
  }> => {
    const all = visit({ config: metalive })
    let isOver = false
    const answer = all.ask('zendesk').finally(() => {
      isOver = true
    })
    await turn()
    all.press('許可する')
    await turn()
    return { all, answer, over: () => isOver }
  }

  test('the answer waits for it, and is then given as it was pressed', async () => {
    const { all, answer, over } = await granting()
    expect(all.asked()).toEqual(['お客様の年齢をお選びください'])
    expect(over()).toBe(false)
    all.press('16歳以上')
    expect(await answer).toBe('granted')
    expect(marksOf(all)).toEqual({ zendesk: ['granted', 'ask'] })
  })

  test('a guardian can give it', async () => {
    const { all, answer, over } = await granting()
    all.press('15歳以下')
    await turn()
    expect(over()).toBe(false)
    all.press('保護者として同意')
    expect(await answer).toBe('granted')
    expect(marksOf(all)).toEqual({ zendesk: ['granted', 'guardian'] })
  })

  test('who goes on without one has refused nothing, and granted nothing', async () => {
    const { all, answer } = await granting()
    all.press('15歳以下')
    all.press('同意せずに続ける')
    expect(await answer).toBe('denied')
    expect(marksOf(all)).toEqual({})
  })

  test('who refuses isn’t asked for it', async () => {
    const all = visit({ config: metalive })
    const answer = all.ask('zendesk')
    await turn()
    all.press('許可しない')
    expect(await answer).toBe('denied')
    expect(all.asked()).toEqual([])
  })

  test('another answer meanwhile ends it', async () => {
    const { all, answer } = await granting()
    all.consent.withdraw()
    expect(await answer).toBe('denied')
  })
})

describe('the focus', () => {
  const button = document.createElement('button')
  const pressed = async (): Promise<{ all: Visit; answer: Promise<Choice> }> => {
    document.body.append(button)
    button.focus()
    const all = visit({ config: metalive })
    const answer = all.ask('zendesk')
    await turn()
    return { all, answer }
  }
  afterEach(() => button.remove())

  test('goes to the dialog, and back to what had it', async () => {
    const { all, answer } = await pressed()
    expect(host.root.activeElement?.getAttribute('part')).toBe('ask')
    all.press('許可しない')
    await answer
    expect(document.activeElement).toBe(button)
  })

  test('goes on to the question of age, and comes back after that', async () => {
    const { all, answer } = await pressed()
    all.press('許可する')
    await turn()
    expect(host.root.activeElement?.getAttribute('part')).toBe('age')
    all.press('16歳以上')
    await answer
    expect(document.activeElement).toBe(button)
  })
})
