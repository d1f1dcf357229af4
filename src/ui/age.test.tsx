import { type BoundFunctions, type queries, within } from '@testing-library/preact'
import { afterEach, describe, expect, test } from 'vitest'
import { type OpenConsent, openConsent } from '../core/consent.ts'
import type { AgeRule, Choices } from '../core/types.ts'
import { fakeWorld } from '../core/world.fake.ts'
import type { Decided } from '../core/world.ts'
import { metalive } from '../metalive.ts'
import { createAgeLayer } from './age.ts'
import { openHost } from './host.ts'

const QUESTION = 'お客様の年齢をお選びください'
const GUARDIAN = '保護者の方といっしょに、お選びください'

interface Asked {
  readonly consent: OpenConsent<string>
  readonly see: BoundFunctions<typeof queries>
  readonly decided: readonly Decided[]
  readonly shown: readonly string[]
  press(name: string, by?: 'person' | 'script'): void
  names(): readonly string[]
}

afterEach(() => {
  for (const host of document.querySelectorAll('metalive-consent')) host.remove()
})

/** A visitor has pressed something that grants `choices`. */
function asked(choices: Choices = { analytics: 'granted' }, ask: AgeRule['ask'] = 'grant'): Asked {
  const config = { ...metalive, age: { line: 16, ask } }
  const decided: Decided[] = []
  const shown: string[] = []
  let isPerson = true
  const host = openHost(document, '')
  const layer = (): void => show()
  const consent: OpenConsent<string> = openConsent<string, string>(
    config,
    fakeWorld('', {
      show: (what) => (what === 'age' ? layer() : shown.push(what)),
      decided: (decision) => decided.push(decision),
    }),
  )
  const { show } = createAgeLayer({
    config: { ...config, recipients: 9 },
    consent,
    host,
    isTrusted: () => isPerson,
  })
  const see = within(host.root as unknown as HTMLElement)
  if (ask === 'never') consent.setAge('minor')
  if (Object.keys(choices).length > 0) consent.decide(choices, { source: 'banner' })
  else show()
  return {
    consent,
    see,
    decided,
    shown,
    press(name, by = 'person') {
      isPerson = by === 'person'
      see.getByRole('button', { name }).click()
    },
    names: () => see.queryAllByRole('button').map(({ textContent }) => textContent),
  }
}

test('the question names the line, and three answers of equal weight', () => {
  const { see, names } = asked()
  const dialog = see.getByRole('dialog', { name: QUESTION })
  expect(names()).toEqual(['16歳以上', '15歳以下', '答えない'])
  const classes = see.getAllByRole('button').map(({ className }) => className)
  expect(new Set(classes).size).toBe(1)
  expect(dialog.textContent).toContain('15歳以下の方は、')
  // So that screen readers say it: whoever pressed something is taken along.
  expect(dialog.contains((dialog.getRootNode() as ShadowRoot).activeElement)).toBe(true)
})

test('who is old enough has granted what they pressed, as they pressed it', () => {
  const { press, consent, see, decided } = asked()
  press('16歳以上')
  expect(consent.granted('analytics')).toBe(true)
  expect(see.queryByRole('heading')).toBeNull()
  expect(decided).toMatchObject([{ source: 'banner' }])
})

test('what is still open is asked then', () => {
  const { press, shown } = asked({ youtube: 'granted' })
  press('16歳以上')
  expect(shown).toEqual(['banner'])
})

test('a script that presses is nobody’s age', () => {
  const { press, consent, see } = asked()
  press('16歳以上', 'script')
  expect(consent.granted('analytics')).toBe(false)
  expect(see.getByRole('status').textContent).toBe('もう一度、ご自身で押してください。')
})

describe.each(['15歳以下', '答えない'])('who presses %s', (answer) => {
  test('is told to choose with a guardian, and what that would let run', () => {
    const { press, see, names, consent } = asked({ analytics: 'granted', youtube: 'granted' })
    press(answer)
    const dialog = see.getByRole('dialog', { name: GUARDIAN })
    const items = within(dialog).getAllByRole('listitem')
    expect(items.map(({ textContent }) => textContent)).toEqual([
      '利用状況の分析',
      'YouTube(埋め込み動画)',
    ])
    expect(dialog.textContent).toContain('私は保護者(法定代理人)です。')
    expect(names()).toEqual(['保護者として同意', '同意せずに続ける', '年齢を選び直す'])
    expect(consent.granted('analytics')).toBe(false)
    expect(consent.state.age).toBe('minor')
  })

  test('goes on without anything running', () => {
    const { press, consent, see } = asked()
    press(answer)
    press('同意せずに続ける')
    expect(see.queryByRole('heading')).toBeNull()
    expect(consent.granted('analytics')).toBe(false)
    expect(consent.state.asks).toEqual([])
  })

  test('gets what a guardian agrees to, with the words that were agreed to', () => {
    const { press, consent, decided } = asked()
    press(answer)
    press('保護者として同意')
    expect(consent.granted('analytics')).toBe(true)
    expect(decided).toMatchObject([
      { source: 'guardian', shown: { layer: 'guardian', button: 'agree', lang: 'ja' } },
    ])
    const words = decided[0]?.shown?.text.split('\n')
    expect(words).toContain('利用状況の分析')
    expect(words).toContain(
      '私は保護者(法定代理人)です。内容を確認し、子どもに代わって同意します。',
    )
  })

  test('gets nothing by a script that agrees', () => {
    const { press, consent } = asked()
    press(answer)
    press('保護者として同意', 'script')
    expect(consent.granted('analytics')).toBe(false)
  })

  test('can say that it was a slip', () => {
    const { press, consent } = asked()
    press(answer)
    press('年齢を選び直す')
    press('16歳以上')
    expect(consent.granted('analytics')).toBe(true)
  })
})

describe('the question goes, and what was pressed with it,', () => {
  const gone = ({ see, consent }: Asked): void => {
    expect(see.queryByRole('heading')).toBeNull()
    expect(consent.waiting).toEqual([])
  }

  test('when the visitor refuses elsewhere', () => {
    const visit = asked()
    visit.consent.withdraw()
    gone(visit)
    expect(visit.consent.granted('analytics')).toBe(false)
  })

  test('when the site learns that they are old enough, and grants it', () => {
    const visit = asked()
    visit.consent.setAge('adult')
    gone(visit)
    expect(visit.consent.granted('analytics')).toBe(true)
  })

  test('when the visitor goes on without a guardian, whatever the site learns then', () => {
    const visit = asked()
    visit.press('15歳以下')
    visit.press('同意せずに続ける')
    gone(visit)
    visit.consent.setAge('adult')
    expect(visit.consent.granted('analytics')).toBe(false)
  })
})

test('a minor whom the site knows is asked for a guardian at once, and for no age', () => {
  const { see, names } = asked({ analytics: 'granted' }, 'never')
  expect(see.getByRole('dialog', { name: GUARDIAN })).toBeTruthy()
  expect(names()).toEqual(['保護者として同意', '同意せずに続ける'])
})

test('where it is asked first, nothing waits that a guardian could agree to', () => {
  const { press, names, shown } = asked({}, 'first')
  press('15歳以下')
  expect(names()).toEqual(['同意せずに続ける', '年齢を選び直す'])
  press('同意せずに続ける')
  expect(shown).toEqual([])
})

test('where it is asked first, the question of consent follows', () => {
  const { press, shown } = asked({}, 'first')
  press('16歳以上')
  expect(shown).toEqual(['banner'])
})
