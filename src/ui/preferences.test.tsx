import { fireEvent, within } from '@testing-library/preact'
import { afterEach, describe, expect, test } from 'vitest'
import { openConsent } from '../core/consent.ts'
import { decodeRecord, encodeRecord } from '../core/record.ts'
import type { Choice, ConsentRecord } from '../core/types.ts'
import { fakeWorld } from '../core/world.fake.ts'
import { countRecipients } from '../disclosure/rows.ts'
import { metalive as whole } from '../metalive.ts'
import { withoutAnnotations } from './annotations.ts'
import { type Host, openHost } from './host.ts'
import { createPreferences } from './preferences.tsx'

/** Without the question of age, which has tests of its own. */
const { age, ...metalive } = whole

const TODAY = 20780
const TEXTS = withoutAnnotations(metalive.texts.preferences)

interface Visit {
  readonly see: ReturnType<typeof within>
  readonly dialog: HTMLDialogElement
  press(name: string, by?: 'person' | 'script'): void
  /** The switch of a purpose or service, by the name that it has. */
  toggle(name: string): HTMLInputElement
  on(): readonly (string | null)[]
  stored(): Readonly<Record<string, readonly [Choice, source: string]>>
  readonly writes: readonly string[]
  status(): string | null
  show(): void
}

let hosts: Host[] = []

afterEach(() => {
  for (const host of hosts) host.remove()
  hosts = []
})

function textOf(choices: Readonly<Record<string, Choice>>): string {
  const entries = Object.entries(choices).map(([id, choice]) => {
    return [id, { choice, day: TODAY, revision: 1, source: 'banner' as const }]
  })
  return encodeRecord({ wording: 1, age: 'u', id: 'oldid123', marks: Object.fromEntries(entries) })
}

/** A page with the second layer open, and a store in memory behind it. */
function visit(
  stored: Readonly<Record<string, Choice>> = {},
  gpc = false,
  off: ReadonlySet<string> = new Set(),
): Visit {
  const writes: string[] = []
  let person = true
  const world = fakeWorld(textOf(stored), { gpc: () => gpc, off })
  const { write } = world.store
  const store = {
    ...world.store,
    write(next: string, record: ConsentRecord) {
      writes.push(next)
      return write(next, record)
    },
  }
  const consent = openConsent<string, string>(metalive, { ...world, store })
  const host = openHost(document, '')
  hosts.push(host)
  const preferences = createPreferences({
    consent,
    host,
    config: { ...metalive, recipients: countRecipients(metalive.services) },
    isTrusted: () => person,
  })
  preferences.show()
  const dialog = host.root.querySelector('dialog') as HTMLDialogElement
  const see = within(dialog)
  const switches = (): HTMLInputElement[] => see.getAllByRole('switch', { hidden: true })
  return {
    see,
    dialog,
    writes,
    press(name, by = 'person') {
      person = by === 'person'
      see.getByRole('button', { name }).click()
    },
    toggle: (name) => see.getByRole('switch', { name: `${name}:許可する`, hidden: true }),
    on: () =>
      switches()
        .filter(({ checked }) => checked)
        .map((each) => each.getAttribute('aria-label')),
    stored() {
      const { marks } = decodeRecord(world.text()) as ConsentRecord
      const entries = Object.entries(marks)
      return Object.fromEntries(entries.map(([id, { choice, source }]) => [id, [choice, source]]))
    },
    status: () => see.getByRole('status').textContent,
    show: () => preferences.show(),
  }
}

const ALL = {
  functional: 'granted',
  analytics: 'granted',
  advertising: 'granted',
  embeds: 'granted',
} as const

const GA4 = 'Google アナリティクス 4'

