/** That what a screen reader said, as `e2e/screen-reader` keeps it, is still what is there to be said. */
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fakeState } from './core/state.fake.ts'
import type { Config, ConsentState, Service } from './core/types.ts'
import { dayText } from './disclosure/day.ts'
import { summaryOf } from './disclosure/summary.ts'
import { jaEasy } from './locales/ja-easy.ts'
import { metalive } from './metalive.ts'
import { hotjar } from './services/hotjar.ts'
import { youtube } from './services/youtube.ts'
import { plainText } from './ui/annotations.ts'
import { subjectOf } from './ui/ask-subject.ts'
import { purposesAsked } from './ui/asked.ts'
import { acceptText, refusedByGpc } from './ui/gpc.ts'
import { reasonsFor } from './ui/reasons.ts'
import { fill } from './ui/text.ts'

const FOLDER = new URL('../e2e/screen-reader/', import.meta.url)
/** The page's own words. */
const PAGE = [
  'ライブ',
  'プライバシー設定を開く',
  'チャットは、Zendesk社のプログラムで動きます。',
  '出演者の投稿を、このページに表示します。',
]

const { operator, purposes, services, texts } = metalive
const { age, ask, banner, listSeparator, preferences, record, unsaved, withdrawal, wording } = texts
const asked = purposes.filter(({ required }) => !required)
const titles = asked.map(({ title }) => title)
const recipients = linkTo(metalive)
const { line = 0 } = metalive.age ?? {}

/** The words of each state in their order, the first of them its title. */
const STATES: Readonly<Record<string, readonly string[]>> = {
  first: firstLayer({}),
  'gpc-first': firstLayer({ gpc: true, asks: ['functional', 'analytics', 'embeds'] }),
  'day-181': firstLayer({ reasons: ['lapsed'] }),
  'unknown-age': firstLayer({ reasons: ['age'] }),
  purpose: firstLayer({ reasons: ['changed'], asks: ['analytics'] }),
  added: firstLayer(
    { reasons: ['added'], asks: ['hotjar'] },
    { ...metalive, services: [...services, hotjar] },
  ),
  'age-first': ageQuestion(),
  'age-asked': ageQuestion(),
  'guardian-step': [
    age.guardianTitle,
    inYears(age.guardianBody),
    age.guardianList,
    ...list(titles),
    recipients,
    age.declaration,
    age.agree,
    age.goOn,
    age.again,
  ],
  'preferences-first': secondLayer(),
  preferences: secondLayer(),
  rejected: [
    youtube.title ?? '',
    fill(texts.placeholder.body, namesOf(youtube)),
    texts.placeholder.once,
    texts.placeholder.always,
    texts.placeholder.afterwards,
  ],
  ask: question('zendesk'),
  'ask-purpose': question('embeds'),
  'own-record': [
    record.title,
    ...Object.values(record.columns),
    ...titles.flatMap((title) => [title, record.choices.granted, record.sources.banner ?? '']),
    fill(record.version, { revision: metalive.revision, wording: metalive.wording ?? 1 }),
    record.eraseNote,
    fill(record.contact, { ...operator }),
    record.download,
    record.withdraw,
    record.erase,
    record.close,
  ],
  withdrawn: takenBack(withdrawal.title, ['clarity', 'meta-pixel']),
  erased: takenBack(withdrawal.erased),
  reworded: [wording.title, wording.body, wording.show, wording.close],
  unsaved: [unsaved.title, unsaved.body, unsaved.close],
  'settings-button': [preferences.title],
}

test('every transcript is held against its words', () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.txt'))
  expect(files.sort()).toEqual(
    Object.keys(STATES)
      .map((id) => `${id}.txt`)
      .sort(),
  )
})

test.each(Object.entries(STATES))(
  'Orca said every word of %s in its order; `npm run screen-reader` asks it again',
  (id, words) => {
    const [title = '', ...others] = words.map(plainText)
    expect(heard(id, title)).toEqual({ title, words: others.filter(isJapanese).join(' ') })
  },
)

test.each([
  ['preferences', preferences.saved],
  ['unsaved', unsaved.body],
])('Orca said at once, in %s, what a press has led to: %s', (id, text) => {
  expect(afterReturn(id)).toContain(plainText(text))
})

/**
 * What Orca read on from the title, which it may say once more, and the title itself, if it was said.
 * Of a long sentence it makes two.
 */
function heard(id: string, title: string): { readonly title: string; readonly words: string } {
  const transcript = read(id)
  const [, reading = ''] = transcript.split('> KP_Add\n')
  const [lines = ''] = reading.split('\n> ')
  const said = lines.split('\n').filter((each) => isJapanese(each) && !PAGE.includes(each))
  while (said[0] === title) said.shift()
  const isSaid = transcript
    .split('\n')
    .some((each) => [title, `${title}.`].includes(each) || each.startsWith(`${title} `))
  return { title: isSaid ? title : '', words: said.join(' ') }
}