describe('the second layer', () => {
  test('is an open modal dialog with a name, in Japanese', () => {
    const { dialog } = visit()
    expect(dialog.open).toBe(true)
    expect(dialog.getAttribute('aria-label')).toBe('プライバシー設定')
    expect(dialog.lang).toBe('ja')
  })

  test('has a row for each purpose, with what it is for and what its refusal costs', () => {
    const { see, dialog } = visit()
    for (const { title, description, lost } of withoutAnnotations(metalive.purposes)) {
      expect(see.getByRole('heading', { name: title, level: 3 })).toBeTruthy()
      expect(dialog.textContent).toContain(description)
      expect(dialog.textContent).toContain(lost ?? '')
    }
  })

  test('names every service with the company behind it', () => {
    const { dialog } = visit()
    for (const { name, recipient } of metalive.services) {
      expect(dialog.textContent).toContain(`${name}${recipient.name}`)
    }
  })

  test('has nothing switched on for a first visitor', () => {
    const { on, see } = visit()
    expect(on()).toEqual([])
    expect(see.getAllByRole('switch', { hidden: true })).toHaveLength(4 + 10)
  })

  test('has no switch for what the operator has stopped, and says so', () => {
    const { dialog, see } = visit({}, false, new Set(['ga4']))
    expect(see.getAllByRole('switch', { hidden: true })).toHaveLength(4 + 9)
    expect(dialog.textContent).toContain(`${GA4}Google LLCいまは当社が停止しています。`)
  })

  test('has no switch for what is required, and says that it is always used', () => {
    const { see } = visit()
    const row = see.getByRole('heading', { name: '必須' }).closest('section') as HTMLElement
    expect(within(row).queryByRole('switch', { hidden: true })).toBeNull()
    expect(row.textContent).toContain(TEXTS.required)
  })

  test('shows what is granted, by purpose and by service', () => {
    const { toggle } = visit({ analytics: 'granted', ga4: 'denied', embeds: 'denied' })
    expect(toggle('利用状況の分析').checked).toBe(true)
    expect(toggle('Microsoft Clarity').checked).toBe(true)
    expect(toggle(GA4).checked).toBe(false)
    expect(toggle('外部の動画・SNS').checked).toBe(false)
  })

  test('gives すべて許可, すべて拒否 and この設定を保存 the same but id and words', () => {
    const { see } = visit()
    const shapes = [TEXTS.acceptAll, TEXTS.rejectAll, TEXTS.save].map((name) => {
      const { localName, attributes } = see.getByRole('button', { name })
      const alike = [...attributes].filter(({ name }) => name !== 'id')
      return [localName, ...alike.map((each) => `${each.name}=${each.value}`)]
    })
    expect(shapes[1]).toEqual(shapes[0])
    expect(shapes[2]).toEqual(shapes[0])
  })

  test('leaves no placeholder open in its words', () => {
    const { dialog } = visit()
    expect(dialog.innerHTML).not.toMatch(/\{\w+\}/)
  })
})

describe('switching', () => {
  test('a purpose takes its services along', () => {
    const { toggle } = visit()
    toggle('利用状況の分析').click()
    expect(toggle(GA4).checked).toBe(true)
    expect(toggle('Mux Data(視聴品質の計測)').checked).toBe(true)
    expect(toggle('Meta ピクセル').checked).toBe(false)
  })

  test('a service goes alone', () => {
    const { on, toggle } = visit()
    toggle(GA4).click()
    expect(on()).toEqual([`${GA4}:許可する`])
  })

  test('has a word beside it for what being on means', () => {
    const { toggle } = visit()
    expect(toggle(GA4).closest('label')?.textContent).toBe(TEXTS.on)
  })

  test('decides nothing', () => {
    const { toggle, writes } = visit()
    toggle('広告').click()
    expect(writes).toEqual([])
  })
})