function afterReturn(id: string): readonly string[] {
  const answers = read(id).split('> Return\n').slice(1)
  return answers.flatMap((said) => said.split('\n> ')[0]?.split('\n') ?? [])
}

function read(id: string): string {
  return readFileSync(new URL(`${id}.txt`, FOLDER), 'utf8').replace(/^# .*\n/gm, '')
}

/** What Orca adds, such as `push button`, is English. */
function isJapanese(text: string): boolean {
  return /[\p{sc=Hira}\p{sc=Kana}\p{sc=Han}]/u.test(text)
}

function firstLayer(state: Partial<ConsentState>, config: Config = metalive): readonly string[] {
  const all = fakeState({ status: 'undecided', ...state })
  const updated = dayText(config.disclosure.updated, texts.lang)
  return [
    banner.title,
    jaEasy.name,
    ...reasonsFor(all, { ...config, updated }),
    fill(banner.intro, { service: operator.service }),
    ...list(purposesAsked(all, config).map(({ title }) => title)),
    ...summaryOf(config).sentences,
    linkTo(config),
    banner.policy,
    acceptText(refusedByGpc(all, config.purposes), banner),
    banner.rejectAll,
    banner.choose,
  ]
}

function secondLayer(): readonly string[] {
  const rows = purposes.flatMap(({ title, required, description, lost }) =>
    required
      ? [title, preferences.required, description]
      : [
          title,
          fill(preferences.allow, { purpose: title }),
          description,
          `${preferences.lost} ${lost}`,
          preferences.services,
        ],
  )
  const buttons = [preferences.acceptAll, preferences.rejectAll, preferences.save]
  return [preferences.title, preferences.close, ...rows, recipients, record.open, ...buttons]
}

function ageQuestion(): readonly string[] {
  return [age.title, age.body, age.adult, age.minor, age.unsaid].map(inYears)
}

function inYears(text: string): string {
  return fill(text, { line, below: line - 1 })
}

function question(id: string): readonly string[] {
  const count = summaryOf(metalive).recipients
  const { name, use, service, services, lost } = {
    ...subjectOf(id, { ...metalive, recipients: count }, []),
  }
  const [what = '', then = ''] = lost ?? []
  const sent = service
    ? [fill(ask.sends, namesOf(service)), ...list(itemsOf(service))]
    : [ask.sendsEach, ...(services ?? []).map((each) => fill(ask.service, namesOf(each)))]
  return [
    fill(ask.title, { name: name ?? id }),
    ask.close,
    use ?? '',
    ...sent,
    fill(ask.lost, { name: what }),
    then,
    ask.afterwards,
    recipients,
    ask.allow,
    ask.deny,
  ]
}

/** @param ids - services that have left what no page can delete; default all */
function takenBack(
  title: string,
  ids: readonly string[] = services.map(({ id }) => id),
): readonly string[] {
  const ran = services.filter(({ id }) => ['ga4', 'clarity', 'meta-pixel'].includes(id))
  const advertising = purposes.filter(({ id }) => id === 'advertising').map(({ title }) => title)
  const left = services.filter(({ id, cookies }) => ids.includes(id) && leftOf(cookies) !== '')
  return [
    title,
    withdrawal.stopped,
    withdrawal.running,
    ...list([...ran.map(fullName), ...advertising]),
    withdrawal.left,
    ...list(
      left.map((each) =>
        fill(withdrawal.leftOf, { service: fullName(each), names: leftOf(each.cookies) }),
      ),
    ),
    withdrawal.alreadySent,
    fill(withdrawal.contact, { ...operator }),
    withdrawal.stopNow,
    withdrawal.close,
  ]
}

function leftOf(cookies: Service['cookies']): string {
  const thirds = cookies.filter(({ party }) => party === 'third')
  return thirds.map(({ name }) => name).join(listSeparator)
}

type Named = Pick<Service, 'name' | 'sends'> & { readonly recipient: { readonly name: string } }

function fullName({ name, recipient }: Omit<Named, 'sends'>): string {
  return `${name}(${recipient.name})`
}

function namesOf(service: Named): Readonly<Record<'service' | 'recipient' | 'items', string>> {
  const items = itemsOf(service).join(listSeparator)
  return { service: service.name, recipient: service.recipient.name, items }
}

function itemsOf({ sends }: Named): readonly string[] {
  return sends.map((item) => texts.items[item] ?? item)
}

function list(items: readonly string[]): readonly string[] {
  return items.map((item) => `• ${item}`)
}

function linkTo(config: Config): string {
  return fill(banner.recipients, { n: summaryOf(config).recipients })
}