describe('saving', () => {
  test('writes every purpose, and of the services only those that differ', () => {
    const { toggle, press, stored } = visit()
    toggle('利用状況の分析').click()
    toggle(GA4).click()
    toggle('YouTube(埋め込み動画)').click()
    press('この設定を保存')
    expect(stored()).toEqual({
      functional: ['denied', 'preferences'],
      analytics: ['granted', 'preferences'],
      ga4: ['denied', 'preferences'],
      advertising: ['denied', 'preferences'],
      embeds: ['denied', 'preferences'],
      youtube: ['granted', 'preferences'],
    })
  })

  test('what nobody touched refuses everything', () => {
    const { press, stored } = visit()
    press('この設定を保存')
    const choices = Object.values(stored()).map(([choice]) => choice)
    expect(choices).toEqual(Array(4).fill('denied'))
  })

  test.each([
    ['すべて許可', 'granted'],
    ['すべて拒否', 'denied'],
  ] as const)('%s writes every purpose and no service', (name, choice) => {
    const { press, stored } = visit({ ...ALL, ga4: 'denied' })
    press(name)
    expect(stored()).toEqual({
      functional: [choice, 'preferences'],
      analytics: [choice, 'preferences'],
      advertising: [choice, 'preferences'],
      embeds: [choice, 'preferences'],
    })
  })

  test('leaves what the operator has stopped as it was, unless its purpose is refused', () => {
    const { toggle, press, stored } = visit({ ...ALL, ga4: 'granted' }, false, new Set(['ga4']))
    toggle('広告').click()
    press('この設定を保存')
    expect(stored()).toMatchObject({
      ga4: ['granted', 'banner'],
      analytics: ['granted', 'preferences'],
    })
    press('すべて拒否')
    expect(Object.values(stored())).toEqual(Array(4).fill(['denied', 'preferences']))
  })

  test('a first answer closes the dialog', () => {
    const { press, dialog } = visit()
    press('すべて拒否')
    expect(dialog.open).toBe(false)
  })

  test('a later change is confirmed where it was made', () => {
    const { toggle, press, dialog, status } = visit({ ...ALL, embeds: 'denied' })
    toggle('外部の動画・SNS').click()
    press('この設定を保存')
    expect(dialog.open).toBe(true)
    expect(status()).toBe('設定を保存しました。')
  })

  test('a withdrawal is confirmed as one', () => {
    const { toggle, press, status } = visit(ALL)
    toggle('広告').click()
    press('この設定を保存')
    expect(status()).toBe('許可を取り消しました。今後の送信を止めます。')
  })

  test('the withdrawal of one service is confirmed as one', () => {
    const { toggle, press, status } = visit(ALL)
    toggle(GA4).click()
    press('この設定を保存')
    expect(status()).toBe('許可を取り消しました。今後の送信を止めます。')
  })

  test('after すべて拒否 nothing is switched on', () => {
    const { press, on } = visit(ALL)
    press('すべて拒否')
    expect(on()).toEqual([])
  })
})

describe('leaving', () => {
  test('by 閉じる decides nothing, and what was switched is forgotten', () => {
    const { toggle, press, dialog, writes, show, on } = visit()
    toggle('広告').click()
    press('閉じる')
    expect(dialog.open).toBe(false)
    expect(writes).toEqual([])
    show()
    expect(on()).toEqual([])
  })

  // The browser turns Esc into `cancel` and `close`; that it does is for the e2e specs to see.
  test('by Esc decides nothing', () => {
    const { toggle, dialog, writes } = visit()
    toggle('広告').click()
    fireEvent.keyDown(dialog, { key: 'Escape' })
    dialog.dispatchEvent(new Event('cancel'))
    dialog.close()
    expect(writes).toEqual([])
  })
})

describe('a press that no person made', () => {
  test.each(['すべて許可', 'この設定を保存'])(
    'grants nothing by %s, and asks to press again',
    (name) => {
      const { toggle, press, writes, status, dialog } = visit()
      toggle('広告').click()
      press(name, 'script')
      expect(writes).toEqual([])
      expect(dialog.open).toBe(true)
      expect(status()).toBe('もう一度、ご自身で押してください。')
    },
  )

  test('keeps what was switched, so that a person can press again', () => {
    const { toggle, press, stored } = visit()
    toggle('広告').click()
    press('この設定を保存', 'script')
    press('この設定を保存')
    expect(stored()).toMatchObject({ advertising: ['granted', 'preferences'] })
  })

  test('refuses all the same', () => {
    const { press, stored } = visit(ALL)
    press('すべて拒否', 'script')
    expect(stored()).toMatchObject({ advertising: ['denied', 'preferences'] })
  })
})

describe('a visitor whose browser sends GPC', () => {
  test('grants by one press all but what it refuses, which keeps its switch', () => {
    const { press, stored, toggle } = visit({}, true)
    expect(toggle('広告').disabled).toBe(false)
    press('広告以外を許可')
    expect(stored()).toMatchObject({ analytics: ['granted', 'preferences'] })
    expect(stored().advertising).toEqual(['denied', 'preferences'])
    expect(Object.keys(stored()).filter((id) => id.startsWith('google'))).toEqual([])
  })
})
